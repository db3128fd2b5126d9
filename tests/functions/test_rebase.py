"""Refresh day for a scenario: just the moves whose source is another one are put to somebody, the rest comes along."""

from typing import Any

import pytest

from core.errors import UserError
from functions.actions import apply_default_mapping, create_scenario, move_cards, move_scenario, undo_operation
from functions.branching import branch_scenario
from functions.models import Scenario
from functions.projection import Pair, Shares
from functions.rebase import Rebase, rebase_of, rebase_scenario, suggested
from functions.rebuild import rebuild_placements
from tests.factories import ActivityFactory, EffortFactory
from tests.refresh.world import HEAD, Enterprise, Row, post
from towers.actions.refresh import accept_refresh
from towers.models import Activity, Baseline, Effort, Position, Team

pytestmark = pytest.mark.django_db
TEAMS = {"Server": 12, "Network": 6, "Storage": 6, "Desk": 12}


def staff() -> dict[str, Row]:
    rows = [post(f"{team[:2]}{n}", team=team, tower=team) for team, count in TEAMS.items() for n in range(count)]
    return {row["id"]: row for row in [HEAD, *rows]}


class Shop(Enterprise):
    """Four teams that all do incidents and patching; the design places incidents of three of them by hand."""

    def __post_init__(self) -> None:
        super().__post_init__()
        self.baseline = self.bring("Start", *staff().values())
        self.patching: Activity = ActivityFactory.create(
            organisation=self.organisation, name="Patching", function_code=8
        )
        for team, count in TEAMS.items():
            for activity, each in ((self.incidents, 6_000), (self.patching, 3_000)):
                EffortFactory.create(
                    baseline=self.baseline,
                    team=self.team(team),
                    activity=activity,
                    fte=count * each,
                    evidence="surveyed",
                )
        made = create_scenario(by=self.by, baseline=self.baseline, name="Design", preset="global")
        for team, code in (("Server", 3), ("Network", 4), ("Storage", 5)):
            self.move({(team, "Incidents"): {code: 10_000}}, made)

    def team(self, name: str) -> Team:
        return Team.objects.get_or_create(organisation=self.organisation, key=name.casefold(), defaults={"name": name})[
            0
        ]

    @property
    def scenario(self) -> Scenario:
        """As a request finds it."""
        return Scenario.objects.select_related("baseline", "parent").get(name="Design", organisation=self.organisation)

    def pair(self, team: str, activity: str) -> Pair:
        return self.team(team).pk, Activity.objects.get(organisation=self.organisation, name=activity).pk

    def move(self, cards: dict[tuple[str, str], Shares], scenario: Scenario) -> None:
        scenario.refresh_from_db()
        moves = {self.pair(*name): shares for name, shares in cards.items()}
        move_cards(by=self.by, scenario=scenario, version=scenario.version, moves=moves)

    def later(self, rows: dict[str, Row], *, is_accepted: bool = True) -> Baseline:
        """The refresh with this extract."""
        draft = self.refreshed(*rows.values())
        if is_accepted:
            accept_refresh(by=self.by, baseline=draft, version=draft.version)
        return Baseline.objects.get(pk=draft.pk)

    def rebase(self, baseline: Baseline, **resolutions: str) -> Scenario:
        """By the name of the team; the suggestion for every other move."""
        scenario = self.scenario
        chosen = suggested(rebase_of(self.by, scenario, baseline))
        for name, code in resolutions.items():
            team = self.team(name).uid
            chosen |= {pair: code for pair in chosen if pair[0] == team}
        rebase_scenario(by=self.by, scenario=scenario, version=scenario.version, baseline=baseline, chosen=chosen)
        return self.scenario


@pytest.fixture
def shop() -> Shop:
    return Shop()


def found(shop: Shop, baseline: Baseline) -> Rebase:
    return rebase_of(shop.by, shop.scenario, baseline)


def told(rebase: Rebase) -> dict[tuple[str, str], Any]:
    """What changed and what is suggested, by team and activity."""
    rows = rebase.rows
    return {(row.team.name, row.activity.name): (row.what, row.changes, row.move.suggestion) for row in rows}


def shares(scenario: Scenario, team: str, activity: str = "Incidents") -> dict[int, int]:
    rows = scenario.placements.filter(team__name=team, activity__name=activity)
    return dict(rows.values_list("function_code", "share"))


def changed(*others: str) -> dict[str, Row]:
    """One position of each team with a move by hand is another one, and these of the desk, where nothing was moved."""
    rows = staff()
    rows["Se1"] |= {"fte": 0.5}
    rows["Ne1"] |= {"team": "Desk", "tower": "Desk"}
    del rows["St1"]
    for key in others:
        rows[key] |= {"title": "Senior engineer"}
    return rows


def test_of_seventeen_changed_positions_the_three_that_touch_a_move_are_listed_and_the_rest_is_applied(
    shop: Shop,
) -> None:
    rows = changed(*(f"De{n}" for n in range(8)))
    for n in range(2):
        del rows[f"De{8 + n}"]
    rows |= {f"X{n}": post(f"X{n}", team="Desk", tower="Desk") for n in range(4)}
    baseline = shop.later(rows)
    rebase = found(shop, baseline)
    assert (rebase.positions, rebase.effect.positions, rebase.untouched) == (17, 3, 14)
    assert rebase.heading == "17 positions differ, 3 touch 3 moves of this scenario"
    assert told(rebase) == {
        ("Server", "Incidents"): ("other people", ["Se1 Engineer: 1.0 FTE became 0.5"], "keep"),
        ("Network", "Incidents"): ("other people", ["Ne1 Engineer moved to Desk"], "keep"),
        ("Storage", "Incidents"): ("other people", ["St1 Engineer left"], "keep"),
    }
    before = {team: shares(shop.scenario, team) for team in TEAMS}
    moved = shop.rebase(baseline)
    assert moved.baseline == baseline
    assert {team: shares(moved, team) for team in TEAMS} == before
    desk = Effort.objects.get(baseline=baseline, team=shop.team("Desk"), activity=shop.incidents)
    assert desk.fte == 15 * 6_000


def test_one_step_moves_and_decides_and_its_undo_takes_all_of_it_back(shop: Shop) -> None:
    baseline = shop.later(changed())
    moved = shop.rebase(baseline, Server="default", Storage="drop")
    step = moved.operations.latest("seq")
    assert (step.kind, step.payload["chosen"]) == (
        "move_baseline",
        {"kept": 1, "placed by the default mapping": 1, "left in their teams": 1},
    )
    decided = {team: shares(moved, team) for team in TEAMS}
    assert decided == {"Server": {8: 10_000}, "Network": {4: 10_000}, "Storage": {}, "Desk": {8: 10_000}}
    rebuild_placements(moved)
    assert {team: shares(moved, team) for team in TEAMS} == decided
    undo_operation(by=shop.by, scenario=moved, version=step.seq, seq=step.seq)
    back = shop.scenario
    assert back.baseline == shop.baseline
    assert (shares(back, "Server"), shares(back, "Storage")) == ({3: 10_000}, {5: 10_000})


def test_where_most_of_a_team_went_the_move_follows_and_the_others_work_stays(shop: Shop) -> None:
    rows = staff()
    for n in range(4):
        rows[f"Ne{n}"] |= {"team": "Desk", "tower": "Desk"}
    baseline = shop.later(rows)
    rebase = found(shop, baseline)
    assert told(rebase)["Network", "Incidents"][2] == "follow"
    (network,) = [row for row in rebase.rows if row.team.name == "Network"]
    assert [option.words for option in network.options] == [
        "keep it as it is",
        "follow them: 25% of Incidents in Desk",
        "as the default mapping says: Level 2 and 3 support operations",
        "leave it in its team",
    ]
    moved = shop.rebase(baseline)
    assert shares(moved, "Desk") == {8: 7_500, 4: 2_500}  # 4 of its 16 people came
    assert shares(moved, "Network") == {4: 10_000}
    assert shares(moved, "Desk", "Patching") == {8: 10_000}


def test_of_a_team_that_is_gone_the_move_follows_its_people_or_is_dropped(shop: Shop) -> None:
    rows = {key: row for key, row in staff().items() if row["team"] != "Storage"}
    for n in range(6):
        rows[f"Ne{n}"] |= {"team": "Server", "tower": "Server"}
    baseline = shop.later(rows)
    rebase = found(shop, baseline)
    assert {name: (what, code) for name, (what, _, code) in told(rebase).items()} == {
        ("Server", "Incidents"): ("other people", "keep"),
        ("Network", "Incidents"): ("the team is gone", "follow"),
        ("Storage", "Incidents"): ("the team is gone", "drop"),
    }
    (storage,) = [row for row in rebase.rows if row.team.name == "Storage"]
    assert [option.code for option in storage.options] == ["keep", "drop"]
    moved = shop.rebase(baseline)
    assert shares(moved, "Server") == {3: 6_579, 4: 3_421}  # 3.6 of its 10.5 FTE came from Network
    assert shares(moved, "Network") == shares(moved, "Storage") == {}


def test_effort_of_its_own_is_touched_by_its_position_alone(shop: Shop) -> None:
    shop.move({("Desk", "Incidents"): {5: 10_000}}, shop.scenario)
    own = Position.objects.get(baseline=shop.baseline, key="De0")
    Effort.objects.filter(baseline=shop.baseline, team=shop.team("Desk")).delete()
    EffortFactory.create(
        baseline=shop.baseline,
        team=shop.team("Desk"),
        activity=shop.incidents,
        position=own,
        fte=8_000,
        evidence="surveyed",
    )
    rows = staff()
    rows["De1"] |= {"fte": 0.5}
    assert found(shop, shop.later(rows, is_accepted=False)).rows == []
    Baseline.objects.get(name="June").refresh.delete()
    Baseline.objects.get(name="June").delete()
    rows["De0"] |= {"fte": 0.5}
    (row,) = found(shop, shop.later(rows)).rows
    assert (row.team.name, row.changes) == ("Desk", ["De0 Engineer: 1.0 FTE became 0.5"])


def test_what_a_default_mapping_placed_last_is_nobodys_decision(shop: Shop) -> None:
    scenario = shop.scenario
    apply_default_mapping(by=shop.by, scenario=scenario, version=scenario.version)
    rebase = found(shop, shop.later(changed()))
    assert (rebase.rows, rebase.heading) == ([], "3 positions differ, none touches what was decided here")


def test_other_managers_titles_costs_and_vacant_posts_touch_nothing(shop: Shop) -> None:
    rows = staff()
    rows["Se1"] |= {"manager": "Se2", "title": "Lead", "cost": 90_000_00}
    rows["X1"] = post("X1", team="Server", status="vacant")
    rebase = found(shop, shop.later(rows))
    assert rebase.positions >= 1
    assert rebase.rows == []


def test_a_move_whose_effort_was_stated_anew_is_listed_without_a_position(shop: Shop) -> None:
    draft = shop.refreshed(*staff().values())
    EffortFactory.create(
        baseline=draft, team=shop.team("Server"), activity=shop.patching, fte=50_000, evidence="surveyed"
    )
    accept_refresh(by=shop.by, baseline=draft, version=draft.version)
    assert told(found(shop, Baseline.objects.get(pk=draft.pk))) == {
        ("Server", "Incidents"): ("the team does this no more", [], "drop"),
    }


def test_just_the_moves_that_are_listed_are_decided(shop: Shop) -> None:
    baseline = shop.later(changed())
    scenario = shop.scenario
    chosen = suggested(found(shop, baseline))
    (first, *others) = chosen
    for wrong in ({first: "keep"}, chosen | {first: "follow the sun"}):
        with pytest.raises(UserError, match=r"Look at the suggestions again|is not possible for a move"):
            rebase_scenario(by=shop.by, scenario=scenario, version=scenario.version, baseline=baseline, chosen=wrong)
    assert len(others) == 2
    move_scenario(by=shop.by, scenario=scenario, version=scenario.version, baseline=baseline)
    assert shares(shop.scenario, "Server") == {3: 10_000}


def test_a_branch_is_told_to_wait_for_its_parent(shop: Shop) -> None:
    branch = branch_scenario(by=shop.by, scenario=shop.scenario, name="Part", functions=[3])
    baseline = shop.later(changed())
    chosen = suggested(rebase_of(shop.by, branch, baseline))
    with pytest.raises(UserError, match="A branch stands where “Design” stands"):
        rebase_scenario(by=shop.by, scenario=branch, version=branch.version, baseline=baseline, chosen=chosen)
