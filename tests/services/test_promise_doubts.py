"""What customers are promised beside what they want, SLAs that overlap, and targets that cannot both be."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from core.actor import Role
from core.errors import UserError
from organisations.models import Membership
from services.actions.agreements import Terms, add_agreement, change_agreement
from services.actions.calendars import Hours, add_calendar
from services.models import Agreement, BusinessCalendar
from services.promise_doubts import comparisons_of, is_unanswered
from tests.factories import actor_of, client_for, member
from tests.pages.markup import cells

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead() -> Membership:
    return member(Role.MODELLER)


@pytest.fixture
def always(lead: Membership) -> BusinessCalendar:
    return add_calendar(by=actor_of(lead), hours=Hours("Always", "UTC", dict.fromkeys(range(7), ((0, 1_440),))))


def agree(lead: Membership, calendar: BusinessCalendar, kind: str, targets: Any, **more: Any) -> Agreement:
    said: dict[str, Any] = {
        "name": f"Mail {kind}",
        "service": "Mail",
        "customer_group": "Plants",
        "valid_from": date(2020, 1, 1),
    }
    return add_agreement(by=actor_of(lead), kind=kind, terms=Terms(calendar=calendar, targets=targets, **said | more))


def page(lead: Membership, agreement: Agreement) -> str:
    return client_for(lead).get(reverse("agreement", args=[lead.organisation.slug, agreement.uid])).text


def test_a_requirement_stands_beside_what_is_promised(lead: Membership, always: BusinessCalendar) -> None:
    slr = agree(lead, always, "slr", {"High": (30, 240), "": (None, 480)}, customer_group="")
    assert "No service level agreement with these customers answers this requirement yet." in page(lead, slr)
    sla = agree(lead, always, "sla", {"high": (30, 300), "": (60, 480)})
    for shown, named in ((page(lead, slr), "Mail sla"), (page(lead, sla), "Mail slr")):
        assert cells(shown, "Wanted and promised") == [
            ["priority High", "time to own", "30 min", "30 min", named, "as wanted"],
            ["priority High", "time to resolve", "4 h", "5 h", named, "less than wanted"],
            ["all other priorities", "time to resolve", "8 h", "8 h", named, "as wanted"],
        ]
    listed = client_for(lead).get(reverse("agreements", args=[lead.organisation.slug])).text
    assert listed.count("less is promised than wanted") == 2


def test_other_customers_and_other_days_answer_nothing(lead: Membership, always: BusinessCalendar) -> None:
    slr, today = agree(lead, always, "slr", {"": (None, 240)}), timezone.localdate()
    others = [
        agree(lead, always, "sla", {"": (None, 60)}, customer_group="Shops"),
        agree(lead, always, "sla", {"": (None, 60)}, valid_to=today - timedelta(days=1)),
    ]
    assert is_unanswered(slr, others, today)
    assert comparisons_of(slr, others, today) == []


def test_one_sla_at_a_time_is_agreed_with_customers(lead: Membership, always: BusinessCalendar) -> None:
    first = agree(lead, always, "sla", {"": (None, 60)}, valid_to=date(2026, 6, 30))
    later = {"name": "New", "customer_group": " plants ", "valid_from": date(2026, 6, 30)}
    message = r"“Mail sla” \(from 1 Jan 2020 to 30 Jun 2026\) holds for the same customers and service too\. Give"
    with pytest.raises(UserError, match=message) as refused:
        agree(lead, always, "sla", {"": (None, 30)}, **later)
    assert (refused.value.status, Agreement.objects.count()) == (409, 1)
    made = agree(lead, always, "sla", {"": (None, 30)}, **later | {"valid_from": date(2026, 7, 1)})
    stays = Terms("Mail sla", "Mail", always, date(2020, 1, 1), targets={"": (None, 60)}, customer_group="Plants")
    with pytest.raises(UserError, match="“New”"):
        change_agreement(by=actor_of(lead), agreement=first, version=1, terms=stays)
    agree(lead, always, "sla", {"": (None, 30)}, customer_group="Shops")
    agree(lead, always, "sla", {"": (None, 30)}, is_draft=True)
    Agreement.objects.filter(pk=made.pk).update(valid_from=date(2020, 1, 1))
    assert "“New” (from 1 Jan 2020 on) holds for the same customers and service too" in page(lead, first)


def test_nothing_is_resolved_before_it_is_owned(lead: Membership, always: BusinessCalendar) -> None:
    with pytest.raises(UserError, match="Priority High: 4 h to own is longer than 30 min to resolve"):
        agree(lead, always, "sla", {"High": (240, 30)})
    form = {"name": "Mail", "service": "Mail", "customer_group": "All", "valid_from": "2026-01-01"}
    form |= {"calendar": str(always.uid), "targets": "High; 4 h; 30 min"}
    answer = client_for(lead).post(reverse("agreement-new", args=[lead.organisation.slug, "sla"]), form)
    assert answer.status_code == 422
    assert "4 h to own is longer than 30 min to resolve. Correct one of the two.</p>" in answer.text
