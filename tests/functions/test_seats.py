"""Whole people in roles: by rule, by hand, what is left open, and who gets a new manager."""

import pytest

from core.actor import Role as MemberRole
from core.errors import UserError
from core.pseudonyms import pseudonym
from functions import actions, roles
from functions.models import Operation
from functions.people import people_of
from functions.rebuild import rebuild_placements
from functions.role_selectors import seated_by_rule
from functions.seating import HEAD, LEAD, OVERALL, STAFF, Person, Post, Why, seated, words_of
from functions.seats import NewManagers, function_rows, new_manager_count, region_rows, staff_of
from organisations.actions import make_person_free
from tests.factories import PositionFactory, actor_of, member
from tests.functions.staff import Staffed, staffed
from towers.models import Position, Region

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Staffed:
    return staffed()


def positions(*keys: str) -> list[Position]:
    return list(Position.objects.filter(key__in=keys).order_by("key"))


def with_roles(place: Staffed) -> None:
    """Level 1: a head and three analysts; level 2 and 3: a lead and one specialist; a leader above all."""
    place.role("Leader", None, OVERALL)
    place.role("Head of 7", 7, HEAD)
    place.role("Analyst", 7, STAFF, 3)
    place.role("Lead of 8", 8, LEAD)
    place.role("Specialist", 8, STAFF, 1)


def test_work_lies_where_the_own_effort_is_placed_else_that_of_those_who_are_led_else_of_the_team(
    place: Staffed,
) -> None:
    found = {one.row["key"]: one.person for one in people_of(place.scenario).by_id.values()}
    assert found["A1"].shares == {7: 0.75, 8: 0.25}
    assert found["A3"].shares == {7: 0.5, 8: 0.5}
    assert found["B1"].shares == {8: 1.0}
    assert found["L1"].shares == pytest.approx({7: 2 / 3, 8: 1 / 3})  # of three people with .75, .75 and .5
    assert found["Chief"].shares == pytest.approx({7: 1 / 3, 8: 2 / 3})  # of L1, and of L2 with 1 in 8
    assert (found["Chief"].layers, found["L1"].layers, found["A1"].layers) == (2, 1, 0)
    assert [key for key, person in found.items() if person.is_split] == ["A3"]


def test_the_rule_seats_whole_people_and_tells_why_others_have_no_seat(place: Staffed) -> None:
    with_roles(place)
    place.act(roles.seat_by_rule)
    assert place.seats() == {
        "A1": "Analyst",
        "A2": "Analyst",
        "A3": "Analyst",
        "B1": "Specialist",
        "Chief": "Leader",
        "L2": "Lead of 8",
    }
    people = people_of(place.scenario)
    _, why = seated_by_rule(people, place.scenario.roles.all(), is_anew=False)
    assert {people.by_id[pk].row["key"]: reason for pk, reason in why.items()} == {"L1": Why.NO_ROLE, "B2": Why.FULL}
    with pytest.raises(UserError, match="would change nothing"):
        place.act(roles.seat_by_rule)


def test_open_seats_and_surplus_by_function_and_region(place: Staffed) -> None:
    with_roles(place)
    place.role("Night watch", 7, STAFF, 2, region=Region.objects.get(name="Asia").pk)
    place.act(roles.seat_by_rule)
    staff = staff_of(place.by, place.scenario)
    sums = {block.function.code if block.function else 0: block.seats for block in function_rows(staff, [])}
    assert {code: (one.planned, one.filled, one.open, one.surplus) for code, one in sums.items() if one.planned} == {
        0: (1, 1, 0, 0),
        7: (6, 3, 3, 1),
        8: (2, 2, 0, 1),
    }
    regions = {name: (one.planned, one.open, one.surplus) for name, one in region_rows(staff).items()}
    assert regions == {"all regions": (7, 1, 0), "Asia": (2, 2, 1), "Europe": (0, 0, 1)}


def test_a_seat_of_the_own_region_comes_first_and_a_foreign_region_is_none() -> None:
    posts = [Post("all", 8, STAFF, 1), Post("five", 8, STAFF, 1, region=5), Post("six", 8, STAFF, 9, region=6)]
    people = [Person(n, {8: 1.0}, region=5) for n in (1, 2, 3)]
    assert seated(people, posts) == ({1: "five", 2: "all"}, {3: Why.FULL})


def test_where_the_seats_are_taken_the_next_largest_part_of_the_work_decides() -> None:
    posts = [Post("first", 8, STAFF, 1), Post("second", 3, STAFF, 1), Post("third", 4, STAFF, 1)]
    shares = ({8: 0.5, 4: 0.3, 3: 0.2}, {8: 0.6, 3: 0.4}, {8: 0.55, 3: 0.45}, {8: 1.0})
    people = [Person(n, of) for n, of in enumerate(shares, 1)]
    assert seated(people, posts) == ({4: "first", 3: "second", 1: "third"}, {2: Why.FULL})


def test_between_roles_of_a_level_words_decide_then_open_seats() -> None:
    posts = [
        Post("desk", 5, STAFF, 9, words=words_of("Service desk agent")),
        Post("know", 5, STAFF, 2, words=words_of("Knowledge manager, articles")),
    ]
    people = [Person(1, {5: 1.0}, words=words_of("Knowledge specialist")), Person(2, {5: 1.0}, words=words_of("Clerk"))]
    assert seated(people, posts)[0] == {1: "know", 2: "desk"}


def test_persons_who_stay_together_need_seats_for_all_of_them() -> None:
    posts = [Post("few", 8, STAFF, 3), Post("many", 8, STAFF, 4)]
    assert seated([Person(1, {8: 1.0}, heads=4), Person(2, {8: 0.9}, heads=2)], posts)[0] == {1: "many", 2: "few"}


def test_by_hand_the_plan_may_be_exceeded_and_the_rule_anew_takes_it_back(place: Staffed) -> None:
    with_roles(place)
    specialist = place.scenario.roles.get(name="Specialist")
    place.act(roles.seat_positions, positions=positions("A1", "A2"), role=specialist, reason="they asked for it")
    assert place.seats() == {"A1": "Specialist", "A2": "Specialist"}
    rows = function_rows(staff_of(place.by, place.scenario), [])
    assert (rows[8].seats.over, rows[8].seats.open) == (1, 1)  # a lead is open, one specialist too many
    place.act(roles.seat_by_rule)
    assert place.seats()["A1"] == "Specialist"
    place.act(roles.seat_by_rule, is_anew=True)
    assert place.seats()["A1"] == "Analyst"
    place.act(roles.seat_positions, positions=positions("A1"), role=None)
    assert "A1" not in place.seats()
    place.act(actions.undo_operation, seq=place.scenario.version)
    assert place.seats()["A1"] == "Analyst"


def test_only_filled_positions_of_the_baseline_are_placed(place: Staffed) -> None:
    with_roles(place)
    analyst = place.scenario.roles.get(name="Analyst")
    vacant = PositionFactory.create(baseline=place.scenario.baseline, key="V", status="vacant")
    elsewhere = PositionFactory.create(key="X")
    for wrong, told in (
        ([], "Choose at least one person"),
        ([vacant], "Only a filled position"),
        ([elsewhere], "not of the scenario's baseline"),
    ):
        with pytest.raises(UserError, match=told):
            place.act(roles.seat_positions, positions=wrong, role=analyst)
    assert place.seats() == {}


def test_a_role_that_goes_leaves_its_people_without_a_seat(place: Staffed) -> None:
    with_roles(place)
    place.act(roles.seat_by_rule)
    place.act(roles.remove_role, role=place.scenario.roles.get(name="Analyst"))
    assert sorted(place.seats()) == ["B1", "Chief", "L2"]
    place.act(actions.undo_operation, seq=place.scenario.version)
    assert len(place.seats()) == 6


def test_new_managers_are_counted_by_who_holds_the_role_above(place: Staffed) -> None:
    with_roles(place)
    assert new_manager_count(place.by, place.scenario) == NewManagers(0, 0, 0, 0, 8)
    place.act(roles.seat_by_rule)
    # B1 keeps L2; L2 keeps the chief; A1 to A3: the head's seat is open; the chief stands above; L1 and B2 sit nowhere
    assert new_manager_count(place.by, place.scenario) == NewManagers(kept=2, new=0, open=3, top=1, unseated=2)
    head = place.scenario.roles.get(name="Head of 7")
    place.act(roles.seat_positions, positions=positions("B2"), role=head)
    # the three analysts get B2, and B2 gets the chief
    assert new_manager_count(place.by, place.scenario) == NewManagers(kept=2, new=4, open=0, top=1, unseated=1)
    place.act(roles.seat_positions, positions=positions("L1"), role=head)
    # of two heads either may lead: the analysts keep L1; L1 keeps the chief
    assert new_manager_count(place.by, place.scenario) == NewManagers(kept=6, new=1, open=0, top=1, unseated=0)


def test_the_pages_preview_the_rule_place_and_place_by_hand(place: Staffed) -> None:
    with_roles(place)
    rule = place.client.get(place.address("scenario-seat-rule")).text
    assert "6 persons would find a seat, 2 would not" in rule
    assert not place.scenario.role_seats.exists()
    assert "6 of 7 seats are filled; 2 people have no seat" in place.post("scenario-seat-by-rule")
    people = place.client.get(place.address("scenario-people")).text
    assert "B2" in people
    assert str(Why.FULL) in people.replace("&#x27;", "'")
    head, [rest] = place.scenario.roles.get(name="Head of 7"), positions("B2")
    shown = place.post("scenario-seat", positions=[str(rest.uid)], role=str(head.key))
    assert "1 person without a seat" in shown
    role_page = place.client.get(place.address("scenario-role", head.key)).text
    assert "Head of 7: 1 of 1 seat filled" in role_page
    viewer = member(MemberRole.VIEWER, organisation=place.lead.organisation)
    assert new_manager_count(actor_of(viewer), place.scenario).new == 4


def test_the_sheet_says_what_stays_goes_and_is_new(place: Staffed) -> None:
    with_roles(place)
    place.act(roles.seat_by_rule)
    [torn, other] = positions("A3", "B2")
    sheet = place.client.get(place.address("scenario-role-sheet", torn.uid)).text
    assert "Engineer becomes Analyst" in sheet
    stays, goes = sheet.split("What stays")[1].split("What goes")
    assert "Incidents" in stays
    assert "Patching" not in stays
    assert "to Level 2 and 3 support operations" in goes
    assert "the manager&#x27;s seat is open" in sheet
    assert "Engineer has no seat yet" in place.client.get(place.address("scenario-role-sheet", other.uid)).text
    elsewhere = PositionFactory.create(key="X")
    assert place.client.get(place.address("scenario-role-sheet", elsewhere.uid)).status_code == 404


def test_the_download_has_a_row_per_person(place: Staffed) -> None:
    with_roles(place)
    place.act(roles.seat_by_rule)
    answer = place.client.get(place.address("scenario-roles") + "?format=csv")
    lines = b"".join(answer.streaming_content).decode().splitlines()
    assert len(lines) == 9
    row = "B1,Engineer,Team B,Asia,L2,1,1.0,Level 2 and 3 support operations,Specialist,staff,no,keeps the manager,L2"
    assert row in lines


def test_a_person_free_organisation_keeps_seats_by_pseudonym(place: Staffed) -> None:
    with_roles(place)
    place.act(roles.seat_by_rule)
    organisation = place.lead.organisation
    admin = actor_of(member(MemberRole.ADMIN, organisation=organisation))
    organisation.refresh_from_db()
    make_person_free(by=admin, version=organisation.version)
    kept = str(Operation.objects.get(kind="seat").payload)
    assert "'A1'" not in kept
    assert pseudonym(organisation.uid, "A1") in kept
    rebuild_placements(place.scenario)
    assert place.scenario.role_seats.count() == 6
