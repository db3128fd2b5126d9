"""The agreements of a service drafted from the template, and the register of what stands behind promises."""

from datetime import date

import pytest

from core.actor import Role
from core.errors import UserError
from organisations.models import Membership
from services.actions.agreement_drafts import draft_agreements
from services.actions.agreements import Terms, add_agreement, change_agreement
from services.actions.calendars import Hours, add_calendar
from services.actions.portfolio import add_service
from services.agreement_register import agreement_register
from services.agreement_selectors import chain_of
from services.chain_words import gaps_of
from services.models import Agreement, BusinessCalendar, Service
from tests.factories import actor_of, client_for, member

pytestmark = [pytest.mark.django_db, pytest.mark.once]

TODAY = date(2026, 3, 4)
OFFICE = Hours("Office", "Europe/Berlin", dict.fromkeys(range(5), ((540, 1020),)), ())


@pytest.fixture
def lead() -> Membership:
    return member(Role.MODELLER)


@pytest.fixture
def calendar(lead: Membership) -> BusinessCalendar:
    return add_calendar(by=actor_of(lead), hours=OFFICE)


@pytest.fixture
def mail(lead: Membership) -> Service:
    return add_service(by=actor_of(lead), name="Mail", family="")


def drafted(lead: Membership, mail: Service) -> list[Agreement]:
    return draft_agreements(by=actor_of(lead), service=mail, today=TODAY)


def test_one_step_drafts_the_chain_from_requirement_to_contract_and_it_keeps_its_own_promise(
    lead: Membership, calendar: BusinessCalendar, mail: Service
) -> None:
    made = drafted(lead, mail)
    assert [(one.kind, one.step, one.function_code, one.supplier, one.is_draft) for one in made] == [
        ("slr", 0, None, "", True),
        ("sla", 0, None, "", True),
        ("ola", 1, 5, "", True),
        ("ola", 2, 8, "", True),
        ("uc", 3, None, "To be named", True),
    ]
    checks = chain_of(made[1], made, TODAY)
    assert [(check.measure, check.minutes, gaps_of([check])) for check in checks] == [
        ("own", 60, []),
        ("resolve", 480, []),
    ]


def test_what_is_there_is_not_drafted_again(lead: Membership, calendar: BusinessCalendar, mail: Service) -> None:
    promise = Terms("Mail SLA", "mail", calendar, TODAY, targets={"": (None, 480)}, customer_group="Sales")
    add_agreement(by=actor_of(lead), kind="sla", terms=promise)
    assert [one.kind for one in drafted(lead, mail)] == ["slr", "ola", "ola", "uc"]
    with pytest.raises(UserError, match="of each kind already"):
        drafted(lead, mail)


def test_drafts_stand_behind_drafts_only(lead: Membership, calendar: BusinessCalendar, mail: Service) -> None:
    by, made = actor_of(lead), drafted(lead, mail)
    sla = made[1]
    terms = Terms(sla.name, sla.service, calendar, TODAY, targets={"": (60, 480)}, customer_group="Sales")
    agreed = change_agreement(by=by, agreement=sla, version=sla.version, terms=terms)
    assert not agreed.is_draft
    assert chain_of(agreed, made, TODAY) == []
    found = agreement_register(by, TODAY)
    assert [(row.agreement.kind, row.state, [one.kind for one in row.rests]) for row in found.rows] == [
        ("ola", "draft", ["slr"]),
        ("ola", "draft", ["slr"]),
        ("uc", "draft", ["slr"]),
    ]
    assert found.rows[2].gaps == ["nobody is named who keeps it"]
    assert (found.alone, found.unpromised) == ([agreed], [])


def test_the_register_names_what_breaks_a_promise_and_what_nothing_rests_on(
    lead: Membership, calendar: BusinessCalendar, mail: Service
) -> None:
    by = actor_of(lead)
    spare = add_service(by=by, name="Spare", family="")
    for kind, name, service, minutes, more in (
        ("sla", "Mail SLA", "Mail", 60, {"customer_group": "Sales"}),
        ("ola", "Desk", "Mail", 120, {"function_code": 5, "step": 1}),
        ("uc", "Old host", "Archive", 60, {"supplier": "Hoster", "step": 1}),
    ):
        terms = Terms(name, service, calendar, date(2020, 1, 1), targets={"": (None, minutes)}, **more)
        add_agreement(by=by, kind=kind, terms=terms)
    found = agreement_register(by, TODAY)
    assert [(row.agreement.name, row.state, row.provider, row.gaps) for row in found.rows] == [
        ("Old host", "in force", "Hoster", ["no promise to customers rests on it"]),
        ("Desk", "in force", "End-user service desk", ["it breaks “Mail SLA”"]),
    ]
    assert found.unpromised == [spare]


def test_the_pages_draft_and_list_them(lead: Membership, mail: Service) -> None:
    client, base = client_for(lead), f"/o/{lead.organisation.slug}"
    asked = client.post(f"{base}/services/{mail.uid}/agreements/draft/", follow=True)
    assert "Add a calendar first" in asked.content.decode()
    add_calendar(by=actor_of(lead), hours=OFFICE)
    page = " ".join(client.post(f"{base}/services/{mail.uid}/agreements/draft/", follow=True).content.decode().split())
    assert "5 agreements are drafted" in page
    assert "Mail: level 2 and 3" in page
    assert "Draft what is missing" not in page
    register = client.get(f"{base}/agreements/register/?state=draft").content.decode()
    assert "3 agreements stand behind the promises, 1 of them with a gap" in register
    rows = client.get(f"{base}/agreements/register/?format=csv").getvalue().decode().splitlines()
    assert rows[3].startswith("Mail: supplier,UC,Mail,3,draft,To be named,")
