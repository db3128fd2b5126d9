"""Mutated ticket logs, in their cells and in their bytes, through the whole importer: never a traceback, never a part.

`PBR_FUZZ_LOGS` says how many of each format; the classes of outcome are printed (`pytest -s`).
"""

import json
import os
import random
from collections import Counter
from pathlib import Path
from typing import Any
from xml.sax.saxutils import quoteattr

import pytest

from core.imports.apply import applied
from core.imports.proposal import proposed
from core.imports.reading.read import read_files
from core.imports.staging import staged_rows
from organisations.models import Organisation
from services.facts import log_facts
from services.importers.ticket_check import check
from services.importers.tickets import IMPORTER
from services.log_summary import log_summary
from services.models import Event, LogSegment, Ticket, TicketLog
from services.selectors import log_segments
from services.ticket_attributes import LONGEST_KEY, LONGEST_TEXT
from tests.factories import OrganisationFactory
from tests.imports.test_fuzz import with_bad_bytes, with_nasty_cells
from tests.services.logs import bring_in, started_import

pytestmark = [pytest.mark.django_db, pytest.mark.once]
TRIALS = int(os.environ.get("PBR_FUZZ_LOGS", "16"))
HEAD = ["Number", "Updated at", "Assignment group", "Assigned to", "Status", "Sub Status", "Priority", "Contact type"]
Rows = list[list[str]]


def log_rows(random_: random.Random) -> Rows:
    """A header and forty events with ties, repeats and missing groups; instants carry their zone."""
    statuses = [("Queued", "New"), ("Accepted", "In Progress"), ("Accepted", "Wait - User"), ("Completed", "In Call")]
    rows = [
        [
            f"INC{random_.randint(1, 9)}",
            f"2024-03-{random_.randint(10, 19)}T{random_.randint(10, 12)}:00:00Z",
            random_.choice(["Desk", "Net 2nd", "NET  2nd", "Core 3rd", ""]),
            random_.choice(["Ann", "Siebel", ""]),
            *random_.choice(statuses),
            random_.choice(["P1", "P2", ""]),
            random_.choice(["phone", "event", ""]),
        ]
        for _ in range(40)
    ]
    return [list(HEAD), *rows, *random_.sample(rows, 5)]


def as_csv(rows: Rows) -> bytes:
    return "\n".join(";".join(cells) for cells in rows).encode(errors="replace")


def as_json_lines(rows: Rows) -> bytes:
    head, *others = rows
    return "\n".join(json.dumps(dict(zip(head, cells, strict=False))) for cells in others).encode(errors="replace")


def as_xes(rows: Rows) -> bytes:
    head, *others = rows
    events = (
        "".join(f"<string key={quoteattr(k)} value={quoteattr(v)}/>" for k, v in zip(head, cells, strict=False))
        for cells in others
    )
    return f"<log><trace>{''.join(f'<event>{e}</event>' for e in events)}</trace></log>".encode(errors="replace")


FORMATS = {"CSV": as_csv, "JSON lines": as_json_lines, "XES": as_xes}


def mutated(what: str, seed: int) -> bytes:
    """Even ones are mutated in cells, odd ones in bytes."""
    random_ = random.Random(f"{what} log {seed}")
    rows = log_rows(random_)
    if seed % 2 == 0:
        return FORMATS[what](with_nasty_cells(random_, rows))
    return with_bad_bytes(random_, FORMATS[what](rows))


def outcome_of(organisation: Organisation, content: bytes, folder: Path) -> str:
    """The class of the outcome; what comes in comes in whole, within the limits, and once."""
    folder.mkdir()
    (folder / "log").write_bytes(content)
    read = read_files([(str(folder / "log"), "log")], folder, takes_logs=True)
    if fatal := [found for found in read["found"] if found["severity"] == "fatal"]:
        return f"refused: {fatal[0]['code']}"
    spec = proposed(IMPORTER, read["tables"], staged_rows(folder), None, 0.45).spec
    if not {"ticket", "time", "group"} <= set(spec.columns):
        return "asked: columns"
    typed = applied(staged_rows(folder), IMPORTER, spec, "EUR")
    if typed.is_fatal:
        return "asked: " + ", ".join(sorted({one.code for one in typed.found if one.severity == "fatal"}))
    return _loaded(organisation, typed.frame, folder.name)


def _loaded(organisation: Organisation, frame: Any, name: str) -> str:
    report = check(started_import(organisation, name), frame)
    assert report.counts["created"] + report.counts["unchanged"] + report.counts["rejected"] == len(frame)
    assert all(found.remedy and found.code for found in report.defects)
    if not len(report.accepted):
        return "nothing to come in"
    _, log = bring_in(organisation, frame, name)
    known = _figures(log)
    assert known[0] == report.totals[0]["after_import"] == report.counts["created"]
    assert all(len(key) <= LONGEST_KEY for key in Ticket.objects.filter(log=log).values_list("key", flat=True))
    for names in ((group.name for group in log.groups.all()), (status.name for status in log.statuses.all())):
        assert all(len(text) <= LONGEST_TEXT for text in names)
    again = check(started_import(organisation, name), frame)
    assert (again.counts["created"], again.totals[0]["after_import"]) == (0, known[0])
    assert _figures(bring_in(organisation, frame, name)[1]) == known
    return "in, with rows rejected" if report.counts["rejected"] else "in"


def _figures(log: TicketLog) -> tuple[Any, ...]:
    facts = log_facts(log.pk)
    summary = log_summary(facts)
    groups = list(log.groups.all())
    return len(facts.at), len(facts.ticket_ids), summary.reopened, summary.unanswered(groups, log_segments(log))


@pytest.mark.parametrize("what", FORMATS)
def test_no_mutation_brings_a_traceback_or_a_part(tmp_path: Path, what: str) -> None:
    organisation = OrganisationFactory.create()
    folders = ((seed, tmp_path / f"{what} {seed}") for seed in range(TRIALS))
    classes = Counter(outcome_of(organisation, mutated(what, seed), folder) for seed, folder in folders)
    print(f"\n{what}, {TRIALS} mutations: {dict(classes)}")
    assert sum(classes.values()) == TRIALS
    assert sum(count for name, count in classes.items() if name.startswith("in")) >= TRIALS // 4
    ready = LogSegment.objects.filter(state=LogSegment.State.READY)
    assert Event.objects.exclude(segment__in=ready).count() == 0


def test_a_log_that_nobody_harmed_comes_in_whole(tmp_path: Path) -> None:
    """The control: what is refused above is refused for its mutation."""
    organisation = OrganisationFactory.create()
    for what, write in FORMATS.items():
        content = write(log_rows(random.Random(1)))
        assert outcome_of(organisation, content, tmp_path / what) == "in"
