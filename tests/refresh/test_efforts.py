"""Effort follows the posts: shares stay, FTE are scaled, and evidence is weakened where a team is another one now."""

from typing import Any

import pytest

from tests.refresh.frames import frame
from towers.refresh.differences import compared
from towers.refresh.efforts import Carried, EffortRow, carried, staffing


def effort(number: int, fte: int, **facts: Any) -> EffortRow:
    known: dict[str, Any] = {"team": 1, "activity": 1, "position": None, "evidence": "surveyed"} | facts
    return EffortRow(id=number, fte=fte, **known)


def brought(before: list[dict[str, Any]], after: list[dict[str, Any]], *rows: EffortRow, **more: Any) -> Carried:
    staff = staffing(compared(frame(*before), frame(*after)))
    return carried(rows, staff, more.get("stated", frozenset()), "Year end")


def posts(count: int, first: int = 1, **facts: Any) -> list[dict[str, Any]]:
    return [{"id": first + n, "key": f"P{n}", **facts} for n in range(count)]


def told(found: Carried) -> list[tuple[int, int, int, str]]:
    return [(row.id, row.team, row.fte, row.evidence) for row in found.efforts]


def test_a_team_that_did_not_change_keeps_its_effort_and_its_evidence() -> None:
    found = brought(posts(2), posts(2, 11), effort(1, 12_000), effort(2, 5_000, activity=2, evidence="measured"))
    assert told(found) == [(1, 1, 12_000, "surveyed"), (2, 1, 5_000, "measured")]
    assert (found.teams, found.scaled, found.weakened) == ({1}, set(), 0)
    assert found.efforts[0].rule == "carried over from “Year end”"


@pytest.mark.parametrize(
    ("after", "fte", "evidence"),
    [(20, 20_000, "surveyed"), (21, 21_000, "surveyed"), (22, 22_000, "assumed"), (10, 10_000, "assumed")],
)
def test_shares_stay_and_a_survey_holds_while_the_team_changed_by_less_than_a_tenth(
    after: int, fte: int, evidence: str
) -> None:
    found = brought(posts(20), posts(after, 101), effort(1, 20_000))
    assert told(found) == [(1, 1, fte, evidence)]


def test_the_parts_of_a_scaled_team_add_up_to_the_whole_and_never_above_its_positions() -> None:
    found = brought(posts(3), posts(2, 11), *(effort(n, 10_000, activity=n) for n in (1, 2, 3)))
    assert sum(row.fte for row in found.efforts) == 20_000
    assert sorted(row.fte for row in found.efforts) == [6_666, 6_667, 6_667]


def test_effort_of_a_post_goes_with_it_to_another_team_and_goes_when_it_goes() -> None:
    before = posts(3)
    after = [{"id": 11, "key": "P0", "team": 2}, {"id": 12, "key": "P1", "fte": 5_000}]
    rows = [effort(n + 1, 8_000, position=n + 1, evidence="benchmark") for n in range(3)]
    found = brought(before, after, *rows)
    assert [(row.id, row.team, row.position, row.fte) for row in found.efforts] == [
        (1, 2, 11, 8_000),
        (2, 1, 12, 4_000),
    ]
    assert found.lost_fte == 8_000


def test_effort_of_the_team_gets_what_its_posts_leave() -> None:
    found = brought(posts(2), posts(1, 11), effort(1, 10_000, position=1), effort(2, 10_000, activity=2))
    assert told(found) == [(1, 1, 10_000, "surveyed")]
    assert found.lost_fte == 10_000


def test_a_team_that_states_its_effort_anew_keeps_what_it_states() -> None:
    found = brought(posts(1), posts(1, 11), effort(1, 10_000), stated=frozenset({1}))
    assert (found.efforts, found.lost_fte) == ([], 0)


def test_a_new_team_is_told_to_have_no_effort() -> None:
    after = [*posts(1, 11), {"id": 20, "key": "NEW", "team": 7}]
    assert brought(posts(1), after, effort(1, 10_000)).without == {7}
