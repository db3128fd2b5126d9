"""The board: cards go to other columns, everything adds up, nothing is lost and nothing is swallowed."""

import random
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.actor import ALL_SCOPES, Role
from core.errors import UserError
from core.models import AuditEntry
from functions import actions, lifecycle
from functions.models import Scenario
from functions.projection import HOME
from functions.rebuild import rebuild_placements
from functions.selectors import scenario_page
from organisations.actions import create_token
from tests.factories import BaselineFactory, EffortFactory, actor_of, client_for, member
from tests.functions.boards import Place, many, pairs, place, rows_of, shares_of, summed, uid
from towers.models import Activity, Region, Team, Tower

pytestmark = pytest.mark.django_db
MOST_QUERIES, MOST_BYTES = 12, 200_000


@pytest.fixture
def board() -> Place:
    return place()


def test_every_pair_but_the_managers_work_is_a_card(board: Place) -> None:
    Team.objects.get(name="Network EU").baselineteam_set.update(capability="Payments")
    data = board.data()
    assert data["capabilities"] == [["Payments", "Payments"]]
    cards = {(data["teams"][t][1], data["activities"][a][1]): (fte, flat) for t, a, fte, *flat in data["cards"]}
    assert len(cards) == 9
    assert cards["Server EU", "Incidents"] == (60_000, [7, 10_000])
    assert (data["totals"][0], data["totals"][7], data["totals"][8]) == ("0.0", "18.0", "3.7")
    assert data["heading"] == "All 27.7 FTE are placed"
    assert data["isEditable"] is True
    assert {tuple(team[1:]) for team in data["teams"]} == {
        ("Server EU", 1, 1, -1),
        ("Server AM", 1, 0, -1),
        ("Network EU", 0, 1, 0),
    }


def test_a_card_is_divided_and_the_rest_needs_a_home(board: Place) -> None:
    answer = board.move("Server EU", "Incidents", {8: 2_500, HOME: 7_500}, reason="pilot").json()
    assert shares_of(board.scenario, "Server EU", "Incidents") == {8: 2_500}
    assert answer["heading"] == "23.2 of 27.7 FTE are placed; 1 card needs a home"
    assert answer["cards"] == [[uid(Team, "Server EU"), uid(Activity, "Incidents"), HOME, 7_500, 8, 2_500]]
    assert answer["words"] == "1 card moved, now in Level 2 and 3 support operations and its team"
    step = board.scenario.operations.get(seq=answer["version"])
    assert (step.kind, step.reason, len(step.payload["moves"])) == ("move", "pilot", 1)
    entry = AuditEntry.objects.filter(action="move").get()
    assert entry.after["payload"] == step.payload


def test_a_rebuild_gives_the_same_rows(board: Place) -> None:
    board.move("Server EU", "Incidents", {8: 2_500, 3: 7_500})
    rows = rows_of(board.scenario)
    board.scenario.placements.all().delete()
    rebuild_placements(board.scenario)
    assert rows_of(board.scenario) == rows != []


def test_on_another_baseline_unknown_cards_are_kept_out_and_come_back(board: Place) -> None:
    board.move("Server EU", "Incidents", {3: 10_000})
    board.move("Network EU", "Incidents", {4: 10_000})
    kept = rows_of(board.scenario)
    other = BaselineFactory.create(organisation=board.lead.organisation)
    team, work = Team.objects.get(name="Network EU"), Activity.objects.get(name="Incidents")
    EffortFactory.create(baseline=other, team=team, activity=work)
    board.scenario.refresh_from_db()
    step = actions.move_scenario(
        by=board.by, scenario=board.scenario, version=board.scenario.version, baseline=other, is_placing_rest=False
    )
    assert rows_of(board.scenario) == [(team.pk, work.pk, 4, 10_000)]
    assert len(board.data()["cards"]) == 1
    actions.undo_operation(by=board.by, scenario=board.scenario, version=step.seq, seq=step.seq)
    assert rows_of(board.scenario) == kept


def test_totals_equal_an_independent_sum_after_each_of_many_moves(board: Place) -> None:
    chance = random.Random(7)
    for _ in range(30):
        chosen = chance.sample(pairs(board.scenario), chance.randint(1, 5))
        moves = {pair: divided(chance) for pair in chosen}
        board.scenario.refresh_from_db()
        actions.move_cards(by=board.by, scenario=board.scenario, version=board.scenario.version, moves=moves)
        assert board.data()["volumes"] == summed(board.scenario)
    rules: list[dict[str, Any]] = [
        {"source": 7, "target": 3, "share": 3_333},
        {"source": 0, "target": 8, "share": 10_000, "tower": uid(Tower, "Server")},
        {"source": 3, "target": 0, "share": 5_000, "activities": [uid(Activity, "Incidents")]},
    ]
    for rule in rules:
        answer = board.send("rule", **rule)
        assert answer.status_code == 200, answer.text
        assert answer.json()["volumes"] == board.data()["volumes"] == summed(board.scenario)


def divided(chance: random.Random) -> dict[int, int]:
    """One to three columns, together 10,000."""
    codes = chance.sample(range(11), chance.randint(1, 3))
    cuts = sorted(chance.sample(range(1, 10_000), len(codes) - 1))
    return {code: after - before for code, before, after in zip(codes, [0, *cuts], [*cuts, 10_000], strict=True)}


def test_the_preview_of_a_rule_equals_what_it_does(board: Place) -> None:
    rule: dict[str, Any] = {"source": 7, "target": 8, "share": 5_000, "region": uid(Region, "Europe")}
    seen = board.send("rule", is_preview=True, **rule).json()
    assert seen["words"] == (
        "2 cards with 6.0 FTE would move: all activities, Europe, from Level 1 support operations to "
        "Level 2 and 3 support operations, 50%."
    )
    assert sorted(seen["cards"]) == [["Network EU", "Incidents", "3.0"], ["Server EU", "Incidents", "3.0"]]
    steps = board.scenario.operations.count()
    done = board.send("rule", **rule).json()
    assert len(done["cards"]) == seen["count"]
    assert board.scenario.operations.count() == steps + 1
    assert shares_of(board.scenario, "Server EU", "Incidents") == {7: 5_000, 8: 5_000}
    assert shares_of(board.scenario, "Server AM", "Incidents") == {7: 10_000}
    words = scenario_page(Scenario.objects.get(pk=board.scenario.pk))["history"][0]["words"]
    assert words.startswith("2 cards moved by rule: all activities, Europe, from Level 1")


def test_a_rule_that_finds_nothing_or_names_the_unknown_is_refused(board: Place) -> None:
    nothing: dict[str, Any] = {"source": 1, "target": 2, "share": 10_000}
    assert board.send("rule", is_preview=True, **nothing).json()["count"] == 0
    assert board.send("rule", **nothing).status_code == 400
    other: dict[str, Any] = {"source": 7, "target": 8, "share": 10_000}
    for wrong in ({"tower": uid(Region, "Europe")}, {"activities": ["x"]}, {"target": 7}, {"share": 0}, {"source": 11}):
        assert board.send("rule", is_preview=True, **(other | wrong)).status_code == 400, wrong


def test_who_is_second_is_told_both_and_nothing_of_theirs_is_lost(board: Place) -> None:
    seen = board.scenario.version
    other = member(Role.MODELLER, organisation=board.lead.organisation)
    other.user.name = "MO"
    other.user.save()
    theirs = [[uid(Team, "Server AM"), uid(Activity, "Patching"), {3: 10_000}]]
    assert board.send("moves", client_for(other), moves=theirs).status_code == 200
    answer = board.move("Server EU", "Incidents", {8: 10_000}, version=seen)
    assert answer.status_code == 409
    told = answer.json()
    assert told["yours"] == "1 card moved, now in Level 2 and 3 support operations"
    assert told["theirs"] == ["MO moved 1 card"]
    assert told["board"]["version"] == seen + 1
    assert shares_of(board.scenario, "Server AM", "Patching") == {3: 10_000}
    assert shares_of(board.scenario, "Server EU", "Incidents") == {7: 10_000}
    assert board.move("Server EU", "Incidents", {8: 10_000}).status_code == 200


def test_a_step_between_looking_and_writing_wins(board: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    honest, seen = actions.move_cards, board.scenario.version

    def overtaken(**step: Any) -> Any:
        first = Scenario.objects.get(pk=board.scenario.pk)
        honest(by=board.by, scenario=first, version=seen, moves={pairs(first)[0]: {2: 10_000}})
        return honest(**step)

    monkeypatch.setattr(actions, "move_cards", overtaken)
    answer = board.move("Server EU", "Incidents", {8: 10_000})
    assert (answer.status_code, answer.json()["board"]["version"]) == (409, seen + 1)
    assert shares_of(board.scenario, "Server EU", "Incidents") == {7: 10_000}


def test_only_what_is_newer_is_told(board: Place) -> None:
    seen = board.scenario.version
    assert board.data(f"?since={seen}") == {"version": seen}
    board.move("Server EU", "Incidents", {8: 10_000})
    found = board.data(f"?since={seen}")
    assert found["version"] == seen + 1
    assert [news.endswith(" moved 1 card") for news in found["news"]] == [True]
    assert len(found["cards"]) == 9


def test_undo_and_redo_are_steps_and_the_rows_are_the_same(board: Place) -> None:
    states = [rows_of(board.scenario)]
    for code in (3, 4):
        board.move("Server EU", "Incidents", {code: 10_000})
        states.append(rows_of(board.scenario))
    for before in (states[1], states[0]):
        board.send("undo", seq=board.data()["undo"]["seq"])
        assert rows_of(board.scenario) == before
    for after in (states[1], states[2]):
        answer = board.send("undo", seq=board.data()["redo"]["seq"]).json()
        assert rows_of(board.scenario) == after
    assert answer["redo"] is None
    assert answer["undo"]["words"] == "1 card moved, now in Product engineering"
    kinds = list(board.scenario.operations.values_list("kind", flat=True))
    assert kinds[-6:] == ["move", "move", "undo", "undo", "undo", "undo"]


def test_the_board_undoes_only_ones_own_steps(board: Place) -> None:
    other = member(Role.MODELLER, organisation=board.lead.organisation)
    board.move("Server EU", "Incidents", {3: 10_000})
    theirs = board.send(
        "moves", client_for(other), moves=[[uid(Team, "Server AM"), uid(Activity, "Patching"), {4: 10_000}]]
    ).json()["version"]
    assert board.data()["undo"]["seq"] == theirs - 1
    rows = rows_of(board.scenario)
    refused = board.send("undo", seq=theirs)
    assert (refused.status_code, f"made step {theirs}" in refused.json()["detail"]) == (409, True)
    assert rows_of(board.scenario) == rows
    assert board.send("undo", seq=theirs - 1).status_code == 200
    assert shares_of(board.scenario, "Server AM", "Patching") == {4: 10_000}
    assert board.send("undo", client_for(other), seq=theirs + 1).status_code == 409  # nor redo what another took back


def test_shares_that_do_not_add_up_unknown_functions_and_managers_are_refused(board: Place) -> None:
    for shares in ({3: 9_999}, {3: 10_000, 4: 0}, {11: 10_000}, {}):
        assert board.move("Server EU", "Incidents", shares).status_code == 400, shares
    refused = board.move("Server EU", "Leading", {10: 10_000})
    assert (refused.status_code, "management of people" in refused.json()["detail"]) == (400, True)
    card = [uid(Team, "Server EU"), uid(Activity, "Incidents"), {3: 10_000}]
    assert board.send("moves", moves=[card, card]).status_code == 400
    assert board.send("moves", moves=[]).status_code == 400
    assert board.send("moves", moves=[card], version=None).status_code == 428
    for body in ("{", "[]", '{"version": 1, "moves": 3}'):
        answer = board.client.post(board.address("moves"), body, content_type="application/json")
        assert answer.status_code == 400, body
    assert board.scenario.operations.filter(kind="move").count() == 0


def test_a_viewer_looks_and_an_archived_scenario_stays_as_it_is(board: Place) -> None:
    viewer = client_for(member(Role.VIEWER, organisation=board.lead.organisation))
    page = viewer.get(board.address())
    assert ("Your role may look" in page.text, 'data-do="rule"' in page.text) == (True, False)
    assert viewer.get(board.address("data")).json()["isEditable"] is False
    card = [uid(Team, "Server EU"), uid(Activity, "Incidents"), {3: 10_000}]
    assert board.send("moves", viewer, moves=[card]).status_code == 403
    assert board.send("rule", viewer, is_preview=True, source=7, target=8, share=10_000).status_code == 403
    lifecycle.archive_scenario(by=board.by, scenario=board.scenario, version=board.scenario.version)
    assert board.data()["isEditable"] is False
    assert board.send("moves", moves=[card]).status_code == 409
    assert 'data-do="rule"' not in board.client.get(board.address()).text


def test_the_same_move_over_rest(board: Place) -> None:
    token = create_token(by=board.by, name="script", scopes=list(ALL_SCOPES))[1]
    headers = {"Authorization": f"Token {token}", "If-Match": f'"{board.scenario.version}"'}
    one = {"team": uid(Team, "Server EU"), "activity": uid(Activity, "Incidents"), "shares": {"3": 0.25, "home": 0.75}}
    address = f"/api/v1/scenarios/{board.scenario.uid}/operations/"
    body = {"kind": "move", "moves": [one]}
    answer = board.client.post(address, body, content_type="application/json", headers=headers)
    assert answer.status_code == 201, answer.text
    assert shares_of(board.scenario, "Server EU", "Incidents") == {3: 2_500}
    again = board.client.post(address, body, content_type="application/json", headers=headers)
    assert again.status_code == 412


def test_nobody_moves_what_another_organisation_has(board: Place) -> None:
    other = actor_of(member(Role.MODELLER))
    assert client_for(member(Role.MODELLER)).get(board.address("data")).status_code == 404
    with pytest.raises(UserError, match="does not have"):
        actions.move_cards(by=other, scenario=board.scenario, version=1, moves={(1, 1): {3: 10_000}})


def test_two_thousand_cards_are_small_and_take_as_many_queries_as_nine(board: Place) -> None:
    large = many(2_000)
    few, _ = asked(board)
    queries, size = asked(large)
    assert len(large.data()["cards"]) == 2_000
    assert few == queries <= MOST_QUERIES
    assert size < MOST_BYTES


def asked(board: Place) -> tuple[int, int]:
    """Queries and bytes of the data, second visit."""
    board.data()
    with CaptureQueriesContext(connection) as captured:
        answer = board.client.get(board.address("data"))
    return len(captured), len(answer.content)
