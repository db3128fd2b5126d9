"""How tickets came in comes in with them: door, customers, and what surveys say, on the scale that they use."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.imports.headless import import_files
from core.runs.worker import execute_here
from services.demand_facts import DemandFacts, demand_facts
from services.facts import log_facts
from services.importers import ticket_undo
from services.importers.ticket_check import check
from services.models import TicketDemand, TicketLog
from services.selectors import ticket_keys
from tests.factories import OrganisationFactory, actor_of, member
from tests.services.logs import HOUR, bring_in, frame_of, golden_rows, started_import

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def row(ticket: str, hour: int = 1, **more: Any) -> dict[str, Any]:
    return {"ticket": ticket, "time": hour * HOUR, "group": "Desk", **more}


def said(log: TicketLog) -> dict[str, list[Any]]:
    """Door, customers and satisfaction of each ticket, as the columns have them."""
    facts = log_facts(log.pk)
    found: DemandFacts = demand_facts(log.pk, facts)
    texts = [[one.labels[code] for code in one.codes] for one in (found.door, found.customer)]
    score = [None if np.isnan(value) else value for value in found.satisfaction.tolist()]
    keys = ticket_keys(facts.ticket_ids.tolist())
    return {keys[pk]: list(told) for pk, *told in zip(facts.ticket_ids.tolist(), *texts, score, strict=True)}


def test_a_column_of_channels_is_read_as_origin_and_as_door(tmp_path: Path) -> None:
    path = tmp_path / "incidents.csv"
    path.write_text(
        "number,opened_at,assignment_group,contact_type,business_unit,csat\n"
        "INC1,2024-03-01T08:00:00Z,Desk,Self-service,Sales,5\n"
        "INC2,2024-03-01T09:00:00Z,Desk,Event,,\n"
        "INC3,2024-03-01T10:00:00Z,Desk,Phone,Plants,great\n"
    )
    incoming = import_files(by=actor_of(member()), kind="tickets", paths=[path], target_name="Incidents")
    assert incoming.state == "confirmed"
    log = TicketLog.objects.get()
    assert said(log) == {
        "INC1": ["Self-service", "Sales", 100.0],
        "INC2": ["Event", "", None],
        "INC3": ["Phone", "Plants", None],
    }
    origin = log_facts(log.pk).attributes["origin"]
    assert [origin.labels[code] for code in origin.codes] == ["user", "monitoring", "user"]
    assert [(group["code"], group["value"]) for group in incoming.report["defects"]] == [("unread-score", "great")]
    assert "read on a scale from 1 to 5" in " ".join(incoming.report["notes"])


def test_the_last_thing_that_is_said_counts_and_what_is_silent_takes_nothing_away() -> None:
    organisation = OrganisationFactory.create()
    first = [row("T1", door="Phone", customer="Sales"), row("T1", 2, door="", satisfaction="4"), row("T2", door="Web")]
    _, log = bring_in(organisation, frame_of(first))
    assert said(log) == {"T1": ["Phone", "Sales", 75.0], "T2": ["Web", "", None]}
    later, _ = bring_in(organisation, frame_of([row("T1", 3, door="phone ", satisfaction="2"), row("T2", 3)]))
    assert said(log) == {"T1": ["phone", "Sales", 25.0], "T2": ["Web", "", None]}
    assert TicketDemand.objects.count() == 3
    with CaptureQueriesContext(connection) as captured:
        said(log)
    assert not [query for query in captured.captured_queries if "ticketdemand" in query["sql"]]

    by = actor_of(member(organisation=organisation))
    ticket_undo.undo(later, by)
    execute_here(later.organisation.run_set.get(kind=ticket_undo.KIND_CODE))
    assert said(log)["T1"] == ["Phone", "Sales", 75.0]
    assert TicketDemand.objects.count() == 2


def test_a_log_without_such_columns_has_no_row_of_it() -> None:
    _, log = bring_in(OrganisationFactory.create(), frame_of(golden_rows()))
    assert not TicketDemand.objects.exists()
    assert not demand_facts(log.pk, log_facts(log.pk)).has_doors


def test_an_answer_off_the_stated_scale_is_told_with_its_row_and_stays_empty() -> None:
    rows = [row(f"T{place}", satisfaction=answer) for place, answer in enumerate(("6", "1", "7", "80%", "good"))]
    rows = [one | {"satisfaction_scale": "6-1"} for one in rows]
    organisation = OrganisationFactory.create()
    report = check(started_import(organisation), frame_of(rows))
    assert [(found.code, found.line, found.value, found.severity) for found in report.defects] == [
        ("unread-score", 4, "7", "warning")
    ]
    assert "scale from" not in " ".join(report.notes)
    _, log = bring_in(organisation, frame_of(rows))
    assert [score for _, _, score in said(log).values()] == [0.0, 100.0, None, 80.0, 75.0]


def test_a_door_that_is_too_long_stays_empty_and_is_told() -> None:
    report = check(started_import(OrganisationFactory.create()), frame_of([row("T1", door="x" * 201)]))
    assert [(found.code, found.column) for found in report.defects] == [("long-text", "door")]
