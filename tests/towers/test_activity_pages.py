"""The pages of activities: what they say, and the forms on them."""

import pytest
from django.test import Client
from django.urls import reverse

from organisations.models import Membership
from tests.factories import BaselineFactory, EffortFactory, actor_of, client_for, member
from tests.pages.markup import text, tree
from towers.actions.activities import add_defaults, edit_activity
from towers.models import Activity

pytestmark = pytest.mark.django_db
FORM = {"name": "Zorbing", "function_code": 6, "scale_class": "hands", "value_class": "low", "keywords": "Zorb"}


@pytest.fixture
def membership() -> Membership:
    owner = member()
    add_defaults(by=actor_of(owner))
    return owner


@pytest.fixture
def client(membership: Membership) -> Client:
    return client_for(membership)


def address(membership: Membership, name: str, *parts: object) -> str:
    return reverse(name, args=[membership.organisation.slug, *parts])


def said(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return " ".join(text(tree(answer.text)).split())


def test_the_list_says_phase_marks_and_effort(membership: Membership, client: Client) -> None:
    activity = Activity.objects.get(name="Coordination meetings")
    baseline = BaselineFactory.create(organisation=membership.organisation)
    EffortFactory.create(baseline=baseline, activity=activity, fte=25_000)
    shown = said(client, address(membership, "activities"))
    assert "1 activity takes 2.5 FTE" in shown
    assert "Of 67 known ones" in shown
    row = "Coordination meetings support 10 Support functions shareable, coordination administrative necessary 0 1 2.5"
    assert row in shown
    assert "People management managing people" in shown
    assert "All are in your list" in shown


@pytest.mark.parametrize(("phase", "count"), [("plan", 12), ("build", 15), ("run", 27), ("support", 12)])
def test_a_phase_alone_can_be_looked_at(membership: Membership, client: Client, phase: str, count: int) -> None:
    answer = client.get(f"{address(membership, 'activities')}?phase={phase}")
    assert {row["phase"] for row in answer.context["rows"]} == {phase}
    assert len(answer.context["rows"]) == count


def test_an_activity_is_added_and_changed_by_forms(membership: Membership, client: Client) -> None:
    answer = client.post(address(membership, "activity-add"), FORM)
    made = Activity.objects.get(name="Zorbing")
    assert answer.headers["Location"] == address(membership, "activity", made.uid)
    assert (made.function_code, made.scale_class, made.keywords, made.is_shareable) == (6, "hands", "zorb", False)
    change = FORM | {"name": "Sphering", "is_coordination": "on", "version": made.version}
    client.post(address(membership, "activity-edit", made.uid), change)
    made.refresh_from_db()
    assert (made.name, made.is_coordination, made.version) == ("Sphering", True, 2)
    assert "Your words: zorb" in said(client, address(membership, "activity", made.uid))


def test_a_renamed_default_says_what_it_is(membership: Membership, client: Client) -> None:
    row = Activity.objects.get(name="Rack and stack")
    edit_activity(by=actor_of(membership), activity=row, version=row.version, name="Hall work")
    shown = said(client, address(membership, "activity", row.uid))
    assert "Your name for the default activity “Rack and stack”." in shown
    assert "5 words or phrases of the default rack, stack, rack and stack, data centre cabling" in shown


def test_missing_defaults_are_named_and_added(client: Client, membership: Membership) -> None:
    Activity.objects.exclude(name="Rack and stack").delete()
    shown = said(client, address(membership, "activities"))
    assert "66 of the tasks of the ten functions are not in your list" in shown
    client.post(address(membership, "activities-defaults"))
    assert Activity.objects.count() == 67


def test_what_a_class_of_scale_saves_follows_from_the_assumption(membership: Membership, client: Client) -> None:
    fragment = client.get(address(membership, "scale-classes") + "?scale=hands").text
    shown = " ".join(text(tree(f"<main>{fragment}</main>")).split())
    assert "Administrative 0.88 0.93 0.97 4.7%" in shown
    assert "Hands 1 1 1 nothing" in shown
    assert fragment.count("is-chosen") == 1
    form = {"low": 0.5, "likely": 0.5, "high": 0.6, "evidence": "assumed", "version": 0}
    client.post(reverse("assumption-set", args=[membership.organisation.slug, "beta_administrative"]), form)
    fragment = client.get(address(membership, "scale-classes")).text
    assert "29.3%" in fragment  # 1 - 2^(0.5 - 1)
