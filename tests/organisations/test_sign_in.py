"""Signing in by e-mail, changing the password, signing out; the pages of errors carry the request's id."""

import logging

import pytest
from django.test import Client, override_settings

from core.actor import Right, Role
from organisations.models import User
from tests.factories import BaselineFactory, PositionFactory, client_for, member

pytestmark = pytest.mark.django_db
PASSWORD = "a-long-password"


@pytest.fixture
def person() -> User:
    membership = member(Role.VIEWER)
    membership.user.set_password(PASSWORD)
    membership.user.save()
    return membership.user


def test_the_address_may_be_written_in_capitals(person: User) -> None:
    answer = Client().post("/accounts/login/", {"username": person.email.upper(), "password": PASSWORD})
    assert answer.headers["Location"] == "/"


def test_a_wrong_password_says_so_and_names_nobody(person: User) -> None:
    answer = Client().post("/accounts/login/", {"username": person.email, "password": "wrong"})
    unknown = Client().post("/accounts/login/", {"username": "nobody@example.org", "password": "wrong"})
    assert answer.status_code == unknown.status_code == 200
    (words,) = answer.context["form"].non_field_errors()
    assert "correct email and password" in words
    assert unknown.context["form"].non_field_errors() == [words]


@override_settings(AXES_ENABLED=True)
def test_ten_wrong_passwords_lock_one_address_for_the_right_one_too(person: User) -> None:
    wrong = {"username": person.email, "password": "wrong"}
    answers = [Client().post("/accounts/login/", wrong) for _ in range(10)]
    assert [answer.status_code for answer in answers] == [200] * 9 + [429]
    locked = Client().post("/accounts/login/", {"username": person.email, "password": PASSWORD})
    assert locked.status_code == 429
    assert "Signing in is locked for fifteen minutes" in locked.text
    other = Client().post("/accounts/login/", {"username": "nobody@example.org", "password": "wrong"})
    assert other.status_code == 200


def test_a_page_asked_for_before_the_sign_in_is_reached_after_it(person: User) -> None:
    browser = Client()
    address = f"/o/{person.memberships.get().organisation.slug}/runs/"
    asked = browser.get(address)
    assert asked.headers["Location"] == f"/accounts/login/?next={address}"
    answer = browser.post(asked.headers["Location"], {"username": person.email, "password": PASSWORD})
    assert answer.headers["Location"] == address


def test_the_password_can_be_changed_and_a_short_one_cannot(person: User) -> None:
    browser = client_for(person.memberships.get())
    form = {"old_password": PASSWORD, "new_password1": "short", "new_password2": "short"}
    assert browser.post("/accounts/password/", form).status_code == 200
    form |= {"new_password1": "another-long-one", "new_password2": "another-long-one"}
    assert browser.post("/accounts/password/", form).status_code == 302
    person.refresh_from_db()
    assert person.check_password("another-long-one")


def test_signing_out_ends_the_session(person: User) -> None:
    browser = client_for(person.memberships.get())
    assert browser.post("/accounts/logout/").status_code == 302
    assert browser.get("/").status_code == 302


def test_error_pages_carry_the_requests_id(person: User) -> None:
    browser = client_for(person.memberships.get())
    for address, status in (("/nowhere/", 404), (f"/o/{person.memberships.get().organisation.slug}/members/", 403)):
        answer = browser.get(address)
        assert answer.status_code == status
        assert answer.headers["X-Request-ID"] in answer.text


def test_a_defect_of_ours_is_a_500_with_the_id_and_no_detail(monkeypatch: pytest.MonkeyPatch, person: User) -> None:
    def broken(*args: object, **kwargs: object) -> None:
        raise RuntimeError("secret inner workings")

    monkeypatch.setattr("core.views.runs.RunList.get_context_data", broken)
    browser = client_for(person.memberships.get())
    browser.raise_request_exception = False
    answer = browser.get(f"/o/{person.memberships.get().organisation.slug}/runs/")
    assert answer.status_code == 500
    assert answer.headers["X-Request-ID"] in answer.text
    assert "secret" not in answer.text


def test_logs_hold_no_pay(caplog: pytest.LogCaptureFixture) -> None:
    lead = member(Role.MODELLER, Right.PAY)
    baseline = BaselineFactory.create(organisation=lead.organisation)
    position = PositionFactory.create(baseline=baseline, cost_low=7_770_700, cost_high=7_770_700)
    with caplog.at_level(logging.DEBUG):
        answer = client_for(lead).get(f"/o/{lead.organisation.slug}/positions/{position.uid}/")
    assert "77,707" in answer.text
    ours = [record for record in caplog.records if not record.name.startswith("django.db")]
    assert not [record for record in ours if "77707" in record.getMessage() or "7770700" in record.getMessage()]


def test_health_and_readiness() -> None:
    assert Client().get("/healthz").content == b"ok\n"
    assert Client().get("/readyz").json()["ready"] is True


def test_every_answer_has_the_strict_policy(person: User) -> None:
    for browser, address in ((Client(), "/accounts/login/"), (client_for(person.memberships.get()), "/")):
        policy = browser.get(address).headers["Content-Security-Policy"]
        assert "script-src 'self'" in policy
        assert "style-src 'self'" in policy
        assert "frame-ancestors 'none'" in policy
