"""More work on offerings than a team has people, and stages that contradict their days: told, not hidden."""

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from core.actor import Role
from core.errors import UserError
from organisations.models import Membership
from services.actions.offerings import add_offering
from services.actions.portfolio import add_service
from services.models import Offering, Service
from services.work_doubts import overplaced_teams
from tests.factories import BaselineFactory, PositionFactory, TeamFactory, actor_of, client_for, member
from towers.models import Position

pytestmark = pytest.mark.django_db
FTE = 10_000
TOLD = "Messaging: 3.0 FTE stand in 2 offerings, the team has 2.5 in “Today”."


@pytest.fixture
def lead() -> Membership:
    """Messaging has 2.5 FTE and a vacant post, Storage 4 FTE."""
    found = member(Role.MODELLER)
    baseline = BaselineFactory.create(organisation=found.organisation, name="Today")
    for name, ftes in (("Messaging", [FTE, FTE, 5_000]), ("Storage", [4 * FTE])):
        team = TeamFactory.create(organisation=found.organisation, name=name)
        for fte in ftes:
            PositionFactory.create(baseline=baseline, team=team, fte=fte)
        if name == "Messaging":
            PositionFactory.create(baseline=baseline, team=team, fte=FTE, status=Position.Status.VACANT)
    return found


def page(lead: Membership, name: str, *parts: Any, query: str = "") -> str:
    return client_for(lead).get(reverse(name, args=[lead.organisation.slug, *parts]) + query).text


def test_more_work_than_people_is_a_doubt_on_the_offering_and_on_the_list(lead: Membership) -> None:
    by = actor_of(lead)
    mail, chat = add_service(by=by, name="Mail"), add_service(by=by, name="Chat")
    box = add_offering(by=by, service=mail, name="Box", labour={"Messaging": 2 * FTE, "Storage": 4 * FTE})
    assert overplaced_teams(by) == []
    room = add_offering(by=by, service=chat, name="Room", labour={"Messaging": FTE})
    assert [one.words for one in overplaced_teams(by)] == [TOLD]
    for shown in (
        page(lead, "services"),
        page(lead, "service-offerings", mail.uid),
        page(lead, "service-offering", mail.uid, box.uid),
        page(lead, "service-offering", chat.uid, room.uid),
    ):
        assert TOLD in shown
    chat.stage = Service.Stage.RETIRED
    chat.save()
    assert overplaced_teams(by) == []


def test_more_than_the_whole_organisation_is_refused_at_the_field(lead: Membership) -> None:
    mail = add_service(by=actor_of(lead), name="Mail")
    said = "99,999.0 FTE of Messaging are more than the whole organisation has: 6.5 in “Today”. Correct the line."
    with pytest.raises(UserError, match="more than the whole organisation has"):
        add_offering(by=actor_of(lead), service=mail, name="Box", labour={"Messaging": 99_999 * FTE})
    form = {"name": "Box", "kind": "standard", "cost_grows": "both", "labour": "Messaging: 99999"}
    answer = client_for(lead).post(reverse("service-offering-new", args=[lead.organisation.slug, mail.uid]), form)
    assert answer.status_code == 422
    assert f"{said}</p>" in answer.text
    assert not Offering.objects.exists()


def test_without_a_baseline_nothing_is_doubted() -> None:
    lead = member(Role.MODELLER)
    TeamFactory.create(organisation=lead.organisation, name="Messaging")
    mail = add_service(by=actor_of(lead), name="Mail")
    add_offering(by=actor_of(lead), service=mail, name="Box", labour={"Messaging": 99_999 * FTE})
    assert overplaced_teams(actor_of(lead)) == []


def test_an_offering_keeps_its_money_as_it_was_typed(lead: Membership) -> None:
    mail = add_service(by=actor_of(lead), name="Mail")
    form = {"name": "Box", "kind": "standard", "cost_grows": "both", "labour": "Messaging: 0,5\nStorage: 1.5"}
    form |= {"price": "12,50", "other_cost": "1.000,50", "units": "1,250"}
    address = reverse("service-offering-new", args=[lead.organisation.slug, mail.uid])
    assert client_for(lead).post(address, form).status_code == 302
    box = Offering.objects.get()
    assert (box.price, box.other_cost, box.units) == (1_250, 100_050, 1_250)
    assert sorted(box.labour.values_list("fte", flat=True)) == [5_000, 15_000]
    refused = client_for(lead).post(address, form | {"name": "Other", "labour": "Messaging: 1,250"})
    assert "“1,250” can be 1250 or 1.25. Write 1250 or 1.25." in refused.text
    assert "Messaging: 1,250</textarea>" in refused.text


def test_a_stage_that_contradicts_its_days_is_a_doubt(lead: Membership) -> None:
    by = actor_of(lead)
    telex = add_service(
        by=by, name="Telex", stage="pipeline", catalogue_from=date(2020, 1, 1), retired_from=date(2021, 1, 1)
    )
    add_service(by=by, name="Fax", stage="retired")
    add_service(by=by, name="Mail", stage="catalogue", catalogue_from=date(2020, 1, 1))
    listed = page(lead, "services")
    assert ">Telex</a> is in the pipeline, but in the catalogue since 1 Jan 2020." in listed
    assert ">Telex</a> is in the pipeline, but retired since 1 Jan 2021." in listed
    assert ">Fax</a> is retired, but no day says since when." in listed
    assert "Telex is in the pipeline, but retired since 1 Jan 2021." in page(lead, "service", telex.uid)
    narrowed = page(lead, "services", query="?show=doubts")
    assert (">Fax</a></th>" in narrowed, ">Mail</a></th>" in narrowed) == (True, False)
