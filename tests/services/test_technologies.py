"""Technologies that services touch: one by name, through which towers, in the list, on pages and over REST."""

from typing import Any

import pytest
from django.urls import reverse

from core.actor import Role
from core.errors import UserError
from core.models import AuditEntry
from core.versions import Conflict
from organisations.models import Organisation
from services.actions.portfolio import add_service, edit_service
from services.actions.technologies import state_reuse
from services.models import Service
from services.portfolio.statements import service_facts
from services.portfolio_selectors import filtered, service_rows
from services.technology_selectors import reuses_of, technology_choices, technology_rows, without_technologies
from tests.factories import OrganisationFactory, TowerFactory, actor_of, client_for, member
from tests.pages.markup import cells
from tests.services.test_portfolio import api_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def organisation() -> Organisation:
    """Three towers; SAP HANA is spelt in two ways and touched through all of them."""
    organisation = OrganisationFactory.create()
    for name in ("Database", "Digital", "Server"):
        TowerFactory.create(organisation=organisation, name=name)
    by = actor_of(member(organisation=organisation))
    add_service(by=by, name="Finance", towers=["Database"], technologies=["SAP HANA", "Windows Server"])
    add_service(by=by, name="Portal", towers=["Digital", "Server"], technologies=["sap  hana", "Kubernetes"])
    add_service(by=by, name="Reports", towers=["Database"], technologies=["SAP HANA"])
    add_service(by=by, name="Archive", stage="retired", towers=["Server"], technologies=["Tape", "Windows server"])
    add_service(by=by, name="Mail")
    return organisation


@pytest.fixture
def by(organisation: Organisation) -> Any:
    return actor_of(member(organisation=organisation))


def test_a_technology_is_touched_by_services_through_their_towers(by: Any) -> None:
    rows = technology_rows(service_rows(by))
    assert [(one.name, [service.name for service in one.services], one.towers) for one in rows] == [
        ("SAP HANA", ["Finance", "Portal", "Reports"], ["Database", "Digital", "Server"]),
        ("Kubernetes", ["Portal"], ["Digital", "Server"]),
        ("Windows Server", ["Finance"], ["Database"]),
    ]
    assert [one.is_cross_tower for one in rows] == [True, True, False]
    assert without_technologies(service_rows(by)) == 1  # Mail


def test_services_are_found_by_technology_also_retired_ones(by: Any) -> None:
    rows = service_rows(by)
    assert technology_choices(rows) == [
        ("kubernetes", "Kubernetes"),
        ("sap hana", "SAP HANA"),
        ("tape", "Tape"),
        ("windows server", "Windows Server"),
    ]
    found = filtered(rows, "", "", "", "", "WINDOWS server")
    assert [row.service.name for row in found] == ["Archive", "Finance"]
    assert [row.service.name for row in filtered(rows, "", "", "", "", "Windows")] == []


def test_technologies_are_stated_whole_and_audited(by: Any) -> None:
    portal = Service.objects.get(key="portal")
    edit_service(by=by, service=portal, version=1, technologies=["Kubernetes", "kubernetes ", "PostgreSQL"])
    assert service_facts(Service.objects.get(pk=portal.pk))["technologies"] == ["Kubernetes", "PostgreSQL"]
    entry = AuditEntry.objects.filter(action="edit_service").get()
    assert (entry.before["technologies"], entry.after["technologies"]) == (
        ["Kubernetes", "sap hana"],
        ["Kubernetes", "PostgreSQL"],
    )
    edit_service(by=by, service=portal, version=2, family="Web")
    assert portal.technologies.count() == 2
    with pytest.raises(UserError, match="more than 120 letters"):
        edit_service(by=by, service=portal, version=3, technologies=["x" * 121])


def test_the_page_says_how_many_technologies_towers_share(organisation: Organisation) -> None:
    browser = client_for(member(Role.VIEWER, organisation=organisation))
    address = reverse("services-technologies", args=[organisation.slug])
    page = browser.get(address).text
    assert "3 technologies; 2 are touched by services of two or more towers" in page
    assert "of which 1 names no technology" in page
    assert "1 of the 2 is touched by several services" in page
    assert cells(page, "Technologies")[0] == [
        "SAP HANA",
        "3",
        "Database, Digital, Server",
        "3",
        "Finance , Portal , Reports",
        "not said",
    ]
    csv = b"".join(browser.get(address + "?format=csv").streaming_content).decode().splitlines()
    assert csv[2] == "Kubernetes,1,2,Digital; Server,Portal,not said,"
    page = browser.get(reverse("services", args=[organisation.slug]) + "?technology=sap hana&q=L").text
    assert [row[0] for row in cells(page, "Services")] == ["Portal"]
    assert "?technology=sap+hana&amp;q=L&amp;format=csv" in page
    other = OrganisationFactory.create()
    page = client_for(member(organisation=other)).get(reverse("services-technologies", args=[other.slug])).text
    assert "No technologies yet" in page
    assert "SAP HANA" not in page


def test_technologies_are_written_on_the_form(organisation: Organisation) -> None:
    browser, mail = client_for(member(organisation=organisation)), Service.objects.get(key="mail")
    form = {"name": "Mail", "stage": "catalogue", "version": 1, "technologies": "Exchange\nWindows Server\n"}
    page = browser.post(reverse("service-edit", args=[organisation.slug, mail.uid]), form, follow=True).text
    assert dict(cells(page, "Facts"))["Technologies touched"] == "Exchange , Windows Server"


def test_technologies_over_rest(organisation: Organisation) -> None:
    api, portal = api_of(organisation), Service.objects.get(key="portal")
    address = f"/api/v1/services/{portal.uid}/"
    assert api.get(address).json()["technologies"] == ["Kubernetes", "sap hana"]
    changed = api.patch(address, {"technologies": ["Kubernetes"]}, format="json", HTTP_IF_MATCH='"1"')
    assert (changed.status_code, changed.json()["technologies"]) == (200, ["Kubernetes"])
    rows = api.get("/api/v1/services/?technology=SAP hana").json()["results"]
    assert [(row["name"], row["towers"], row["technologies"]) for row in rows] == [("Reports", 1, 1), ("Finance", 1, 2)]
    unsaid = {"reuse": "unsaid", "version": 0}
    assert api.get("/api/v1/services/technologies/").json() == [
        {"name": "Kubernetes", "services": 1, "towers": ["Digital", "Server"], **unsaid},
        {"name": "SAP HANA", "services": 2, "towers": ["Database"], **unsaid},
        {"name": "Windows Server", "services": 1, "towers": ["Database"], **unsaid},
    ]


def test_it_is_said_of_a_technology_whether_it_was_built_for_reuse(by: Any) -> None:
    state_reuse(by=by, name="sap  HANA", version=0, reuse="single")
    state_reuse(by=by, name="Kubernetes", version=0, reuse="reuse")
    rows = {row.name: row for row in technology_rows(service_rows(by), reuses_of(by))}
    assert [name for name, row in rows.items() if row.is_overused] == ["SAP HANA"]
    assert [name for name, row in rows.items() if row.is_unused] == ["Kubernetes"]
    assert (rows["SAP HANA"].version, rows["Windows Server"].version) == (1, 0)
    with pytest.raises(Conflict):
        state_reuse(by=by, name="SAP HANA", version=0, reuse="reuse")
    state_reuse(by=by, name="SAP HANA", version=1, reuse="unsaid")
    with pytest.raises(UserError, match="No service touches a technology “Tea”"):
        state_reuse(by=by, name="Tea", version=0, reuse="reuse")
    with pytest.raises(UserError, match="Choose one"):
        state_reuse(by=by, name="Kubernetes", version=1, reuse="both")
    entries = list(AuditEntry.objects.filter(action="state_reuse").order_by("pk"))
    assert [(one.before["reuse"], one.after["reuse"]) for one in entries] == [
        ("unsaid", "single"),
        ("unsaid", "reuse"),
        ("single", "unsaid"),
    ]


def test_reuse_is_said_on_the_page(organisation: Organisation, by: Any) -> None:
    browser = client_for(member(organisation=organisation))
    listed, said = (reverse(name, args=[organisation.slug]) for name in ("services-technologies", "service-reuse"))
    assert "Of none it is said yet whether it was built for reuse." in browser.get(listed).text
    page = browser.post(said, {"name": "Kubernetes", "version": 0, "reuse": "reuse"}, follow=True).text
    assert "1 is built for reuse, 1 of which one service alone touches" in page
    assert "0 are built for one service, 0 of which several share; of 2 nobody says it." in page
    assert "one service alone touches it" in cells(page, "Technologies")[1][-1]
    csv = b"".join(browser.get(listed + "?format=csv").streaming_content).decode().splitlines()
    assert csv[2].endswith('Portal,built for reuse,"built for reuse, touched by one service"')
    answer = browser.post(said, {"name": "Kubernetes", "version": 0, "reuse": "single"})
    assert answer.status_code == 409


def test_reuse_over_rest(organisation: Organisation) -> None:
    api, address = api_of(organisation), "/api/v1/services/technologies/"
    body = {"name": "Kubernetes", "reuse": "reuse"}
    assert api.patch(address, body, format="json").status_code == 428
    answer = api.patch(address, body, format="json", HTTP_IF_MATCH='"0"')
    assert (answer.status_code, answer.json()) == (200, body | {"version": 1})
    assert api.patch(address, body, format="json", HTTP_IF_MATCH='"0"').status_code == 412
    assert next(row for row in api.get(address).json() if row["name"] == "Kubernetes")["reuse"] == "reuse"
