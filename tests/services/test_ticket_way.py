"""A ticket's page says how many groups and teams had it, how often it came back, and how long it took."""

import pytest
from django.urls import reverse

from core.actor import Role
from services.models import Group
from tests.factories import TeamFactory, client_for, member
from tests.services.logs import bring_in, frame_of, golden_rows

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def test_a_request_that_went_back_and_forth_shows_its_way() -> None:
    person = member(Role.VIEWER)
    log = bring_in(person.organisation, frame_of(golden_rows()))[1]
    team = TeamFactory.create(organisation=person.organisation, name="Build")
    Group.objects.filter(name__in="AB").update(team=team)
    address = reverse("ticket", args=[person.organisation.slug, log.uid])
    answer = client_for(person).get(f"{address}?key=T1")  # A, B, B, A, B, A
    way, text = answer.context["way"], " ".join(answer.content.decode().split())
    assert (way.handoffs, way.groups, way.teams, way.unmatched, way.loops) == (4, 2, 1, 0, 3)
    assert "T1 changed hands 4 times in 5.0 h" in text
    assert '<div class="tile-figure">2</div><div class="tile-context">of 1 team</div>' in text
    other = client_for(person).get(f"{address}?key=T2").context["way"]  # A, then C, then A
    assert (other.handoffs, other.groups, other.teams, other.unmatched, other.loops) == (2, 2, 1, 1, 1)
