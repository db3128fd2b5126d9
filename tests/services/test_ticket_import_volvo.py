"""A real incident log that nobody describes: one plain import answers level 1, waiting for users, and the lines."""

import pytest

from core.imports.headless import import_files
from metrics.selectors.handoffs import handoff_analysis
from services.log_regions import split_regions
from services.models import Status, TicketLog
from services.selectors import log_segments
from tests.environment import real_data
from tests.factories import actor_of, client_for, member

pytestmark = [pytest.mark.django_db, pytest.mark.data]


def test_a_plain_import_has_the_figures_that_were_counted_independently() -> None:
    person = member()
    file = real_data() / "bpic13-incidents" / "VINST_cases_incidents.csv.gz"
    incoming = import_files(by=actor_of(person), kind="tickets", paths=[file], target_name="Plain")
    assert incoming.state == "confirmed"
    log = TicketLog.objects.get(name="Plain")
    found = handoff_analysis(actor_of(person), log)
    assert found.first_line is not None
    assert (found.first_line.resolved, found.first_line.closed) == (4_542, 7_546)
    assert found.handoffs == 9_454
    kinds = {row.name: row.get_kind_display() for row in Status.objects.filter(log=log)}
    assert (kinds["In Call"], kinds["Wait - User"], kinds["Assigned"]) == ("Closed", "Pending", "Working")
    split = split_regions(log_segments(log))
    assert (split.groups, split.handoffs, split.tickets) == (44, 4_350, 2_034)
    assert any("44 groups occur in several regions" in note for note in incoming.report["notes"])
    page = client_for(person).get(f"/o/{person.organisation.slug}/ticket-logs/{log.uid}/").content.decode()
    assert "Event by event, 4,350 handoffs in 2,034 tickets go from one region to another." in page
