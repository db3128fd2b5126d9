"""The link: opens its team's question without an account, and nothing else, for as long as it should."""

import logging
import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.core import signing
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from django.utils.module_loading import import_string

from tests.factories import client_for, member
from tests.surveys.world import World, a_world
from towers.actions.surveys import close_survey, renew_link
from towers.models import SurveyRequest
from towers.survey_links import SALT, link_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_earlier_tries() -> None:
    cache.clear()


@pytest.fixture
def world() -> World:
    return a_world()


def get(link: str) -> Any:
    return Client().get(link)


def signed(what: Any, *, salt: str = SALT, key: str | None = None) -> str:
    """A link as the product makes them, but for what is told."""
    return f"/s/{signing.Signer(salt=salt, key=key).sign_object(what)}/"


def shown(answer: Any) -> str:
    """The page but for what guards its forms, which is another each time."""
    return re.sub(r'X-CSRFToken": "\w+"', "", answer.content.decode())


def refusal() -> str:
    """What whoever invents a link gets."""
    answer = get("/s/invented/")
    assert answer.status_code == 404
    return shown(answer)


def test_a_stranger_with_the_link_sees_the_question_and_nothing_more(world: World) -> None:
    page = get(world.link())
    text = page.content.decode()
    assert page.status_code == 200
    for wanted in ("Service Desk", world.lead.organisation.name, "8.0 FTE", "Calls", "Roughly is fine."):
        assert wanted in text, wanted
    for hidden in ("maria@example.org", "Network</", ">Engineer<", "assumed", "5.0 FTE", world.lead.user.email, "/o/"):
        assert hidden not in text, hidden
    assert (page["Cache-Control"].split(",")[0], page["X-Robots-Tag"]) == ("max-age=0", "noindex")
    assert "sessionid" not in page.cookies


def test_refused_links_all_get_the_same_page(world: World) -> None:
    asked, other = world.asked(), world.asked(world.network)
    genuine = world.link()
    forged = {
        "another salt": signed([asked.uid.hex, asked.nonce], salt="other"),
        "another key": signed([asked.uid.hex, asked.nonce], key="k" * 50),
        "another request": link_of(other.uid, asked.nonce),
        "no such request": link_of(world.survey.uid, asked.nonce),
        "no nonce": link_of(asked.uid, ""),
        "another shape": signed({"a": 1}),
        "another kind of uid": signed([17, asked.nonce]),
        "cut": f"{genuine[:-2]}/",
        "one letter more": f"{genuine[:-1]}a/",
    }
    expected = refusal()
    assert get(signed([asked.uid.hex, asked.nonce])).status_code == 200
    for name, link in forged.items():
        for method in ("get", "post"):
            answer = getattr(Client(), method)(link, {"step": "send", "version": 1})
            assert (answer.status_code, shown(answer)) == (404, expected), (name, method)
    assert world.asked().state == "sent"


def test_a_new_link_makes_the_older_ones_void(world: World) -> None:
    older, asked = world.link(), world.asked()
    renew_link(by=world.by, request=asked, version=asked.version, recipient="new@example.org")
    assert (get(older).status_code, get(world.link()).status_code) == (404, 200)
    assert shown(get(older)) == refusal()
    assert world.asked().recipient == "new@example.org"


def test_the_link_ends_with_the_last_day_of_the_organisation(monkeypatch: pytest.MonkeyPatch) -> None:
    def it_is(hour: int, minute: int) -> None:
        monkeypatch.setattr(timezone, "now", lambda: datetime(2040, 5, 5, hour, minute, tzinfo=UTC))

    world = a_world(closes_on=date(2040, 5, 4))
    organisation = world.lead.organisation
    organisation.time_zone = "America/New_York"
    organisation.save()
    it_is(3, 59)  # 23:59 on the 4th in New York
    assert get(world.link()).status_code == 200
    it_is(4, 1)
    answer = get(world.link())
    assert (answer.status_code, shown(answer)) == (404, refusal())
    assert Client().post(world.link(), {"version": 1, "step": "draft"}).status_code == 404


def test_the_link_of_a_closed_survey_opens_nothing(world: World) -> None:
    answered = world.answer(monitoring=50)
    close_survey(by=world.by, survey=world.survey, version=world.survey.version)
    answer = get(world.link())
    assert (answer.status_code, shown(answer)) == (404, refusal())
    assert Client().post(world.link(), {"version": answered.version, "step": "draft"}).status_code == 404


def test_the_link_of_another_organisation_opens_its_own_team_alone(world: World) -> None:
    foreign = a_world()
    text = client_for(world.lead).get(foreign.link()).content.decode()
    assert foreign.lead.organisation.name in text
    assert world.lead.organisation.name not in text
    share = {f"share-{world.calls.uid}": "100"}  # an activity of ours in the answer of theirs
    sent = Client().post(foreign.link(), {"version": 1, "step": "send", **share})
    assert (sent.status_code, foreign.asked().shares) == (400, {})
    for person in (client_for(member()), client_for(foreign.lead)):
        assert person.get(world.url(f"surveys/{world.survey.uid}/")).status_code == 404
    assert world.browser.get(world.url(f"surveys/{foreign.survey.uid}/")).status_code == 404


def test_a_draft_is_kept_with_each_change_and_the_answer_is_sent(world: World) -> None:
    browser = Client()
    headers = {"Accept": "application/json"}
    kept = browser.post(world.link(), {**world.form(monitoring=20), "step": "draft"}, headers=headers)
    assert (kept.status_code, kept.json()) == (200, {"version": 2})
    assert (world.asked().state, world.asked().shares) == ("sent", {str(world.monitoring.uid): 2_000})
    assert "80 % = 6.4 FTE left" in get(world.link()).content.decode()
    asked = world.answer(monitoring="12,5", calls=50)
    assert (asked.state, asked.answered_at is not None) == ("answered", True)
    assert asked.shares == {str(world.monitoring.uid): 1_250, str(world.calls.uid): 5_000}
    assert "your answer was sent" in get(world.link()).content.decode()
    browser.post(world.link(), {**world.form(calls=40), "step": "draft"})
    assert world.asked().state == "sent"


def test_wrong_answers_are_told_and_keep_what_was_typed(world: World) -> None:
    for percent, told in ((120, "is no percentage"), ("half", "is no percentage"), (-1, "is no percentage")):
        answer = Client().post(world.link(), {**world.form(calls=percent), "step": "send"})
        assert (answer.status_code, told in answer.content.decode()) == (400, True)
        assert f'value="{percent}"' in answer.content.decode()
    above = Client().post(world.link(), {**world.form(calls=60, monitoring=50.5), "step": "send"})
    assert "10.5 % above 100 %" in above.content.decode()
    assert "Nothing is filled in yet" in Client().post(world.link(), {**world.form(), "step": "send"}).content.decode()
    assert Client().post(world.link(), {"step": "send"}).status_code == 428
    assert world.asked().version == 1


def test_two_devices_do_not_overwrite_one_another(world: World) -> None:
    first, second = world.form(calls=60), world.form(monitoring=40)
    assert Client().post(world.link(), {**first, "step": "draft"}).status_code == 302
    lost = Client().post(world.link(), {**second, "step": "draft"})
    assert lost.status_code == 409
    assert "Calls" in lost.content.decode()
    assert world.asked().shares == {str(world.calls.uid): 6_000}


def test_an_approved_answer_is_not_changed_by_the_link(world: World) -> None:
    world.answer(calls=60)
    SurveyRequest.objects.filter(pk=world.asked().pk).update(state="approved")
    assert "your answer was approved" in get(world.link()).content.decode()
    refused = Client().post(world.link(), {**world.form(calls=10), "step": "send"})
    assert (refused.status_code, world.asked().shares) == (409, {str(world.calls.uid): 6_000})


def test_whoever_invents_links_is_stopped_and_genuine_links_still_open(world: World) -> None:
    codes = [get(f"/s/invented{number}/").status_code for number in range(35)]
    assert codes == [404] * 30 + [429] * 5
    assert get(world.link()).status_code == 200


def test_activities_of_the_team_come_first(world: World) -> None:
    text = get(world.link()).content.decode()
    places = [text.index(f">{name}</label>") for name in ("People management", "Calls", "Watching")]
    assert places == sorted(places)
    assert text.index("Calls</label>") < text.index("Other work") < text.index("Watching</label>")


def test_a_survey_cannot_close_in_the_past(world: World) -> None:
    form = {"name": "Late", "closes_on": timezone.localdate() - timedelta(days=1), "team": [str(world.desk.uid)]}
    page = world.browser.post(world.url(f"baselines/{world.baseline.uid}/surveys/"), form, follow=True)
    assert "The closing date has passed" in page.content.decode()


def test_no_log_line_has_a_link_in_it(world: World) -> None:
    told = logging.LogRecord("django.request", logging.WARNING, "", 1, "%s: %s", ("Bad Request", world.link()), None)
    for name in settings.LOGGING["handlers"]["console"]["filters"]:
        import_string(settings.LOGGING["filters"][name]["()"])().filter(told)
    assert told.getMessage() == "Bad Request: /s/…/"
