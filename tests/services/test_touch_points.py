"""Touch points of service management and projects: the default, the organisation's own words, pages and REST."""

from typing import Any

import pytest
from django.urls import reverse

from core.actor import Role
from core.errors import UserError
from core.models import AuditEntry
from core.versions import Conflict
from organisations.models import Membership
from services.actions.touch_points import reset_touch_point, state_touch_point
from services.models import TouchPoint
from services.office.reference import DEFAULTS, PHASE_NAMES, PROCESS_NAMES
from services.office.touch_points import early_share, places_by_phase, touch_finding, touch_point, touch_points
from services.person_free import remove_named_attendants
from tests.factories import TeamFactory, actor_of, client_for, member
from tests.pages.markup import cells
from tests.services.test_portfolio import api_of

HERE = {"process": "change", "phase": "build"}
EMPTY = {"process": "change", "phase": "idea"}


@pytest.fixture
def lead() -> Membership:
    return member(Role.MODELLER)


def stated(lead: Membership, version: int = 0, text: str = "Asks the  board", owner: str = "Change manager") -> Any:
    return state_touch_point(by=actor_of(lead), version=version, text=text, owner=owner, **HERE)


def test_the_default_names_processes_and_phases_that_there_are_and_meets_each() -> None:
    assert {process for process, _ in DEFAULTS} == set(PROCESS_NAMES)
    assert {phase for _, phase in DEFAULTS} == set(PHASE_NAMES)
    assert (len(PROCESS_NAMES), len(PHASE_NAMES), len(DEFAULTS)) == (15, 7, 54)
    assert all(one.text and one.owner and len(one.text) <= 100 for one in DEFAULTS.values())
    assert len({one.text for one in DEFAULTS.values()}) == len(DEFAULTS)


@pytest.mark.django_db
def test_the_default_holds_until_the_organisation_says_something_else(lead: Membership) -> None:
    by, stranger = actor_of(lead), actor_of(member())
    place = touch_point(by, **HERE)
    assert (place.text, place.version, place.is_changed) == ("Announces changes to what is running, early", 0, False)
    said = stated(lead)
    assert (said.text, said.owner, said.version) == ("Asks the board", "Change manager", 1)
    assert said.default.text == "Announces changes to what is running, early"
    assert touch_point(stranger, **HERE) == place
    assert stated(lead, 1, "", "Nobody at all").owner == ""
    rows = touch_points(by)
    assert touch_finding(rows) == "Projects meet 15 of 15 processes, at 53 touch points"
    assert "change" not in [one.process for name, places in places_by_phase(rows) if name == "Build" for one in places]
    assert early_share(rows) == (21, 53)
    assert reset_touch_point(by=by, version=2, **HERE) == place
    assert [(one.action, one.after) for one in AuditEntry.objects.order_by("pk")][:1] == [
        (
            "state_touch_point",
            {"process": "Change", "phase": "Build", "text": "Asks the board", "owner": "Change manager"},
        )
    ]
    assert list(AuditEntry.objects.order_by("pk").values_list("action", flat=True))[2] == "reset_touch_point"
    with pytest.raises(UserError, match="the default holds already"):
        reset_touch_point(by=by, version=0, **HERE)


@pytest.mark.django_db
def test_nobody_overwrites_what_they_have_not_seen(lead: Membership) -> None:
    stated(lead)
    for version in (0, 2):
        with pytest.raises(Conflict) as caught:
            stated(lead, version, "Other")
        assert caught.value.now == 1
    with pytest.raises(Conflict):
        reset_touch_point(by=actor_of(lead), version=2, **HERE)
    with pytest.raises(Conflict):
        state_touch_point(by=actor_of(lead), version=1, text="Other", owner="", **EMPTY)
    assert TouchPoint.objects.get().text == "Asks the board"
    with pytest.raises(UserError, match="More than 300 letters"):
        stated(lead, 1, "x" * 301)


@pytest.mark.django_db
def test_persons_who_see_to_it_go_when_the_organisation_becomes_person_free(lead: Membership) -> None:
    by, organisation = actor_of(lead), lead.organisation
    TeamFactory.create(organisation=organisation, name="Desk", key="desk")
    said = {"idea": "Ada Byron", "design": "desk", "build": "field service", "test": "Service owner", "go-live": ""}
    for phase, owner in said.items():
        state_touch_point(by=by, process="change", phase=phase, version=0, text="Meets", owner=owner)
    assert remove_named_attendants(organisation.pk, organisation.uid) == 1
    kept = {one.phase: (one.owner, one.version) for one in TouchPoint.objects.all()}
    assert kept == {phase: ("" if phase == "idea" else owner, 1 + (phase == "idea")) for phase, owner in said.items()}


@pytest.mark.django_db
def test_the_page_shows_the_matrix_and_its_places_can_be_changed(lead: Membership) -> None:
    slug, browser = lead.organisation.slug, client_for(lead)
    matrix = reverse("touch-points", args=[slug])
    place = reverse("touch-point", args=[slug, "change", "build"])
    page = browser.get(matrix).text
    assert "Projects meet 15 of 15 processes, at 54 touch points" in page
    row = cells(page, "Touch points by process and phase")[8]
    assert (row[0], row[4]) == ("Change", "Announces changes to what is running, early Project")
    form = {"version": 0, "text": "Asks the board", "owner": "Change manager"}
    page = browser.post(place, form, follow=True).text
    assert "1 place says what the organisation stated" in page
    assert cells(page, "Touch points by process and phase")[8][4] == "Asks the board Change manager"
    assert browser.post(place, form).status_code == 409
    csv = browser.get(matrix + "?format=csv").getvalue().decode().splitlines()
    assert "Change,Build,Asks the board,Change manager,organisation" in csv
    assert len(csv) == 55
    page = browser.post(f"{place}reset/", {"version": 1}, follow=True).text
    assert "the default holds again" in page
    assert browser.get(reverse("touch-point", args=[slug, "change", "zzz"])).status_code == 404
    assert browser.post(place, {"version": 0, "text": "x" * 301}).status_code == 422
    viewer = client_for(member(Role.VIEWER, organisation=lead.organisation))
    assert place not in viewer.get(matrix).text


@pytest.mark.django_db
def test_touch_points_over_rest(lead: Membership) -> None:
    api, address = api_of(lead.organisation), "/api/v1/services/touch-points/change/build/"
    assert len(api.get("/api/v1/services/touch-points/").json()) == 105
    assert api.get(address).json() == {
        "process": "change",
        "phase": "build",
        "text": "Announces changes to what is running, early",
        "owner": "Project",
        "version": 0,
    }
    assert api.put(address, {"text": "Asks"}, format="json").status_code == 428
    answer = api.put(address, {"text": "Asks"}, format="json", HTTP_IF_MATCH='"0"')
    assert (answer.status_code, answer.json()["text"], answer["ETag"]) == (200, "Asks", '"1"')
    assert api.put(address, {"text": "Says"}, format="json", HTTP_IF_MATCH='"0"').status_code == 412
    assert api.delete(address, HTTP_IF_MATCH='"1"').json()["version"] == 0
    assert api.get("/api/v1/services/touch-points/change/zzz/").status_code == 404
