"""What a team is organised around: said by hand or by a staff list, kept by a copy, taken back with its import."""

import pytest
from django.urls import reverse

from core.actor import Role
from organisations.models import Organisation
from tests.factories import OrganisationFactory, actor_of, client_for, member
from tests.functions.boards import place as board_place
from tests.towers.frames import bring_in, frame_of, new_import
from tests.towers.test_staff_import import ANNA, HEAD
from towers.actions.copying import copy_teams
from towers.importers.positions import IMPORTER
from towers.models import Baseline, BaselineTeam, Team

pytestmark = pytest.mark.django_db


@pytest.fixture
def organisation() -> Organisation:
    return OrganisationFactory.create()


def said() -> dict[str, str]:
    return dict(BaselineTeam.objects.values_list("team__name", "capability"))


def test_a_staff_list_says_it_by_most_fte_and_an_undo_takes_it_back(organisation: Organisation) -> None:
    rows = [
        {**HEAD, "capability": "Hosting"},
        {**ANNA, "capability": "Identity"},
        {**ANNA, "id": "P3", "capability": "Identity"},
    ]
    bring_in(IMPORTER, new_import("positions", organisation), frame_of(*rows))
    assert said() == {"Server EU": "Identity"}
    later = new_import("positions", organisation)
    bring_in(IMPORTER, later, frame_of(*({**row, "capability": "Payments"} for row in rows)))
    assert said() == {"Server EU": "Payments"}
    IMPORTER.undo(later, actor_of(member(organisation=organisation)))
    assert said() == {"Server EU": "Identity"}


def test_a_list_that_does_not_say_it_leaves_it(organisation: Organisation) -> None:
    bring_in(IMPORTER, new_import("positions", organisation), frame_of({**HEAD, "capability": "Hosting"}))
    bring_in(IMPORTER, new_import("positions", organisation), frame_of({**HEAD, "fte": 0.5}))
    assert said() == {"Server EU": "Hosting"}


def test_it_is_said_by_hand_on_the_teams_page_and_offered_for_other_teams(organisation: Organisation) -> None:
    lead = member(Role.MODELLER, organisation=organisation)
    bring_in(IMPORTER, new_import("positions", organisation), frame_of(HEAD, {**ANNA, "team": "Network EU"}))
    baseline, client = Baseline.objects.get(), client_for(lead)
    pages = {team.name: team.uid for team in Team.objects.all()}
    address = reverse("team-place", args=[organisation.slug, baseline.uid, pages["Server EU"]])
    sent = {"version": baseline.version, "tower": "Server", "region": "Europe", "level": "", "orientation": "digital"}
    assert client.post(address, {**sent, "capability": "Identity"}).status_code == 302
    assert said() == {"Server EU": "Identity", "Network EU": ""}
    assert "<dd>Identity</dd>" in client.get(reverse("team", args=[organisation.slug, pages["Server EU"]])).text
    other = client.get(reverse("team", args=[organisation.slug, pages["Network EU"]])).text
    assert '<option value="Identity">' in other


def test_a_copy_of_a_baseline_keeps_it(organisation: Organisation) -> None:
    bring_in(IMPORTER, new_import("positions", organisation), frame_of({**HEAD, "capability": "Hosting"}))
    source = Baseline.objects.get()
    target = Baseline.objects.create(organisation=organisation, name="Next", as_of=source.as_of)
    copy_teams(source, target)
    assert target.teams.get().capability == "Hosting"


def test_the_same_work_by_tower_function_and_capability_has_the_same_total() -> None:
    board = board_place()
    for name, capability in (("Server EU", "Identity"), ("Network EU", "Identity"), ("Server AM", "")):
        BaselineTeam.objects.filter(team__name=name).update(capability=capability)
    data = board.data()
    at = {"tower": 2, "capability": 4}
    sums: dict[str, dict[int, int]] = {axis: {} for axis in at}
    for team, _, fte, *_ in data["cards"]:
        for axis, column in at.items():
            place = data["teams"][team][column]
            sums[axis][place] = sums[axis].get(place, 0) + fte
    assert sums["capability"] == {0: 184_690, -1: 92_345}
    assert {sum(by.values()) for by in sums.values()} == {277_035} == {sum(data["volumes"]) // 10_000}
