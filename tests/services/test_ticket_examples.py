"""Ten tickets as the columns tell them, before a log is confirmed: path, groups, levels and times."""

from typing import Any

import pytest

from core.models import Import
from organisations.models import Organisation
from services.importers.tickets import IMPORTER
from tests.factories import OrganisationFactory
from tests.services.logs import HOUR, frame_of, golden_rows, started_import

pytestmark = pytest.mark.django_db


@pytest.fixture
def incoming() -> Import:
    organisation: Organisation = OrganisationFactory.create(time_zone="Europe/Berlin")
    return started_import(organisation)


def shown(incoming: Import, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return IMPORTER.check(incoming, frame_of(rows)).examples


def test_a_ticket_is_told_by_its_stays_in_the_order_of_time(incoming: Import) -> None:
    rows = [
        {"ticket": "T1", "time": 30 * HOUR, "group": "Net 2nd", "status": "Closed"},
        {"ticket": "T1", "time": HOUR, "group": "Desk", "status": "New"},
        {"ticket": "T1", "time": 3 * HOUR, "group": "desk", "status": "In Progress"},
        {"ticket": "T1", "time": 4 * HOUR, "group": "Net 2nd", "status": "In Progress"},
    ]
    assert shown(incoming, rows) == [
        {
            "name": "T1",
            "words": "4 events, 2 groups, 1 d 5 h from first to last, closed",
            "steps": [
                {"label": "Desk", "detail": "level 1, 1 Jan 1970, 02:00, for 3.0 h"},
                {"label": "Net 2nd", "detail": "level 2, 1 Jan 1970, 05:00, for 1 d 2 h"},
            ],
            "more": 0,
        }
    ]


def test_all_of_a_few_and_an_event_without_a_group_is_said(incoming: Import) -> None:
    found = shown(incoming, golden_rows())
    assert [one["name"] for one in found] == ["T4", "T3", "T2", "T1"]
    assert [step["label"] for step in found[2]["steps"]] == ["A", "no group", "C", "A"]
    assert [one["words"].rpartition(", ")[2] for one in found] == ["not closed", "closed", "closed", "closed"]


def test_ten_of_many_from_the_shortest_to_the_longest_and_no_endless_path(incoming: Import) -> None:
    rows = [
        {"ticket": f"T{size}", "time": step * HOUR, "group": f"G{step % 2}"}
        for size in range(1, 41)
        for step in range(size)
    ]
    found = shown(incoming, rows)
    assert [one["name"] for one in found] == [f"T{size}" for size in (1, 5, 9, 14, 18, 22, 27, 31, 35, 40)]
    assert (len(found[-1]["steps"]), found[-1]["more"]) == (12, 28)


def test_a_row_that_stays_out_is_in_no_example(incoming: Import) -> None:
    assert shown(incoming, [{"ticket": "T1", "time": None, "group": "A"}]) == []
    found = shown(incoming, [{"ticket": "", "time": HOUR, "group": "A"}, {"ticket": "T2", "time": HOUR, "group": "B"}])
    assert [one["name"] for one in found] == ["T2"]
