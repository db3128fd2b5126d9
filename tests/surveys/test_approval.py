"""An approved answer is surveyed effort of its team, adds up, and can be taken back; nobody is overwritten."""

import pytest
from django.test import Client
from django.urls import reverse

from core.errors import UserError
from core.models import AuditEntry
from core.versions import Conflict
from tests.factories import EffortFactory, PositionFactory
from tests.surveys.world import FTE, World, a_world
from towers.actions.baselines import lock_baseline
from towers.actions.surveys_approval import approve_answer, approve_answers, send_back, withdraw_approval
from towers.models import Baseline, Effort, SurveyRequest
from towers.survey_shares import split_fte

pytestmark = pytest.mark.django_db
BEFORE = [("Calls", 5 * FTE, "assumed")]


@pytest.fixture
def world() -> World:
    return a_world()


def approve(world: World) -> SurveyRequest:
    asked = world.asked()
    return approve_answer(by=world.by, request=asked, version=asked.version)


def test_shares_become_surveyed_effort_in_place_of_what_was_assumed(world: World) -> None:
    version = world.baseline.version
    world.answer(monitoring=50, calls=37.5)
    assert world.efforts() == BEFORE
    approve(world)
    assert world.efforts() == [("Calls", 3 * FTE, "surveyed"), ("Watching", 4 * FTE, "surveyed")]
    effort = Effort.objects.filter(baseline=world.baseline, team=world.desk)[0]
    assert (effort.source_rule, world.asked().state) == ("survey “Spring”", "approved")
    assert Baseline.objects.get(pk=world.baseline.pk).version > version
    entry = AuditEntry.objects.get(action="approve_survey_answer")
    assert (entry.user_id, entry.before) == (world.lead.user_id, {"efforts": 1, "fte": 5 * FTE})
    assert entry.after == {"team": "Service Desk", "efforts": 2, "fte": 7 * FTE}


@pytest.mark.parametrize("odd", [10_000, 33_333, 7, 1])
def test_efforts_and_the_rest_are_the_fte_of_the_positions(world: World, odd: int) -> None:
    PositionFactory.create(baseline=world.baseline, team=world.desk, fte=odd)
    PositionFactory.create(baseline=world.baseline, team=world.desk, fte=5 * FTE, status="vacant")
    world.answer(monitoring=33.33, calls=66.67)
    approve(world)
    assert sum(fte for _, fte, _ in world.efforts()) == 8 * FTE + odd


def test_no_part_is_lost_to_rounding() -> None:
    shares = dict.fromkeys("abcdef", 1429) | {"g": 1_426}
    for capacity in (1, 3, 10_001, 79_999, 123_456_789):
        parts = split_fte(capacity, shares)
        assert sum(parts.values()) == capacity
        assert all(abs(fte - capacity * shares[name] / 10_000) < 1 for name, fte in parts.items())


def test_measured_effort_stays_and_too_much_is_refused(world: World) -> None:
    EffortFactory.create(baseline=world.baseline, team=world.desk, activity=world.monitoring, fte=2 * FTE)
    world.answer(monitoring=75)
    approve(world)
    assert world.efforts() == [("Watching", 2 * FTE, "measured"), ("Watching", 6 * FTE, "surveyed")]
    asked = world.asked()
    withdraw_approval(by=world.by, request=asked, version=asked.version)
    world.answer(monitoring=76)
    with pytest.raises(UserError, match=r"Above 100 %: the efforts of Service Desk are 8\.08 FTE"):
        approve(world)
    assert world.efforts() == [*BEFORE, ("Watching", 2 * FTE, "measured")]
    assert world.asked().state == "answered"


def test_an_approval_is_taken_back_and_leaves_what_was_before(world: World) -> None:
    earlier = Effort.objects.get(baseline=world.baseline, team=world.desk)
    world.answer(monitoring=50)
    approve(world)
    asked = world.asked()
    withdraw_approval(by=world.by, request=asked, version=asked.version)
    again = Effort.objects.get(baseline=world.baseline, team=world.desk)
    assert world.efforts() == BEFORE
    assert (again.uid, again.score, again.source_rule) == (earlier.uid, 0.5, "title")
    assert (world.asked().state, world.asked().approval) == ("answered", {})


def test_an_approval_is_not_taken_back_over_the_work_of_others(world: World) -> None:
    world.answer(monitoring=50)
    approve(world)
    Effort.objects.filter(baseline=world.baseline, team=world.desk).update(version=2, fte=FTE)
    asked = world.asked()
    with pytest.raises(UserError, match="was changed since it was approved"):
        withdraw_approval(by=world.by, request=asked, version=asked.version)
    assert world.efforts() == [("Watching", FTE, "surveyed")]


def test_an_answer_that_changed_meanwhile_is_not_approved(world: World) -> None:
    seen = world.answer(monitoring=50)
    world.answer(monitoring=100)
    with pytest.raises(Conflict):
        approve_answer(by=world.by, request=world.asked(), version=seen.version)
    address = world.url(f"survey-answers/{seen.uid}/approve/")
    assert world.browser.post(address, {"version": seen.version}).status_code == 409
    approved, refused = approve_answers(by=world.by, requests=[(world.asked(), seen.version)])
    assert (approved, refused) == ([], ["Service Desk: changed since you opened the page"])
    assert world.efforts() == BEFORE


def test_all_answers_are_approved_at_once_as_they_were_seen(world: World) -> None:
    rows = [world.answer(monitoring=50), world.answer(world.network, calls=100)]
    sent = [f"{row.uid}:{row.version}" for row in rows]
    address = world.url(f"surveys/{world.survey.uid}/approve/")
    page = world.browser.post(address, {"answer": sent}, follow=True)
    assert "2 answers are approved" in page.content.decode()
    assert world.efforts(world.network) == [("Calls", 3 * FTE, "surveyed")]
    again = world.browser.post(address, {"answer": sent}, follow=True).content.decode()
    assert again.count("Not approved.") == 2


def test_what_is_sent_back_is_answered_again(world: World) -> None:
    asked = world.answer(monitoring=50)
    with pytest.raises(UserError, match="Say what should be changed"):
        send_back(by=world.by, request=asked, version=asked.version, reply=" ")
    send_back(by=world.by, request=asked, version=asked.version, reply="Calls are missing.")
    assert "Calls are missing." in Client().get(world.link()).content.decode()
    with pytest.raises(UserError, match="it cannot be approved"):
        approve(world)
    world.answer(monitoring=50, calls=50)
    approve(world)
    assert len(world.efforts()) == 2


def test_a_locked_baseline_takes_neither_answers_nor_approvals(world: World) -> None:
    asked, link = world.answer(monitoring=50), world.link()
    baseline = Baseline.objects.get(pk=world.baseline.pk)
    lock_baseline(by=world.by, baseline=baseline, version=baseline.version)
    assert Client().get(link).status_code == 404
    for act in (approve_answer, withdraw_approval):
        with pytest.raises(UserError, match="is locked and never changes"):
            act(by=world.by, request=world.asked(), version=asked.version)
    assert world.efforts() == BEFORE


@pytest.mark.parametrize(
    ("name", "form"), [("survey-approve", {"answer": "abc:1"}), ("survey-remind", {"request": "abc"})]
)
def test_what_is_no_uid_is_nobodys(world: World, name: str, form: dict[str, str]) -> None:
    answer = world.browser.post(reverse(name, args=[world.lead.organisation.slug, world.survey.uid]), form)
    assert answer.status_code == (302 if "answer" in form else 404)
    assert not AuditEntry.objects.filter(action="approve_survey_answer").exists()
