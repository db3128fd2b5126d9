"""Projects on their pages, on the page of a service, in the picture of lives, and over REST."""

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from core.actor import Role
from organisations.models import Organisation
from services.actions.portfolio import add_service
from services.actions.projects import add_project
from services.models import Project, Service
from services.portfolio.pictures import life_lanes
from services.project_gate import DELIVERABLES
from services.project_selectors import projects_by_service
from tests.factories import OrganisationFactory, actor_of, client_for, member
from tests.pages.markup import cells
from tests.services.test_portfolio import api_of

pytestmark = pytest.mark.django_db
READY = {"status": "ready"}


@pytest.fixture
def organisation() -> Organisation:
    """Mail, which a project improves whose gate is red, and a project that no service comes of."""
    organisation = OrganisationFactory.create(currency="EUR")
    by = actor_of(member(organisation=organisation))
    add_service(by=by, name="Mail", catalogue_from="2026-01-21")
    deliverables = dict.fromkeys(DELIVERABLES, READY) | {"uc": {"status": "in_work", "budget": 250_000}}
    add_project(by=by, name="Renewal", improves=["Mail"], begins_on="2026-02-01", deliverables=deliverables)
    add_project(by=by, name="Tools", stage="building", budget=1_000_000, sponsor="Desk")
    return organisation


def address(organisation: Organisation, name: str, project: str = "") -> str:
    own = [Project.objects.get(name=project).uid] if project else []
    return reverse(name, args=[organisation.slug, *own])


def terms(**stated: Any) -> dict[str, Any]:
    return {"name": "Renewal", "stage": "proposed", "improves": "Mail", "version": 1} | stated


def typed(**stated: Any) -> dict[str, Any]:
    """What the table of deliverables sends: all ready but for what is stated."""
    return {f"{kind}_status": "ready" for kind in DELIVERABLES} | {"version": 1} | stated


def test_the_list_says_which_projects_have_no_service_and_whose_gate_is_red(organisation: Organisation) -> None:
    browser = client_for(member(Role.VIEWER, organisation=organisation))
    page = browser.get(address(organisation, "service-projects")).text
    assert "2 projects, 1 without a service, 2 of 2 gates red" in page
    assert cells(page, "Projects") == [
        ["Renewal", "proposed", "improves Mail", "no day", "red: 1 of 6 missing", "", ""],
        ["Tools", "in building", "none", "no day", "red: 6 of 6 missing", "Desk", "EUR 10,000"],
    ]
    assert "Add the project" not in page
    page = browser.get(address(organisation, "service-projects") + "?show=gaps&q=DESK").text
    assert [row[0] for row in cells(page, "Projects")] == ["Tools"]
    assert "?show=gaps&amp;q=DESK&amp;format=csv" in page
    assert browser.get(address(organisation, "service-projects") + "?show=lost").status_code == 400
    answer = browser.get(address(organisation, "service-projects") + "?show=changing&format=csv")
    csv = b"".join(answer.streaming_content).decode().splitlines()
    assert csv[1:] == [
        "Renewal,proposed,2026-02-01,,,,,,Mail,red: 1 of 6 missing,ready,ready,ready,ready,ready,in work"
    ]


def test_an_organisation_without_projects_is_told_what_they_are_for(organisation: Organisation) -> None:
    other = OrganisationFactory.create()
    page = client_for(member(organisation=other)).get(address(other, "service-projects")).text
    assert "No projects yet" in page
    assert "Renewal" not in page


def test_a_project_is_made_and_its_form_comes_back_as_it_was_typed(organisation: Organisation) -> None:
    browser, new = client_for(member(organisation=organisation)), address(organisation, "service-project-add")
    answer = browser.post(new, {"name": "Portal", "stage": "proposed", "new": "Portal", "sponsor": "Plants"})
    assert answer.status_code == 422
    assert "There is no service “Portal”" in answer.text
    assert 'value="Plants"' in answer.text
    form = {"name": "Portal", "stage": "building", "new": "mail", "budget": "1,500.50", "live_on": "2027-01-31"}
    page = browser.post(new, form, follow=True).text
    assert cells(page, "Services of the project") == [["Mail", "makes it", "catalogue"]]
    project = Project.objects.get(name="Portal")
    assert (project.budget, project.live_on) == (150_050, date(2027, 1, 31))


def test_a_red_gate_holds_a_project_back_until_somebody_says_why(organisation: Organisation) -> None:
    browser, edit = (
        client_for(member(organisation=organisation)),
        address(organisation, "service-project-edit", "Renewal"),
    )
    answer = browser.post(edit, terms(stage="live"))
    assert answer.status_code == 422
    assert "The gate is red, underpinning contracts missing. Say why it is live all the same." in answer.text
    page = browser.post(edit, terms(stage="live", live_reason="The old one broke."), follow=True).text
    assert "Live with something missing: The old one broke." in page
    assert "Renewal: live with 1 of 6 missing" in page
    assert browser.post(edit, terms(stage="stopped", version=1)).status_code == 409


def test_the_six_deliverables_are_stated_in_their_table(organisation: Organisation) -> None:
    browser = client_for(member(organisation=organisation))
    edit = address(organisation, "service-project-deliverables", "Renewal")
    answer = browser.post(edit, typed(uc_status="not_needed", training_budget="1,200"))
    assert answer.status_code == 422
    assert "Underpinning contracts: say why it is not needed." in answer.text
    assert 'value="1,200"' in answer.text
    answer = browser.post(edit, typed(uc_status="not_needed", uc_reason="No supplier.", ola_due_on="2026-05-01"))
    assert answer.headers["Location"].endswith("/#gate")
    viewer = client_for(member(Role.VIEWER, organisation=organisation))
    page = viewer.get(address(organisation, "service-project", "Renewal")).text
    assert "Renewal: gate green" in page
    assert cells(page, "Deliverables")[4:] == [
        ["Operational level agreements", "ready", "", "", "1 May 2026", "Mail : none"],
        ["Underpinning contracts", "not needed", "No supplier.", "", "", "Mail : none"],
    ]
    assert "Operational level agreements are said to be ready, and none holds for Mail." in page


def test_a_project_is_taken_out(organisation: Organisation) -> None:
    browser = client_for(member(organisation=organisation))
    browser.post(address(organisation, "service-project-remove", "Tools"), {"version": 1})
    assert list(Project.objects.values_list("name", flat=True)) == ["Renewal"]


def test_a_service_names_its_projects_and_its_life_shows_them(organisation: Organisation) -> None:
    mail, browser = Service.objects.get(), client_for(member(organisation=organisation))
    page = browser.get(reverse("service", args=[organisation.slug, mail.uid])).text
    assert cells(page, "Projects of the service") == [
        ["Renewal", "improves it", "proposed", "1 Feb 2026", "", "red: 1 of 6 missing"]
    ]
    projects = projects_by_service(actor_of(member(organisation=organisation)))
    lanes = life_lanes([mail], date(2026, 2, 10), projects)
    assert [one["label"].strip(" \N{NO-BREAK SPACE}") for one in lanes["names"]] == ["Mail", "↳ Renewal"]
    assert [(one["row"], one["start"], one["length"], one["tone"]) for one in lanes["blocks"]] == [
        (0, 0, 20, "run"),
        (1, 11, 9, "build"),
    ]
    Project.objects.filter(name="Renewal").update(live_on="2026-03-12")
    projects = projects_by_service(actor_of(member(organisation=organisation)))
    assert life_lanes([mail], date(2026, 2, 10), projects)["span"] == 50  # to the day on which it goes live
    page = browser.get(reverse("services-picture", args=[organisation.slug])).text
    assert cells(page, "Life cycle") == [["Mail", "catalogue", "", "21 Jan 2026", "", "Renewal"]]


def test_projects_over_rest(organisation: Organisation) -> None:
    api = api_of(organisation)
    rows = api.get("/api/v1/services/projects/?stage=proposed").json()["results"]
    assert [(row["name"], row["services"], row["missing"], row["version"]) for row in rows] == [("Renewal", 1, 1, 1)]
    made = api.post(
        "/api/v1/services/projects/",
        {
            "name": "Portal",
            "new": ["mail"],
            "deliverables": [{"kind": "ola", "status": "ready", "due_on": "2026-05-01"}],
        },
        format="json",
    )
    assert (made.status_code, made.headers["ETag"], made.json()["new"]) == (201, '"1"', ["Mail"])
    assert (made.json()["gate"], len(made.json()["missing"])) == ("red: 5 of 6 missing", 5)
    one = f"/api/v1/services/projects/{made.json()['uid']}/"
    assert api.patch(one, {"stage": "live"}, format="json", HTTP_IF_MATCH='"1"').status_code == 400
    stated = {"stage": "live", "live_reason": "Asked for.", "live_on": "2026-06-01", "deliverables": []}
    changed = api.patch(one, stated, format="json", HTTP_IF_MATCH='"1"')
    assert (changed.status_code, changed.json()["live_reason"], changed.json()["version"]) == (200, "Asked for.", 2)
    assert changed.json()["deliverables"][4] == {
        "kind": "ola",
        "status": "ready",
        "reason": "",
        "budget": None,
        "due_on": "2026-05-01",
    }
    twice = {"deliverables": [{"kind": "ola"}, {"kind": "ola"}]}
    assert api.patch(one, twice, format="json", HTTP_IF_MATCH='"2"').status_code == 400
    assert api.patch(one, {"budget": 1}, format="json", HTTP_IF_MATCH='"1"').status_code == 412
    assert api.delete(one, HTTP_IF_MATCH='"2"').status_code == 204
    assert api.get(one).status_code == 404
