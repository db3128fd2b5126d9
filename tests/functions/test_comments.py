"""Comments on a scenario: what they are about, who may write them, and that none is lost."""

from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from core.actor import Actor, Role, Scope
from core.errors import UserError
from core.models import AuditEntry
from core.versions import Conflict
from functions.comment_selectors import comments_of
from functions.commenting import Anchor, comment_scenario, resolve_comment
from functions.models import Comment, Scenario
from organisations.models import Membership
from tests.factories import (
    ActivityFactory,
    EffortFactory,
    ScenarioFactory,
    TeamFactory,
    actor_of,
    client_for,
    member,
)
from towers.models import Effort

pytestmark = pytest.mark.django_db


@pytest.fixture
def scenario() -> Scenario:
    made: Scenario = ScenarioFactory.create()
    return made


@pytest.fixture
def viewer(scenario: Scenario) -> Membership:
    return member(Role.VIEWER, organisation=scenario.organisation)


@pytest.fixture
def modeller(scenario: Scenario) -> Actor:
    return actor_of(member(Role.MODELLER, organisation=scenario.organisation))


@pytest.fixture
def effort(scenario: Scenario) -> Effort:
    made: Effort = EffortFactory.create(baseline=scenario.baseline)
    return made


def test_a_comment_says_what_it_is_about(scenario: Scenario, viewer: Membership, effort: Effort) -> None:
    by = actor_of(viewer)
    for anchor in (
        Anchor(),
        Anchor(function_code=7),
        Anchor(team=effort.team, activity=effort.activity),
        Anchor(metric="one_off"),
    ):
        comment_scenario(by=by, scenario=scenario, text="  Who covers the night?  ", anchor=anchor)
    said = comments_of(by, scenario, [("one_off", "One-off cost")])
    card = f"{effort.activity.name}, {effort.team.name}"
    assert [one.about for one in said] == ["", "Level 1 support operations", card, "One-off cost"]
    assert {one.comment.text for one in said} == {"Who covers the night?"}
    assert AuditEntry.objects.filter(action="comment", user=viewer.user).count() == 4


def test_what_a_comment_cannot_be_about(scenario: Scenario, modeller: Actor, effort: Effort) -> None:
    other = TeamFactory.create(organisation=scenario.organisation, name="Elsewhere")
    for text, anchor, expected in (
        (" ", Anchor(), "The comment is empty"),
        ("x" * 2_001, Anchor(), "2,000 fit"),
        ("Why?", Anchor(function_code=11), "There is no function 11"),
        ("Why?", Anchor(team=effort.team), "Name both"),
        ("Why?", Anchor(team=other, activity=effort.activity), "Elsewhere has no effort on"),
    ):
        with pytest.raises(UserError, match=expected):
            comment_scenario(by=modeller, scenario=scenario, text=text, anchor=anchor)
    assert not Comment.objects.exists()


def test_every_member_comments_and_modellers_resolve(scenario: Scenario, viewer: Membership, modeller: Actor) -> None:
    comment = comment_scenario(by=actor_of(viewer), scenario=scenario, text="Too fast")
    with pytest.raises(PermissionDenied):
        comment_scenario(by=replace(modeller, scopes=frozenset({Scope.READ})), scenario=scenario, text="Reads only")
    with pytest.raises(PermissionDenied):
        resolve_comment(by=actor_of(viewer), comment=comment, version=1)
    twin = Comment.objects.get()
    resolve_comment(by=modeller, comment=comment, version=1)
    with pytest.raises(Conflict):
        resolve_comment(by=modeller, comment=twin, version=1)
    with pytest.raises(UserError, match="resolved already"):
        resolve_comment(by=modeller, comment=comment, version=2)
    assert comments_of(modeller, scenario)[0].comment.resolved_by_id == modeller.user_id


def test_the_thread_on_a_page(scenario: Scenario, viewer: Membership, effort: Effort) -> None:
    client, slug = client_for(viewer), scenario.organisation.slug
    address = reverse("scenario-comment", args=[slug, scenario.uid])
    client.post(address, {"text": "What of <b>Asia</b>?", "about": "function 4"})
    client.post(address, {"text": "This one", "team": effort.team.uid, "activity": effort.activity.uid})
    query = f"?team={effort.team.uid}&activity={effort.activity.uid}"
    page = client.get(reverse("scenario-comments", args=[slug, scenario.uid]) + query).content.decode()
    assert "What of &lt;b&gt;Asia&lt;/b&gt;?" in page
    assert f"About the card <strong>{effort.activity.name}, {effort.team.name}</strong>" in page
    assert "Resolve" not in page
    assert list(Comment.objects.values_list("about", "function_code")) == [("function", 4), ("card", None)]


def test_activities_of_others_are_no_card(scenario: Scenario, viewer: Membership, effort: Effort) -> None:
    foreign = ActivityFactory.create()
    address = reverse("scenario-comment", args=[scenario.organisation.slug, scenario.uid])
    client_for(viewer).post(address, {"text": "Mine?", "team": effort.team.uid, "activity": foreign.uid})
    assert not Comment.objects.exists()
