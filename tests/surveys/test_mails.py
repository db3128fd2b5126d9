"""Mails: one per team with its link, reminders, and no address where it does not belong."""

import smtplib
from typing import Any

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.test import Client

from core.models import AuditEntry, Run
from core.runs.worker import execute_here
from tests.surveys.world import World, a_world
from towers.actions.surveys_mail import remind, send_links
from towers.models import Survey

pytestmark = pytest.mark.django_db
ADDRESS = "https://pbr.example.org"
DUMMY = "django.core.mail.backends.dummy.EmailBackend"


@pytest.fixture
def world() -> World:
    return a_world()


def sent(world: World) -> Run:
    run = send_links(by=world.by, survey=world.survey, requests=[world.asked()], address=ADDRESS)
    assert run is not None
    return execute_here(run)


def test_the_mail_has_the_question_the_link_and_its_last_day(world: World) -> None:
    assert sent(world).outcome == {"sent": 1, "failed": 0}
    (letter,) = mail.outbox
    assert (letter.subject, letter.to) == ("Spring: Service Desk", ["maria@example.org"])
    link = f"{ADDRESS}{world.link()}"
    for part in ("8.0 FTE of Service Desk", "Roughly is fine.", link, "no account", world.lead.organisation.name):
        assert part in letter.body, part
    assert Client().get(link.removeprefix(ADDRESS)).status_code == 200
    sent(world)
    assert len(mail.outbox) == 1  # the same mail is not sent twice


def test_reminders_are_counted_and_reach_only_whoever_has_not_answered(world: World) -> None:
    reminded, run = remind(by=world.by, survey=world.survey, address=ADDRESS)
    assert [one.team.name for one in reminded] == ["Service Desk", "Network"]
    assert run is not None
    execute_here(run)
    assert [letter.subject for letter in mail.outbox] == ["Reminder: Spring: Service Desk"]
    assert (world.asked().reminders, world.asked().reminded_at is not None) == (1, True)
    world.answer(calls=100)
    reminded, run = remind(by=world.by, survey=world.survey, address=ADDRESS)
    assert ([one.team.name for one in reminded], run) == (["Network"], None)
    assert (world.asked().reminders, world.asked(world.network).reminders) == (1, 2)


def test_whoever_answered_before_the_mail_left_is_not_asked(world: World) -> None:
    run = send_links(by=world.by, survey=world.survey, requests=[world.asked()], address=ADDRESS)
    world.answer(calls=100)
    assert run is not None
    assert (execute_here(run).outcome, mail.outbox) == ({"sent": 0, "failed": 0}, [])


def test_without_a_mail_server_the_lead_copies_links(world: World, settings: Any) -> None:
    settings.EMAIL_BACKEND = DUMMY
    reminded, run = remind(by=world.by, survey=world.survey, address=ADDRESS)
    assert (len(reminded), run) == (2, None)
    page = world.browser.get(world.url(f"surveys/{world.survey.uid}/")).content.decode()
    assert "No mail server is configured" in page
    assert f'data-copy-text="http://testserver{world.link()}"' in page


def test_no_address_and_no_link_in_logs_runs_or_audit(
    world: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def refuse(self: EmailMessage) -> int:
        raise smtplib.SMTPRecipientsRefused({self.to[0]: (550, b"no such maria@example.org")})

    monkeypatch.setattr(EmailMessage, "send", refuse)
    with caplog.at_level("DEBUG"):
        run = sent(world)
    assert run.outcome == {"sent": 0, "failed": 1}
    token = world.link().split("/")[2]
    kept = [str([run.params, run.outcome, run.error, run.stage])]
    kept += [str([entry.before, entry.after]) for entry in AuditEntry.objects.all()]
    assert len(kept) > 2
    for text in (*kept, caplog.text):
        assert "maria@" not in text
        assert token not in text


def test_a_survey_is_started_from_ticks_and_a_pasted_list(world: World, settings: Any) -> None:
    settings.EMAIL_BACKEND = DUMMY
    address = world.url(f"baselines/{world.baseline.uid}/surveys/")
    form = {
        "name": "Autumn",
        "message": "",
        "closes_on": "2099-12-31",
        "team": [str(world.desk.uid)],
        f"address-{world.desk.uid}": "desk@example.org",
        "pasted": "  network ;net@example.org\n\n",
    }
    page = world.browser.post(address, form, follow=True).content.decode()
    assert "2 teams can answer now." in page
    survey = Survey.objects.get(name="Autumn")
    asked = dict(survey.requests.values_list("team__name", "recipient"))
    assert asked == {"Service Desk": "desk@example.org", "Network": "net@example.org"}
    for wrong, told in (
        ({"pasted": "Nobody; n@example.org"}, "No team of the baseline is called “Nobody”"),
        ({"pasted": "Network; nowhere"}, "Network: “nowhere” is no e-mail address"),
        ({"pasted": "", "team": []}, "Nobody is asked"),
    ):
        assert told in world.browser.post(address, form | wrong, follow=True).content.decode()
    assert Survey.objects.count() == 2
