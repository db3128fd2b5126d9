"""Projects: what is stated of them, the gate before go-live, which of them no service comes of."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from core.actor import Role
from core.errors import UserError
from core.models import AuditEntry
from core.versions import Conflict
from organisations.models import Organisation
from services.actions.agreements import Terms, add_agreement, change_agreement
from services.actions.calendars import Hours, add_calendar
from services.actions.portfolio import add_service, remove_service
from services.actions.projects import add_project, edit_project, remove_project
from services.calendar_texts import targets_of
from services.models import Agreement, Project, ProjectDeliverable, Service
from services.person_free import remove_named_sponsors
from services.project_agreements import agreement_doubts, agreement_notes
from services.project_gate import DELIVERABLES
from services.project_selectors import (
    ProjectRow,
    filtered_projects,
    project_counts,
    project_doubts,
    project_of,
    project_row,
    project_rows,
    projects_by_service,
    projects_of_service,
)
from services.project_statements import project_facts
from services.project_words import budget_words, gate_of, project_finding, projects_finding
from tests.factories import OrganisationFactory, TeamFactory, actor_of, member

pytestmark = pytest.mark.django_db
READY = {"status": "ready"}
ALL_READY = dict.fromkeys(DELIVERABLES, READY)
TODAY = date(2026, 5, 4)


@pytest.fixture
def organisation() -> Organisation:
    """Two services: Mail and Portal."""
    organisation = OrganisationFactory.create(currency="EUR")
    by = actor_of(member(organisation=organisation))
    for name in ("Mail", "Portal"):
        add_service(by=by, name=name)
    return organisation


@pytest.fixture
def by(organisation: Organisation) -> Any:
    return actor_of(member(organisation=organisation))


def row_of(by: Any, name: str) -> ProjectRow:
    return next(row for row in project_rows(by) if row.project.name == name)


def test_a_project_touches_services_each_in_one_way(by: Any) -> None:
    project = add_project(by=by, name=" Mail  renewal ", improves=["mail"], new=["Portal", "PORTAL"])
    facts = project_facts(project)
    assert (facts["name"], facts["new"], facts["replaces"], facts["improves"]) == (
        "Mail renewal",
        ["Portal"],
        [],
        ["Mail"],
    )
    with pytest.raises(UserError, match="“Mail” stands under two headings"):
        edit_project(by=by, project=project, version=1, replaces=["Mail"])
    edit_project(by=by, project=project, version=1, replaces=["Mail"], improves=[])
    assert [(one.service.name, one.kind) for one in project.services.all()] == [("Mail", "replaces"), ("Portal", "new")]
    entry = AuditEntry.objects.get(action="edit_project")
    assert (entry.before["improves"], entry.after["replaces"]) == (["Mail"], ["Mail"])
    with pytest.raises(UserError, match="There is no service “Telex”"):
        edit_project(by=by, project=project, version=2, new=["Telex"])


def test_a_write_names_the_version_and_a_name_is_taken_once(by: Any) -> None:
    project = add_project(by=by, name="One")
    edit_project(by=by, project=project, version=1, budget=5_000_00)
    with pytest.raises(Conflict):
        edit_project(by=by, project=project, version=1, budget=1)
    with pytest.raises(UserError, match="already a project “ONE”"):
        add_project(by=by, name="ONE")
    remove_project(by=by, project=project, version=2)
    assert not Project.objects.exists()
    assert AuditEntry.objects.get(action="remove_project").before["budget"] == 500_000


@pytest.mark.parametrize(
    ("stated", "why"),
    [
        ({"name": "  "}, "needs a name"),
        ({"stage": "done"}, "proposed, in building, live or stopped"),
        ({"budget": -1}, "A budget is 0 or more"),
        ({"sponsor": "x" * 201}, "more than 200 letters"),
        ({"begins_on": "2026-02-01", "live_on": "2026-01-31"}, "goes live after it began"),
        ({"deliverables": {"uc": {"status": "not_needed"}}}, "Underpinning contracts: say why it is not needed"),
        ({"deliverables": {"uc": {"status": "lost"}}}, "not begun, in work, ready or not needed"),
        ({"deliverables": {"ola": {"budget": 10**16}}}, "A budget is 0 or more"),
    ],
)
def test_what_cannot_be_is_refused(by: Any, stated: dict[str, Any], why: str) -> None:
    with pytest.raises(UserError, match=why):
        add_project(by=by, **{"name": "One"} | stated)
    assert not Project.objects.exists()


def test_the_gate_is_red_until_each_of_the_six_is_ready_or_not_needed(by: Any) -> None:
    project = add_project(by=by, name="One", deliverables=ALL_READY | {"uc": {"status": "in_work"}})
    assert row_of(by, "One").missing == ["uc"]
    assert gate_of(row_of(by, "One")).words == "red: 1 of 6 missing"
    reason = {"status": "not_needed", "reason": "No supplier."}
    edit_project(by=by, project=project, version=1, deliverables={"uc": reason})
    assert gate_of(row_of(by, "One")).words == "green"
    edit_project(by=by, project=project, version=2, deliverables={"uc": {"status": "ready"}})
    assert ProjectDeliverable.objects.get(kind="uc").reason == ""  # a reason not to need it needs it no more
    assert gate_of(row_of(by, "One")).words == "green"


def test_of_a_project_nothing_is_said_all_six_are_missing(by: Any) -> None:
    add_project(by=by, name="One")
    assert row_of(by, "One").missing == list(DELIVERABLES)


def test_it_goes_live_behind_a_red_gate_for_a_stated_reason_only(by: Any) -> None:
    project = add_project(by=by, name="One", deliverables=ALL_READY | {"ola": {"status": "in_work"}})
    with pytest.raises(UserError, match="operational level agreements missing"):
        edit_project(by=by, project=project, version=1, stage="live")
    edit_project(by=by, project=project, version=1, stage="live", live_reason="The old one broke.")
    assert AuditEntry.objects.get(action="edit_project").after["live_reason"] == "The old one broke."
    row = row_of(by, "One")
    assert (row.is_live_red, row.is_red, gate_of(row).words) == (True, False, "live with 1 of 6 missing")
    edit_project(by=by, project=project, version=2, deliverables={"ola": READY})
    assert project.live_reason == "The old one broke."  # kept as long as it is live
    assert gate_of(row_of(by, "One")).words == "passed"
    edit_project(by=by, project=project, version=3, stage="building")
    assert project.live_reason == ""


def test_what_is_live_does_not_lose_a_deliverable_without_a_reason(by: Any) -> None:
    project = add_project(by=by, name="One", stage="live", deliverables=ALL_READY, live_reason="None is due.")
    assert project.live_reason == ""  # behind a green gate nothing has to be explained
    with pytest.raises(UserError, match="Say why it is live"):
        edit_project(by=by, project=project, version=1, deliverables={"training": {"status": "in_work"}})


def test_projects_without_a_service_and_those_that_change_one_are_counted(by: Any) -> None:
    add_project(by=by, name="Gap", stage="building", live_on="2026-09-01")
    add_project(by=by, name="New", new=["Portal"], live_on="2026-06-01", deliverables=ALL_READY)
    add_project(by=by, name="Both", stage="live", new=["Portal"], improves=["Mail"], live_reason="Asked for.")
    add_project(by=by, name="Stopped", stage="stopped")
    rows = project_rows(by)
    assert [row.project.name for row in rows] == ["New", "Gap", "Both", "Stopped"]  # the next to go live first
    counts = project_counts(rows)
    assert (counts.projects, counts.gaps, counts.gates, counts.red, counts.live_red) == (3, 1, 2, 1, 1)
    assert (counts.changing, counts.linked, counts.changing_links, counts.links) == (1, 2, 1, 3)
    assert projects_finding(counts, len(rows)) == (
        "4 projects, 1 without a service, 1 of 2 gates red, 1 live with something missing"
    )
    shown = {show: filtered_projects(rows, "", show, "") for show in ("gaps", "red", "live-red", "changing")}
    assert {show: [row.project.name for row in found] for show, found in shown.items()} == {
        "gaps": ["Gap"],
        "red": ["Gap"],
        "live-red": ["Both"],
        "changing": ["Both"],
    }
    assert [row.project.name for row in filtered_projects(rows, "", "", "portal")] == ["New", "Both"]
    portal = Service.objects.get(key="portal")
    assert [(row.project.name, row.links[0].kind) for row in projects_of_service(by, portal)] == [
        ("Both", "new"),
        ("New", "new"),
    ]
    assert [one.name for one in projects_by_service(by)[portal.pk]] == ["New", "Both"]
    remove_service(by=by, service=portal, version=1)
    assert row_of(by, "New").is_gap


def test_a_project_says_when_it_goes_live_and_what_does_not_fit(by: Any) -> None:
    add_project(by=by, name="Late", new=["Mail"], live_on="2026-05-01", deliverables={"uc": {"due_on": "2026-05-02"}})
    row = row_of(by, "Late")
    assert project_finding(row, TODAY) == "gate red: 6 of 6 missing, was to go live 3 days ago"
    assert project_doubts(row, TODAY) == [
        "It was to go live 3 days ago and is proposed.",
        "Underpinning contracts: missing, and was due 2 days ago.",
        "Underpinning contracts: due after the day on which it goes live.",
    ]
    parts = {"training": READY | {"budget": 70}, "ola": READY | {"budget": 40}}
    add_project(
        by=by, name="Soon", stage="live", live_on="2026-05-16", budget=100, live_reason="No.", deliverables=parts
    )
    soon = row_of(by, "Soon")
    assert project_doubts(soon, TODAY) == [
        "It is said to be live, and goes live in 12 days.",
        "The deliverables are budgeted with more than the project has.",
    ]
    assert budget_words(soon, "EUR") == (
        "EUR 1 is budgeted for the deliverables, of EUR 1 for the project; 4 of the 6 that are needed have no budget."
    )
    assert budget_words(row, "EUR") == "None of the 6 deliverables that are needed has a budget."
    unneeded = {kind: {"status": "not_needed", "reason": "Small."} for kind in DELIVERABLES}
    edit_project(by=by, project=soon.project, version=1, budget=50_000, deliverables=unneeded)
    assert budget_words(row_of(by, "Soon"), "EUR") == (
        "EUR 1 is budgeted for the deliverables, of EUR 500 for the project."
    )


def test_beside_olas_and_contracts_stands_what_the_agreements_say(organisation: Organisation, by: Any) -> None:
    office = add_calendar(by=by, hours=Hours("Always", "UTC", dict.fromkeys(range(7), ((0, 1_440),))))
    team = TeamFactory.create(organisation=organisation, name="Desk")
    own: dict[str, Any] = {"service": "Mail", "calendar": office, "valid_from": date(2026, 1, 1)}
    sla = Terms(name="Mail, gold", customer_group="All", targets=targets_of("all; 1 h; 2 h"), **own)
    slow = Terms(name="Mail desk", team=team, step=1, targets=targets_of("all; 1 h; 3 h"), **own)
    supplier = Terms(name="Parts", supplier="Acme", step=2, targets=targets_of("all; -; 1 h"), is_draft=True, **own)
    add_agreement(by=by, kind=Agreement.Kind.SLA, terms=sla)
    ola = add_agreement(by=by, kind=Agreement.Kind.OLA, terms=slow)
    add_agreement(by=by, kind=Agreement.Kind.UC, terms=supplier)
    project = add_project(
        by=by, name="One", improves=["Mail"], new=["Portal"], deliverables={"ola": READY, "uc": READY}
    )
    row = project_row(project)
    notes = agreement_notes(by, row, TODAY)
    assert [(one.service.name, one.words, one.breaks) for one in notes["ola"]] == [
        ("Mail", "1 in force", ["“Mail desk” breaks “Mail, gold”"]),
        ("Portal", "none", []),
    ]
    assert [(one.service.name, one.words) for one in notes["uc"]] == [("Mail", "1 draft"), ("Portal", "none")]
    assert agreement_doubts(row, notes) == [
        "Operational level agreements are said to be ready, and none holds for Portal.",
        "Underpinning contracts are said to be ready, and none holds for Mail.",
        "Underpinning contracts are said to be ready, and none holds for Portal.",
    ]
    quick = Terms(name="Mail desk", team=team, step=1, targets=targets_of("all; 1 h; 2 h"), **own)
    change_agreement(by=by, agreement=ola, version=1, terms=quick)
    assert agreement_notes(by, row, TODAY)["ola"][0].breaks == []


def test_what_a_viewer_may_not_change_stays(organisation: Organisation, by: Any) -> None:
    viewer = actor_of(member(Role.VIEWER, organisation=organisation))
    with pytest.raises(PermissionDenied):
        add_project(by=viewer, name="One")


def test_persons_who_sponsor_go_when_the_organisation_becomes_person_free(organisation: Organisation, by: Any) -> None:
    TeamFactory.create(organisation=organisation, name="Desk", key="desk")
    for name, sponsor in (("One", "Ada Byron"), ("Two", "desk"), ("Three", "")):
        add_project(by=by, name=name, sponsor=sponsor)
    assert remove_named_sponsors(organisation.pk, organisation.uid) == 1
    kept = {one.name: (one.sponsor, one.version) for one in Project.objects.all()}
    assert kept == {"One": ("", 2), "Two": ("desk", 1), "Three": ("", 1)}


def test_another_organisations_projects_are_not_there(by: Any) -> None:
    project = add_project(by=by, name="One")
    stranger = actor_of(member(organisation=OrganisationFactory.create()))
    assert project_rows(stranger) == []
    with pytest.raises(Exception, match="no such object"):
        project_of(stranger, project.uid)
