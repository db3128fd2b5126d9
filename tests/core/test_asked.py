"""What an address asks for is known, or the answer names the parameter and what it may be."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import get_resolver
from rest_framework.request import Request
from rest_framework.test import APIRequestFactory
from rest_framework.views import APIView

from core.actor import Role, Scope
from core.api.parameters import declared_parameters
from core.asked import month_asked, number_asked, one_of, week_asked
from core.errors import UserError
from organisations.actions import create_token
from organisations.models import Membership
from tests.factories import actor_of, client_for, member

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize("text", ["2012-05", "201213", "201200", "20125", "may", "２０１２０５"])
def test_what_is_no_month_is_refused(text: str) -> None:
    with pytest.raises(UserError, match=r"is no month\. The parameter “month” is year and month in six digits") as said:
        month_asked({"month": text})
    assert said.value.status == 400


@pytest.mark.parametrize("text", ["9999-12-31", "0001-01-01", "2200-01-01", "2026-02-30", "soon"])
def test_a_week_that_no_calendar_reaches_is_refused(text: str) -> None:
    with pytest.raises(UserError, match=r"is no week\. The parameter “week” is a day from 1900-01-01 to 2199-12-31"):
        week_asked({"week": text}, TODAY)


def test_a_week_begins_on_monday() -> None:
    assert week_asked({}, TODAY) == week_asked({"week": "2026-11-29"}, date(2000, 1, 1)) == TODAY


@pytest.mark.parametrize("text", ["-1", "1.5", "x", "9999999999", "²"])
def test_what_is_no_count_is_refused(text: str) -> None:
    with pytest.raises(UserError, match=r"is no limit\. The parameter “limit” is a whole number from 0 to 500"):
        number_asked({"limit": text}, "limit", 10, most=500)


def test_nothing_asked_is_the_default() -> None:
    assert (one_of({"unit": ""}, "unit", ["team"], "group"), number_asked({}, "limit", 10)) == ("group", 10)


@pytest.fixture
def person(db: None) -> Membership:
    return member(Role.MODELLER)


@pytest.fixture
def api(person: Membership) -> Client:
    token = create_token(by=actor_of(person), name="t", scopes=[Scope.READ])[1]
    return Client(headers={"Authorization": f"Token {token}"})


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("handoffs/?month=2012-05", "The parameter “month” is year and month"),
        ("handoffs/services/?month=201313", "The parameter “month” is year and month"),
        ("handoffs/?unit=zzz", "The parameter “unit” may be: group, team, cell"),
        ("handoffs/?hours=all", "The parameter “hours” may be: elapsed, working"),
        ("handoffs/?limit=-1", "no parameter “limit”. It takes: hours, kind, log, month, "),
        ("services/?updated_since=abc", "It takes: cursor, family, page_size, stage, technology."),
        ("services/?stage=zzz", "The parameter “stage” may be: pipeline, catalogue, retired."),
        ("agreements/?kind=zzz", "The parameter “kind” may be: slr, sla, ola, uc."),
        ("calendars/?name=x", "no parameter “name”. Leave it out."),
        ("segments/?by=zzz", "The parameter “by” may be: "),
        ("meters/?figure=zzz", "no parameter “figure”"),
    ],
)
def test_the_api_refuses_what_it_cannot_be_asked(api: Client, asked: str, said: str) -> None:
    answer = api.get(f"/api/v1/{asked}")
    assert answer.status_code == 400
    assert said in answer.json()["detail"]


def test_a_list_can_be_asked_for_what_it_declares(api: Client) -> None:
    for asked in ("services/?stage=catalogue&page_size=5", "agreements/?kind=sla", "handoffs/?unit=&format=json"):
        assert api.get(f"/api/v1/{asked}").status_code == 200, asked


def views() -> Iterator[type[APIView]]:
    """Every endpoint of the API."""
    pending: list[Any] = list(get_resolver().url_patterns)
    for one in pending:
        pending.extend(getattr(one, "url_patterns", ()))
        if found := getattr(getattr(one, "callback", None), "cls", None):
            yield found


def test_every_filter_of_a_list_is_documented() -> None:
    request, missing = Request(APIRequestFactory().get("/")), []
    for found in views():
        view: Any = found()
        view.request, view.kwargs = request, {}
        missing += [(found.__name__, name) for name in set(getattr(view, "filters", ())) - {*_declared(view)}]
    assert missing == []


def _declared(view: Any) -> Any:
    return declared_parameters(view, "GET")


@pytest.mark.parametrize(
    ("page", "status", "said"),
    [
        ("handoffs/?unit=zzz", 400, "The parameter “unit” may be: group, team, cell"),
        ("handoffs/?month=2012-05", 400, "The parameter “month” is year and month"),
        ("handoffs/?hours=zzz", 400, "The parameter “hours” may be: elapsed, working"),
        ("handoffs/?show=zzz", 400, "The parameter “show” may be: network"),
        ("handoffs/questions/?by=zzz", 400, "The parameter “by” may be: "),
        ("handoffs/questions/?least=7", 400, "The parameter “least” may be: 10, 30, 100, 300."),
        ("segments/?by=zzz", 400, "The parameter “by” may be: "),
        ("services/?stage=zzz", 400, "The parameter “stage” may be: pipeline, catalogue, retired."),
        ("services/?show=zzz", 400, "The parameter “show” may be: gaps"),
        ("meters/new/?figure=zzz", 400, "The parameter “figure” may be: "),
        ("meters/new/?log=zzz", 404, ""),
    ],
)
def test_a_page_refuses_what_it_cannot_be_asked(person: Membership, page: str, status: int, said: str) -> None:
    answer = client_for(person).get(f"/o/{person.organisation.slug}/{page}")
    assert answer.status_code == status
    assert said in answer.text
