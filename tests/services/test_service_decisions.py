"""What was decided to do with a service: with its reason and its day, by form, REST and file."""

from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse

from core.errors import UserError
from core.models import AuditEntry
from organisations.models import Organisation
from services.actions.portfolio import add_service, edit_service
from services.models import Service
from services.portfolio.statements import service_facts
from tests.factories import OrganisationFactory, actor_of, client_for, member
from tests.pages.markup import cells
from tests.services.test_portfolio import api_of
from tests.services.test_portfolio_import import brought

pytestmark = pytest.mark.django_db

RETIRED = {"decision": "retire", "decision_reason": "Nobody prints", "decided_on": "2026-03-01"}


@pytest.fixture
def organisation() -> Organisation:
    return OrganisationFactory.create()


@pytest.fixture
def by(organisation: Organisation) -> Any:
    return actor_of(member(organisation=organisation))


def decided(name: str) -> dict[str, Any]:
    """What is stated of the decision about a service."""
    facts = service_facts(Service.objects.get(name=name))
    return {one: facts[one] for one in RETIRED}


@pytest.mark.parametrize(
    ("left_out", "words"),
    [("decision_reason", "State why the decision is to retire"), ("decided_on", "State the day on which")],
)
def test_a_decision_needs_its_reason_and_its_day(by: Any, left_out: str, words: str) -> None:
    service = add_service(by=by, name="Printing")
    with pytest.raises(UserError, match=words) as refused:
        edit_service(by=by, service=service, version=1, **{one: RETIRED[one] for one in RETIRED if one != left_out})
    assert refused.value.details[0]["field"] == left_out
    with pytest.raises(UserError, match="Choose one"):
        edit_service(by=by, service=service, version=1, decision="sell")
    assert decided("Printing")["decision"] == "undecided"


def test_a_decision_is_audited_and_can_be_taken_back(by: Any) -> None:
    service = add_service(by=by, name="Printing")
    edit_service(by=by, service=service, version=1, **RETIRED)
    entry = AuditEntry.objects.filter(action="edit_service").get()
    assert (entry.before["decision"], entry.after["decision"]) == ("undecided", "retire")
    with pytest.raises(UserError, match="State why"):
        edit_service(by=by, service=service, version=2, decision_reason="")
    edit_service(by=by, service=service, version=2, decision="undecided", decision_reason="", decided_on=None)
    assert decided("Printing") == {"decision": "undecided", "decision_reason": "", "decided_on": None}


def test_a_decision_is_written_on_the_page_of_the_service(organisation: Organisation, by: Any) -> None:
    browser, service = client_for(member(organisation=organisation)), add_service(by=by, name="Printing")
    address = reverse("service-edit", args=[organisation.slug, service.uid])
    form = {"name": "Printing", "stage": "catalogue", "version": 1}
    refused = browser.post(address, form | RETIRED | {"decision_reason": ""})
    assert refused.status_code == 422
    assert "State why the decision is to retire" in refused.text
    page = browser.post(address, form | RETIRED, follow=True).text
    said = dict(cells(page, "Facts"))["What to do with it"]
    assert said == "retire : Nobody prints (1 Mar 2026); what its figures suggest"


def test_a_decision_over_rest(organisation: Organisation, by: Any) -> None:
    api, service = api_of(organisation), add_service(by=by, name="Printing")
    address = f"/api/v1/services/{service.uid}/"
    assert api.patch(address, {"decision": "retire"}, format="json", HTTP_IF_MATCH='"1"').status_code == 400
    answer = api.patch(address, RETIRED, format="json", HTTP_IF_MATCH='"1"')
    assert (answer.status_code, answer.json()["decided_on"]) == (200, "2026-03-01")
    assert api.get("/api/v1/services/").json()["results"][0]["decision"] == "retire"


def test_a_decision_comes_in_with_a_catalogue_and_goes_out_with_it(
    by: Any, organisation: Organisation, tmp_path: Path
) -> None:
    header = "Service,Decision,Decision reason,Decision date\n"
    incoming = brought(by, tmp_path, f"{header}Printing,Sunset,Nobody prints,1.3.2026\nMail,invest,,1.3.2026\n")
    assert decided("Printing") == RETIRED
    assert [(one.code, one.column) for one in incoming.defects.all()] == [("service-refused", "decision_reason")]
    address = reverse("services", args=[organisation.slug]) + "?format=csv"
    csv = b"".join(client_for(member(organisation=organisation)).get(address).streaming_content).decode()
    assert "retire,Nobody prints,2026-03-01" in csv.splitlines()[1]
