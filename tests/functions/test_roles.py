"""Roles of a scenario are steps: they are set, removed, undone, copied and moved like everything else."""

import pytest
from django.core.exceptions import PermissionDenied

from core.actor import Role as MemberRole
from core.errors import UserError
from core.models import AuditEntry
from core.versions import Conflict
from functions import actions, duties, roles
from functions.lifecycle import clone_scenario
from functions.models import Role, Scenario
from functions.rebuild import rebuild_placements
from functions.role_library import library, proposed_roles
from functions.role_selectors import placed_volumes
from functions.seating import HEAD, LEAD, MANAGER, OVERALL, STAFF
from tests.factories import BaselineFactory, PositionFactory, actor_of, client_for, member
from tests.functions.staff import Staffed, staffed
from towers.functions_reference import FUNCTIONS
from towers.models import Region

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Staffed:
    return staffed()


def facts(scenario: Scenario) -> list[tuple[object, ...]]:
    columns = ("key", "function_code", "name", "level", "region", "seats", "is_hybrid", "responsibilities")
    return list(Role.objects.filter(scenario=scenario).order_by("key").values_list(*columns))


def test_levels_of_the_rule_are_those_of_the_table() -> None:
    assert Role.Level.values == [STAFF, LEAD, MANAGER, HEAD, OVERALL]


def test_the_library_has_roles_for_each_function_and_a_metric_at_least() -> None:
    for function in FUNCTIONS:
        shelf = [role for role in library().roles if role.function == function.code]
        assert 2 <= len(shelf) <= 5, function
        assert sum(role.level == HEAD for role in shelf) == 1, function
        assert library().metrics[function.code], function
    consumer = next(role for role in library().roles if role.name == "Head of consumer technology")
    assert consumer.is_hybrid
    assert consumer.conventional_skills
    assert consumer.digital_skills
    assert sum(role.level == OVERALL for role in library().roles) == 1


def test_a_role_is_set_changed_removed_and_brought_back(place: Staffed) -> None:
    role = place.role("Analyst", 7, STAFF, 4, responsibilities="Watches")
    assert (role.function_code, role.seats, role.responsibilities) == (7, 4, "Watches")
    place.act(roles.set_role, role=role, facts=roles.RoleForm(7, "Analyst", STAFF, seats=5, is_hybrid=True))
    role.refresh_from_db()
    assert (role.seats, role.is_hybrid) == (5, True)
    place.act(roles.remove_role, role=role)
    assert not place.scenario.roles.exists()
    place.act(actions.undo_operation, seq=place.scenario.version)
    assert place.scenario.roles.get().seats == 5
    place.act(actions.undo_operation, seq=place.scenario.version - 2)
    assert place.scenario.roles.get().seats == 4
    assert AuditEntry.objects.filter(action="set_roles").count() == 2


def test_roles_are_proposed_for_what_is_placed(place: Staffed) -> None:
    place.act(roles.propose_roles)
    named = {role.name: role.seats for role in place.scenario.roles.all()}
    assert named == {
        "Technology leader": 1,
        "Head of level 1 operations": 1,
        "Command-centre analyst": 3,
        "Automation engineer": 1,
        "Head of level 2 and 3 operations": 1,
        "Operational owner": 1,
        "Operations specialist": 3,
    }
    assert set(place.scenario.output_metrics.values_list("function_code", flat=True)) == set(range(1, 11))
    with pytest.raises(UserError, match="Nothing is missing"):
        place.act(roles.propose_roles)


def test_a_regional_function_has_seats_in_each_region(place: Staffed) -> None:
    place.act(actions.set_reach, function_code=8, reach="regional")
    europe, asia = (Region.objects.get(name=name).pk for name in ("Europe", "Asia"))
    assert placed_volumes(place.scenario) == {(7, None): 3.5, (8, europe): 1.5, (8, asia): 2.0}
    place.act(roles.propose_roles)
    specialists = place.scenario.roles.filter(name="Operations specialist")
    assert dict(specialists.values_list("region", "seats")) == {europe: 2, asia: 2}


def test_leads_follow_the_span_and_managers_come_above_eight_leads() -> None:
    seats = {role["name"]: role["seats"] for role in proposed_roles({(6, None): 100.2}, {})}
    assert (seats["Field technician"], seats["Field service lead"], seats["Area manager"]) == (100, 10, 2)
    stated = {role["name"]: role["seats"] for role in proposed_roles({(6, None): 100.2}, {6: 20})}
    assert stated["Field service lead"] == 5
    assert "Field service lead" not in {role["name"] for role in proposed_roles({(6, None): 10.0}, {})}
    assert proposed_roles({(6, None): 0.4}, {}) == []


def test_a_copy_has_the_same_roles_and_goes_its_own_way(place: Staffed) -> None:
    place.act(roles.propose_roles)
    place.act(roles.seat_by_rule)
    copy = clone_scenario(by=place.by, scenario=place.scenario, name="Copy")
    assert facts(copy) == facts(place.scenario)
    assert set(copy.role_seats.values_list("position", "role__key")) == set(
        place.scenario.role_seats.values_list("position", "role__key")
    )
    assert copy.output_metrics.count() == place.scenario.output_metrics.count() == 11
    roles.remove_role(by=place.by, scenario=copy, version=copy.version, role=copy.roles.get(level=OVERALL))
    assert place.scenario.roles.filter(level=OVERALL).exists()


def test_a_rebuild_changes_nothing(place: Staffed) -> None:
    place.act(roles.propose_roles)
    place.act(roles.seat_by_rule)
    place.act(duties.propose_duties)
    before = (facts(place.scenario), place.seats(), list(place.scenario.roles.values_list("pk").order_by("pk")))
    rebuild_placements(place.scenario)
    now = (facts(place.scenario), place.seats(), list(place.scenario.roles.values_list("pk").order_by("pk")))
    assert now == before


def test_on_another_baseline_who_is_still_there_keeps_the_seat_and_an_undo_brings_the_others_back(
    place: Staffed,
) -> None:
    europe = Region.objects.get(name="Europe")
    staff = place.role("Analyst", 7, STAFF, 4, region=europe.pk)
    positions = list(place.scenario.baseline.positions.filter(key__in=["A1", "A2"]))
    place.act(roles.seat_positions, positions=positions, role=staff)
    later = BaselineFactory.create(organisation=place.lead.organisation, name="Later")
    PositionFactory.create(baseline=later, key="A1")
    place.act(actions.move_scenario, baseline=later)
    assert place.seats() == {"A1": "Analyst"}
    assert place.scenario.roles.get().region is None
    place.act(actions.undo_operation, seq=place.scenario.version)
    assert place.seats() == {"A1": "Analyst", "A2": "Analyst"}
    assert place.scenario.roles.get().region == europe


def test_what_makes_no_sense_is_refused(place: Staffed) -> None:
    place.role("Analyst", 7, STAFF)
    foreign = Region.objects.create(organisation=member().organisation, key="x", name="x")
    for wrong, told in (
        (roles.RoleForm(7, "Analyst", STAFF), "There is a role “Analyst” in this function and region already"),
        (roles.RoleForm(None, "Chief", HEAD), "The overall leader stands above the functions"),
        (roles.RoleForm(7, "Chief", OVERALL), "The overall leader stands above the functions"),
        (roles.RoleForm(11, "Chief", HEAD), "There is no function 11"),
        (roles.RoleForm(7, "Chief", 6), "There is no level 6"),
        (roles.RoleForm(7, " ", STAFF), "A role has a name"),
        (roles.RoleForm(7, "Chief", HEAD, region=foreign.pk), "The baseline has no such region"),
    ):
        with pytest.raises(UserError, match=told):
            place.act(roles.set_role, facts=wrong)
    assert place.scenario.roles.count() == 1


def test_who_is_second_is_told_and_who_may_only_look_is_refused(place: Staffed) -> None:
    seen = place.scenario.version
    place.role("Analyst", 7, STAFF)
    form = roles.RoleForm(7, "Other", STAFF)
    with pytest.raises(Conflict):
        roles.set_role(by=place.by, scenario=place.scenario, version=seen, facts=form)
    viewer = actor_of(member(MemberRole.VIEWER, organisation=place.lead.organisation))
    with pytest.raises(PermissionDenied):
        roles.set_role(by=viewer, scenario=place.scenario, version=place.scenario.version, facts=form)


def test_the_pages_make_change_and_remove_a_role(place: Staffed) -> None:
    place.post("scenario-roles-propose")
    asia = Region.objects.get(name="Asia")
    made = place.post(
        "scenario-role-add",
        name="Night watch",
        function="7",
        level=STAFF,
        region=str(asia.uid),
        seats=2,
        responsibilities="Watches at night",
        is_hybrid="on",
    )
    assert "The role “Night watch” is there." in made
    role = place.scenario.roles.get(name="Night watch")
    assert (role.region, role.is_hybrid, role.seats) == (asia, True, 2)
    shown = place.post(
        "scenario-role-edit", role.key, name="Night watch", function="7", level=STAFF, region=str(asia.uid), seats=3
    )
    assert "Night watch: 0 of 3 seats filled" in shown
    assert "is gone" in place.post("scenario-role-remove", role.key)
    assert "stands above the functions" in place.post(
        "scenario-role-add", name="Deputy", function="above", level=HEAD, seats=1
    )
    place.post("scenario-role-add", name="Deputy", function="above", level=OVERALL, seats=1)
    assert place.scenario.roles.get(name="Deputy").function_code is None
    viewer = client_for(member(MemberRole.VIEWER, organisation=place.lead.organisation))
    page = viewer.get(place.address("scenario-roles")).text
    assert "Head of level 1 operations" in page
    assert "Propose what is missing" not in page


def test_one_overall_leader_is_checked(place: Staffed) -> None:
    page = place.client.get(place.address("scenario-roles")).text
    assert "Nobody answers for all technology" in page
    leader = place.role("Technology leader", None, OVERALL)
    assert "One overall leader, not named yet" in place.client.get(place.address("scenario-roles")).text
    place.act(roles.seat_positions, positions=[place.scenario.baseline.positions.get(key="Chief")], role=leader)
    assert "One overall leader, named" in place.client.get(place.address("scenario-roles")).text
    place.role("Second leader", None, OVERALL)
    assert "2 overall leaders, not one" in place.client.get(place.address("scenario-roles")).text


def test_output_metrics_are_added_changed_and_taken_out(place: Staffed) -> None:
    metric = {"formula": "a / b", "unit": "%", "owner": "Head", "target": "80"}
    place.post("scenario-output-metric", function=5, name="Resolved", **metric)
    place.post("scenario-output-metric", function=5, name="Happy", **metric)
    place.post("scenario-output-metric", function=5, was="Resolved", name="Resolved remotely", **metric)
    names = place.scenario.output_metrics.values_list("name", flat=True)
    assert list(names) == ["Happy", "Resolved remotely"]
    assert "needs its owner" in place.post("scenario-output-metric", function=5, name="X", **{**metric, "owner": ""})
    place.post("scenario-output-metric", function=5, was="Happy", is_removed="on")
    assert list(names.all()) == ["Resolved remotely"]
    with pytest.raises(UserError, match="named twice"):
        place.act(duties.set_output_metrics, function_code=5, metrics=[{"name": "X", **metric}] * 2)
