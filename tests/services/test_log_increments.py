"""A log that comes in by parts is the log that comes in at once: cut anywhere in time, overlapping, in any format."""

import json
import random
from pathlib import Path
from typing import Any
from xml.sax.saxutils import quoteattr

import polars as pl
import pytest

from core.imports.apply import applied
from core.imports.mapping import parse_spec
from core.imports.reading.read import read_files
from organisations.models import Organisation
from services.facts import log_facts
from services.importers.ticket_check import check
from services.importers.tickets import IMPORTER
from services.models import Group, Person, Ticket, TicketLog
from tests.factories import OrganisationFactory
from tests.services.logs import bring_in, started_import

pytestmark = pytest.mark.django_db
LOGS = 8
GROUPS = ["Desk", "Net 2nd", "NET  2nd", "Core 3rd", "Hall", ""]
STATUSES = ["Queued", "In Progress", "Pending", "Closed", "Odd", ""]
ATTRIBUTES = ("priority", "product", "kind", "service")
NAMES = ("ticket", "time", "group", "person", "status", "region", *ATTRIBUTES)
Row = dict[str, str]


def random_log(random_: random.Random) -> list[Row]:
    """Rows out of order, with ties, repeated events, missing groups, tickets reopened, attributes that change."""
    tickets = [f"T{number}" for number in range(random_.randint(1, 6))]
    rows = [
        {
            "ticket": random_.choice(tickets),
            "time": f"2024-03-{random_.randint(1, 9):02}T{random_.randint(8, 11):02}:00:00Z",
            "group": random_.choice(GROUPS),
            "person": random_.choice(["Ann", "Bo", "siebel", ""]),
            "status": random_.choice(STATUSES),
            "region": random_.choice(["EU", "AM", ""]),
            **{name: random_.choice(["", "one", "two"]) for name in ATTRIBUTES},
        }
        for _ in range(random_.randint(2, 40))
    ]
    rows += random_.sample(rows, len(rows) // 5)
    random_.shuffle(rows)
    return rows


def as_csv(rows: list[Row]) -> bytes:
    return "\n".join([";".join(NAMES), *(";".join(row[name] for name in NAMES) for row in rows)]).encode()


def as_json_lines(rows: list[Row]) -> bytes:
    return "\n".join(json.dumps({name: row[name] or None for name in NAMES}) for row in rows).encode()


def as_xes(rows: list[Row]) -> bytes:
    events = (
        "".join(f"<string key={quoteattr(name)} value={quoteattr(row[name])}/>" for name in NAMES if row[name])
        for row in rows
    )
    return f"<log><trace>{''.join(f'<event>{event}</event>' for event in events)}</trace></log>".encode()


FORMATS = (as_csv, as_json_lines, as_xes)


@pytest.fixture
def read(tmp_path: Path) -> Any:
    """The rows as understood, written in one of the formats, through the readers."""

    def typed_rows(rows: list[Row], number: int) -> pl.DataFrame:
        folder = tmp_path / str(len(list(tmp_path.iterdir())))
        folder.mkdir()
        (folder / "file").write_bytes(FORMATS[number % len(FORMATS)](rows))
        outcome = read_files([(str(folder / "file"), "file")], folder, takes_logs=True)
        assert outcome["found"] == []
        raw = pl.concat([pl.read_parquet(part) for part in sorted(folder.glob("part-*.parquet"))], how="diagonal")
        known = {one: {"column": one} for one in NAMES if one in raw.columns}
        typed = applied(raw, IMPORTER, parse_spec({"columns": known}, IMPORTER), "EUR")
        assert not typed.is_fatal
        return typed.frame

    return typed_rows


@pytest.fixture
def take(read: Any) -> Any:
    """Bring the rows into the log of this name."""

    def take_rows(organisation: Organisation, rows: list[Row], name: str, number: int) -> TicketLog:
        return bring_in(organisation, read(rows, number), name)[1]

    return take_rows


def told(log: TicketLog, *, with_regions: bool = True) -> dict[str, Any]:
    """All that figures can rest on, in names."""
    facts = log_facts(log.pk)
    keys, people = dict(Ticket.objects.values_list("pk", "key")), dict(Person.objects.values_list("pk", "name"))
    groups = {group.pk: group for group in Group.objects.filter(log=log)}
    named = [None if place < 0 else groups[facts.group_ids[place]].name.casefold() for place in facts.group.tolist()]
    tickets = [keys[facts.ticket_ids[place]] for place in facts.ticket.tolist()]
    people_named = [people.get(pk) for pk in facts.person.tolist()]
    events = list(zip(tickets, facts.at.tolist(), named, people_named, facts.status.tolist(), strict=True))
    said = {
        keys[pk]: [facts.attributes[name].labels[facts.attributes[name].codes[place]] for name in ATTRIBUTES]
        for place, pk in enumerate(facts.ticket_ids.tolist())
    }
    seen = [groups[pk] for pk in facts.group_ids.tolist()]
    of_groups = {one.name.casefold(): (one.level, one.region_name if with_regions else "") for one in seen}
    # tickets are numbered as they came in; within one the order counts
    return {"events": sorted(events, key=lambda event: event[0]), "said": said, "groups": of_groups}


@pytest.mark.parametrize("seed", range(LOGS))
def test_two_halves_are_the_whole(take: Any, seed: int) -> None:
    random_ = random.Random(seed)
    organisation, rows = OrganisationFactory.create(), random_log(random_)
    cut = random_.choice([row["time"] for row in rows])
    early, late = ([row for row in rows if (row["time"] < cut) is is_early] for is_early in (True, False))
    overlap = [row for row in rows if row["time"] >= random_.choice([row["time"] for row in rows])]
    whole = told(take(organisation, rows, "Whole", seed))
    for part in (early, late):
        halves = take(organisation, part, "Halves", random_.randrange(3)) if part else None
    assert halves is not None
    assert told(halves) == whole
    again = take(organisation, overlap, "Halves", random_.randrange(3))
    assert told(again, with_regions=False) == told(halves, with_regions=False)


@pytest.mark.parametrize("seed", range(LOGS, LOGS + 4))
def test_the_same_log_once_more_in_another_format_changes_nothing(take: Any, seed: int) -> None:
    organisation, rows = OrganisationFactory.create(), random_log(random.Random(seed))
    once = told(take(organisation, rows, "Log", seed))
    assert told(take(organisation, rows, "Log", seed + 1)) == once


@pytest.mark.parametrize("seed", range(LOGS))
def test_the_report_tells_the_events_that_will_be_there(read: Any, seed: int) -> None:
    random_ = random.Random(1_000 + seed)
    rows, organisation = random_log(random_), OrganisationFactory.create()
    parts = [random_.sample(rows, random_.randint(1, len(rows))) for _ in range(3)]
    for number, part in enumerate((*parts, parts[0])):
        frame = read(part, number)
        report = check(started_import(organisation), frame)
        _, log = bring_in(organisation, frame)
        assert report.totals[0]["after_import"] == len(log_facts(log.pk).at)
        assert report.counts["created"] + report.counts["unchanged"] == len(frame)
    assert report.counts["created"] == 0
    assert "All events of these files are in the log already: the import adds none." in report.notes
