"""What a workshop should talk about: cards that rest on a guess, and work that towers place apart."""

import pytest

from functions.board_doubts import LEAST_SURE
from functions.projection import HOME
from functions.selectors import scenario_page
from tests.functions.boards import Place, place, uid
from towers.models import Activity, Effort, Team

pytestmark = pytest.mark.django_db


@pytest.fixture
def board() -> Place:
    return place()


def guess(team: str, activity: str, score: float | None, fte: int | None = None) -> None:
    """State how sure the effort's activity is; with `fte` on one more row of the pair."""
    rows = Effort.objects.filter(team__name=team, activity__name=activity)
    if fte is None:
        rows.update(score=score)
        return
    row = rows.get()
    Effort.objects.create(baseline=row.baseline, team=row.team, activity=row.activity, fte=fte, score=score)


def doubts(board: Place) -> dict[tuple[str, str], int]:
    """Percent by team and activity."""
    data = board.data()
    cards = [(data["teams"][card[0]][1], data["activities"][card[1]][1]) for card in data["cards"]]
    return {cards[at]: percent for at, percent in data["doubts"]}


def test_a_card_is_doubtful_below_the_bound_and_only_there(board: Place) -> None:
    guess("Server EU", "Incidents", 0.5)
    guess("Server AM", "Incidents", LEAST_SURE)
    guess("Network EU", "Incidents", None)
    assert doubts(board) == {("Server EU", "Incidents"): 50}


def test_several_rows_of_a_card_count_by_their_fte(board: Place) -> None:
    guess("Server EU", "Incidents", 0.4)
    guess("Server EU", "Incidents", 1.0, fte=20_000)
    assert doubts(board) == {("Server EU", "Incidents"): 55}  # (6 x 0.4 + 2 x 1) / 8
    guess("Server EU", "Patching", 0.4)
    guess("Server EU", "Patching", None, fte=12_345)
    assert ("Server EU", "Patching") not in doubts(board)  # (0.4 + 1) / 2


def test_a_move_or_a_confirmation_settles_it_and_an_undo_brings_it_back(board: Place) -> None:
    for team in ("Server EU", "Server AM"):
        guess(team, "Incidents", 0.5)
    assert board.move("Server EU", "Incidents", {8: 10_000}).json()["doubts"] == board.data()["doubts"]
    assert doubts(board) == {("Server AM", "Incidents"): 50}
    answer = board.move("Server AM", "Incidents", {7: 10_000}).json()
    assert (answer["words"], answer["doubts"], answer["cards"]) == ("1 card confirmed where it lies", [], [])
    assert scenario_page(board.scenario)["history"][0]["operation"].payload["is_confirming"] is True
    assert board.send("undo", seq=answer["version"]).status_code == 200
    assert doubts(board) == {("Server AM", "Incidents"): 50}


def test_a_divided_card_is_confirmed_with_its_shares_only(board: Place) -> None:
    guess("Server EU", "Incidents", 0.5)
    board.move("Server EU", "Incidents", {7: 6_000, HOME: 4_000})
    assert "confirmed" in board.move("Server EU", "Incidents", {7: 6_000, HOME: 4_000}).json()["words"]
    assert "confirmed" not in board.move("Server EU", "Incidents", {7: 5_000, HOME: 5_000}).json()["words"]


def test_towers_that_place_the_same_work_apart_are_named(board: Place) -> None:
    assert board.data()["disputes"] == []
    answer = board.move("Network EU", "Incidents", {8: 10_000}).json()
    words = "Level 1 support operations: Server; Level 2 and 3 support operations: Network"
    assert answer["disputes"] == [[uid(Activity, "Incidents"), words]]
    # Half of one team's is not most of the tower's: 3 of 12 FTE lie elsewhere.
    board.send("undo", seq=answer["version"])
    assert board.move("Server EU", "Incidents", {7: 5_000, HOME: 5_000}).json()["disputes"] == []


def test_effort_without_a_tower_disputes_nothing(board: Place) -> None:
    Team.objects.get(name="Network EU").baselineteam_set.update(tower=None)
    assert board.move("Network EU", "Incidents", {8: 10_000}).json()["disputes"] == []
