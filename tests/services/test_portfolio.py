"""The portfolio: services from pipeline to retired, who owns them, for whom they are."""

from typing import Any

import pytest
from django.urls import reverse
from rest_framework.test import APIClient

from core.actor import Role, Scope
from core.errors import UserError
from core.models import AuditEntry
from core.versions import Conflict
from organisations.actions import create_token
from organisations.models import Organisation
from services.actions.offerings import add_offering
from services.actions.portfolio import add_service, edit_service, remove_service, set_doors
from services.models import CustomerGroup, Service, ServiceOwner
from services.portfolio.statements import service_facts
from services.portfolio_selectors import filtered, ownership_of, service_rows
from tests.factories import OrganisationFactory, TeamFactory, TowerFactory, actor_of, client_for, member
from tests.pages.markup import addresses, cells, tree
from tests.services.logs import HOUR, bring_in, frame_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def organisation() -> Organisation:
    return OrganisationFactory.create()


@pytest.fixture
def by(organisation: Organisation) -> Any:
    return actor_of(member(organisation=organisation))


def shown(rows: list[Any]) -> list[str]:
    return [row.service.name for row in rows]


def test_gaps_and_disputes_are_those_of_services_that_are_not_retired(by: Any) -> None:
    add_service(by=by, name="Mail", owners=["Messaging"])
    add_service(by=by, name="Unified communications", owners=["Head of Network", "Head of Server"])
    add_service(by=by, name="Backup")
    add_service(by=by, name="Fax", stage="retired")
    rows = service_rows(by)
    found = ownership_of(rows)
    assert (found.services, found.gaps, found.disputes, found.share) == (3, 1, 1, 1 / 3)
    assert shown(filtered(rows, "", "", "gaps", "")) == ["Backup"]
    assert shown(filtered(rows, "", "", "disputes", "")) == ["Unified communications"]
    assert shown(filtered(rows, "", "retired", "", "")) == ["Fax"]
    assert shown(filtered(rows, "", "", "", "head OF server")) == ["Unified communications"]


def test_next_generation_products_cut_across_towers(by: Any, organisation: Organisation) -> None:
    for name in ("Network", "Data centre", "End user"):
        TowerFactory.create(organisation=organisation, name=name)
    add_service(by=by, name="Telephony", is_next_generation=True, towers=["network"])
    add_service(
        by=by, name="Unified communications", is_next_generation=True, towers=["Network", "END user", "Data centre"]
    )
    rows = service_rows(by)
    assert shown(filtered(rows, "", "", "cross", "")) == ["Unified communications"]
    assert shown(filtered(rows, "", "", "next", "")) == ["Telephony", "Unified communications"]
    assert sorted(tower.name for tower in rows[1].towers) == ["Data centre", "End user", "Network"]


def test_an_owner_of_a_teams_name_is_that_team(by: Any, organisation: Organisation) -> None:
    team = TeamFactory.create(organisation=organisation, name="Storage Support")
    service = add_service(by=by, name="Backup", owners=["storage  SUPPORT", "Storage support", "Head of Storage"])
    owners = list(ServiceOwner.objects.filter(service=service).values_list("name", "team"))
    assert owners == [("Head of Storage", None), ("storage SUPPORT", team.pk)]


def test_a_customer_group_is_made_once_and_keeps_its_doors(by: Any) -> None:
    for name in ("Mail", "Backup"):
        add_service(by=by, name=name, customers=["Business units"])
    group = CustomerGroup.objects.get()
    set_doors(by=by, group=group, version=1, doors=["Service desk", "service desk", "A friend in Server"])
    group.refresh_from_db()
    assert group.doors == ["service desk", "A friend in Server"]
    with pytest.raises(Conflict):
        set_doors(by=by, group=group, version=1, doors=[])


@pytest.mark.parametrize(
    ("stated", "words"),
    [
        ({"name": " "}, "needs a name"),
        ({"name": "MAIL "}, "already a service"),
        ({"name": "New", "towers": ["Nowhere"]}, "no tower “Nowhere”"),
        ({"name": "New", "value_score": 6}, "from 1 to 5"),
        ({"name": "New", "stage": "dead"}, "Choose one"),
        ({"name": "New", "catalogue_from": "2026-05-01", "retired_from": "2026-04-30"}, "Correct the days"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_made(by: Any, stated: dict[str, Any], words: str) -> None:
    add_service(by=by, name="Mail")
    with pytest.raises(UserError, match=words):
        add_service(by=by, **stated)
    assert Service.objects.count() == 1


def test_an_edit_changes_what_is_stated_and_is_audited(by: Any) -> None:
    service = add_service(by=by, name="Mail", family="Workplace", owners=["Messaging"], catalogue_from="2020-01-01")
    edit_service(by=by, service=service, version=1, stage="retired", retired_from="2026-01-31", owners=[])
    facts = service_facts(Service.objects.get())
    assert (facts["stage"], facts["retired_from"], facts["owners"]) == ("retired", "2026-01-31", [])
    assert (facts["family"], facts["catalogue_from"]) == ("Workplace", "2020-01-01")
    entry = AuditEntry.objects.filter(action="edit_service").get()
    assert (entry.before["owners"], entry.after["owners"]) == (["Messaging"], [])
    with pytest.raises(Conflict):
        edit_service(by=by, service=service, version=1, family="Other")
    with pytest.raises(Conflict):
        remove_service(by=by, service=service, version=1)
    remove_service(by=by, service=service, version=2)
    assert not Service.objects.exists()


def test_the_pages_say_what_is_wrong_first(organisation: Organisation) -> None:
    person = member(organisation=organisation)
    by, browser = actor_of(person), client_for(person)
    address = reverse("services", args=[organisation.slug])
    assert "No services yet" in browser.get(address).text
    for number in range(3):
        add_service(by=by, name=f"Service {number}", owners=["Lead"] * (number < 1))
    add_service(by=by, name="Disputed", owners=["One", "Other"])
    assert "4 services, 2 without an owner, 1 claimed by several" in browser.get(address).text
    page = browser.get(address + "?show=disputes").text
    assert "Disputed" in page
    assert "Service 1" not in page
    csv = b"".join(browser.get(address + "?show=gaps&format=csv").streaming_content).decode()
    assert [line.split(",")[1] for line in csv.splitlines()] == ["Service", "Service 1", "Service 2"]


def test_the_list_says_who_owns_what_for_whom_and_by_which_doors(by: Any, organisation: Organisation) -> None:
    TowerFactory.create(organisation=organisation, name="Network")
    add_service(by=by, name="Voice", family="Workplace", owners=["One", "Other"], is_next_generation=True)
    stated = {"customers": ["Plants", "Sales"], "towers": ["Network"], "value_score": 4}
    mail = add_service(by=by, name="Mail", family="Workplace", owners=["Messaging"], **stated)
    add_offering(by=by, service=mail, name="Mailbox")
    add_service(by=by, name="Backup", family="Hosting", stage="pipeline")
    add_service(by=by, name="Fax", family="Workplace", stage="retired")
    plants = CustomerGroup.objects.get(name="Plants")
    set_doors(by=by, group=plants, version=1, doors=["Service desk", "A friend in Server"])
    page = client_for(member(Role.VIEWER, organisation=organisation)).get(reverse("services", args=[organisation.slug]))
    assert cells(page.text, "Services") == [
        ["Backup", "Hosting", "pipeline", "nobody", "", "", "", "0"],
        ["Fax", "Workplace", "retired", "none needed", "", "", "", "0"],
        ["Mail", "Workplace", "catalogue", "Messaging", "Plants, Sales", "Network", "4", "1"],
        ["Voice next generation", "Workplace", "catalogue", "2 claim it: One, Other", "", "", "", "0"],
    ]
    assert cells(page.text, "Customer groups") == [
        ["Plants", "1", "2", "Service desk, A friend in Server"],
        ["Sales", "1", "0", ""],
    ]
    assert "1 customer group has more than one front door" in page.text
    assert "Add a service" not in page.text


def test_a_service_has_a_page_with_its_facts_and_its_tickets(by: Any, organisation: Organisation) -> None:
    team = TeamFactory.create(organisation=organisation, name="Messaging")
    days = {"pipeline_from": "2019-02-01", "catalogue_from": "2020-06-01"}
    mail = add_service(by=by, name="Mail", owners=["messaging", "Head of Mail"], customers=["Plants"], **days)
    browser = client_for(member(organisation=organisation))
    page = browser.get(reverse("service", args=[organisation.slug, mail.uid])).text
    facts = dict(cells(page, "Facts"))
    assert facts["Owner from end to end"] == "Head of Mail, messaging in dispute"
    assert facts["Customer groups"] == "Plants"
    assert [facts["In the pipeline since"], facts["In the catalogue since"]] == ["1 Feb 2019", "1 Jun 2020"]
    assert [facts["Retired since"], facts["Agreements by this name"]] == ["not retired", "none"]
    assert reverse("team", args=[organisation.slug, team.uid]) in addresses(tree(page))
    named = reverse("service-tickets", args=[organisation.slug, mail.uid])
    assert f'hx-get="{named}"' in page
    assert "No ticket log is loaded yet" in browser.get(named).text
    rows = [
        {"ticket": str(n), "time": HOUR, "group": "A", "service": s} for n, s in enumerate(("MAIL", "mail ", "Fax"))
    ]
    bring_in(organisation, frame_of(rows))
    assert "2 tickets of" in browser.get(named).text


def test_a_service_is_written_in_the_browser(organisation: Organisation) -> None:
    person = member(organisation=organisation)
    browser = client_for(person)
    form = {"name": "Mail", "stage": "catalogue", "owners": "Messaging\nWorkplace\n", "catalogue_from": "2020-02-01"}
    page = browser.post(reverse("service-add", args=[organisation.slug]), form, follow=True).text
    assert "Mail: 2 claim it" in page
    assert "1 Feb 2020" in page
    service = Service.objects.get()
    edited = form | {"version": 1, "owners": "Messaging", "value_score": "4"}
    page = browser.post(reverse("service-edit", args=[organisation.slug, service.uid]), edited, follow=True).text
    assert "Mail: owned by Messaging" in page
    assert "value to the business 4 of 5" in page


def test_services_over_rest(organisation: Organisation) -> None:
    api = api_of(organisation)
    assert api.post("/api/v1/services/", {"family": "Workplace"}, format="json").status_code == 400
    body = {"name": "Mail", "owners": ["Messaging", "Workplace"], "catalogue_from": "2020-02-01", "value_score": 4}
    made = api.post("/api/v1/services/", body, format="json")
    assert made.status_code == 201
    address = f"/api/v1/services/{made.json()['uid']}/"
    row = api.get("/api/v1/services/?stage=catalogue").json()["results"][0]
    assert (row["name"], row["owners"], row["towers"], row["catalogue_from"]) == ("Mail", 2, 0, "2020-02-01")
    changed = api.patch(address, {"owners": ["Messaging"]}, format="json", HTTP_IF_MATCH='"1"')
    assert (changed.status_code, changed.json()["owners"], changed["ETag"]) == (200, ["Messaging"], '"2"')
    assert api.patch(address, {"owners": []}, format="json", HTTP_IF_MATCH='"1"').status_code == 412
    assert api.get(address).json()["owners"] == ["Messaging"]
    assert api.delete(address, HTTP_IF_MATCH='"2"').status_code == 204
    assert api.get("/api/v1/services/").json()["results"] == []


def api_of(organisation: Organisation) -> APIClient:
    by = actor_of(member(organisation=organisation))
    _, clear = create_token(by=by, name="test", scopes=[Scope.READ, Scope.WRITE], days=1)
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"Token {clear}")
    return client
