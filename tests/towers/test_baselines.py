"""Baselines are made, locked, continued; teams are placed; effort is proposed."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from core.actor import Right, Role
from core.errors import UserError
from core.models import AuditEntry
from core.versions import Conflict
from organisations.models import Membership
from tests.factories import BaselineFactory, PositionFactory, TeamFactory, actor_of, client_for, member
from tests.towers.golden import golden_baseline
from towers.actions.activities import edit_activity
from towers.actions.baselines import continue_baseline, lock_baseline, make_baseline
from towers.actions.proposing import propose_effort
from towers.actions.teams import add_teams, place_team
from towers.models import Activity, Baseline, BaselineTeam, Effort, Position, Team
from towers.selectors import working_baseline

pytestmark = pytest.mark.django_db


def test_imports_and_pages_work_on_the_newest_draft_else_on_the_newest_locked(membership: Membership) -> None:
    by = actor_of(membership)
    assert working_baseline(by) is None
    first = make_baseline(by=by, name="March", as_of=date(2026, 3, 31))
    lock_baseline(by=by, baseline=first, version=1)
    assert working_baseline(by) == first
    second = make_baseline(by=by, name="April", as_of=date(2026, 4, 30))
    assert working_baseline(by) == second
    with pytest.raises(UserError, match="already a baseline “March”"):
        make_baseline(by=by, name=" March ", as_of=date(2026, 3, 31))


def test_a_locked_baseline_never_changes(membership: Membership) -> None:
    by = actor_of(membership)
    baseline = golden_baseline(membership.organisation)
    with pytest.raises(Conflict):
        lock_baseline(by=by, baseline=baseline, version=7)
    lock_baseline(by=by, baseline=baseline, version=1)
    row = BaselineTeam.objects.select_related("baseline", "team", "tower", "region").first()
    assert row is not None
    for write in (
        lambda: place_team(by=by, row=row, version=2, level=1),
        lambda: propose_effort(by=by, baseline=baseline),
        lambda: add_teams(by=by, baseline=baseline, names=["New"]),
        lambda: lock_baseline(by=by, baseline=baseline, version=2),
    ):
        with pytest.raises(UserError, match="locked and never changes"):
            write()


def test_a_locked_baseline_is_continued_in_a_copy_that_names_it(membership: Membership) -> None:
    by = actor_of(membership)
    parent = golden_baseline(membership.organisation)
    with pytest.raises(UserError, match="is a draft"):
        continue_baseline(by=by, baseline=parent, name="Next", as_of=date(2026, 6, 30))
    lock_baseline(by=by, baseline=parent, version=1)
    draft = continue_baseline(by=by, baseline=parent, name="Next", as_of=date(2026, 6, 30))
    assert (draft.parent, draft.state) == (parent, "draft")

    def told(baseline: Baseline) -> list[object]:
        positions = Position.objects.filter(baseline=baseline)
        efforts = Effort.objects.filter(baseline=baseline)
        return [
            sorted(positions.values_list("key", "fte", "cost_low", "team", "manager__key")),
            sorted(efforts.values_list("team", "activity", "fte")),
            sorted(baseline.teams.values_list("team", "tower", "region")),
        ]

    assert told(draft) == told(parent)
    managers = Position.objects.filter(baseline=draft, manager__isnull=False)
    assert set(managers.values_list("manager__baseline", flat=True)) == {draft.pk}


def test_a_team_is_placed_by_names_and_the_loser_of_two_writers_is_told(membership: Membership) -> None:
    by = actor_of(membership)
    golden_baseline(membership.organisation)
    row = BaselineTeam.objects.select_related("baseline", "team", "tower", "region").get(team__name="S-AM")
    place_team(by=by, row=row, version=1, tower=" mainframe ", region="eu", level=2)
    row = BaselineTeam.objects.select_related("baseline", "tower", "region").get(pk=row.pk)
    assert (str(row.tower), str(row.region), row.level, row.baseline.version) == ("mainframe", "EU", 2, 2)
    with pytest.raises(Conflict) as lost:
        place_team(by=by, row=row, version=1, tower=None)
    assert lost.value.theirs["tower"] == "mainframe"
    entry = AuditEntry.objects.get(action="place_team")
    assert (entry.before["tower"], entry.after["tower"]) == ("Server", "mainframe")


def test_an_activity_keeps_its_name_to_itself(membership: Membership) -> None:
    golden_baseline(membership.organisation)
    by, activity = actor_of(membership), Activity.objects.get(name="Incidents")
    edit_activity(by=by, activity=activity, version=1, name="Incident work", is_shareable=False)
    assert (activity.key, activity.is_shareable, activity.version) == ("incident work", False, 2)
    with pytest.raises(UserError, match="already an activity “reporting”"):
        edit_activity(by=by, activity=activity, version=2, name="reporting")
    with pytest.raises(PermissionDenied):
        edit_activity(by=actor_of(member(Role.VIEWER)), activity=activity, version=2, is_shareable=True)


def test_effort_is_proposed_where_none_is_stated(membership: Membership) -> None:
    by = actor_of(membership)
    baseline = BaselineFactory.create(organisation=membership.organisation)
    team = TeamFactory.create(organisation=membership.organisation, name="Unit")
    head = PositionFactory.create(baseline=baseline, team=team, key="H", title="Director")
    PositionFactory.create(baseline=baseline, team=team, key="A", title="Project coordinator", manager=head, fte=5_000)
    PositionFactory.create(baseline=baseline, team=team, key="B", title="Zorber", manager=head)
    PositionFactory.create(baseline=baseline, team=team, key="C", title="Project lead", manager=head, status="vacant")
    made = propose_effort(by=by, baseline=baseline)
    assert (made.efforts, made.fte, made.unplaced_fte) == (2, 15_000, 10_000)
    found = Effort.objects.order_by("position__key").select_related("activity", "position")
    assert [(e.position and e.position.key, e.activity.name, e.fte, e.evidence, e.score) for e in found] == [
        ("A", "Project management", 5_000, "assumed", 0.5),
        ("H", "People management", 10_000, "assumed", 1.0),
    ]
    assert found[0].source_rule == "word “project” in “Project coordinator”"
    propose_effort(by=by, baseline=baseline)
    assert Effort.objects.count() == 2


def test_stated_effort_of_a_team_is_never_proposed_over(membership: Membership) -> None:
    baseline = golden_baseline(membership.organisation)
    assert propose_effort(by=actor_of(membership), baseline=baseline).efforts == 0


def test_the_pages_write_through_the_actions(membership: Membership) -> None:
    baseline, client = golden_baseline(membership.organisation), client_for(membership)
    slug, team = membership.organisation.slug, Team.objects.get(name="S-AM")
    address = reverse("team-place", args=[slug, baseline.uid, team.uid])
    sent = {"version": 1, "tower": "Storage", "region": "AM", "level": "", "orientation": "hybrid"}
    assert client.post(address, sent).status_code == 302
    assert str(BaselineTeam.objects.get(team=team).tower) == "Storage"
    assert client.post(address, sent).status_code == 409
    activity = Activity.objects.get(name="Reporting")
    client.post(
        reverse("activity-edit", args=[slug, activity.uid]),
        {"version": 1, "name": "Reports", "function_code": 10, "scale_class": "administrative", "value_class": "low"},
    )
    activity.refresh_from_db()
    assert (activity.name, activity.scale_class, activity.is_shareable) == ("Reports", "administrative", False)
    client.post(reverse("baseline-lock", args=[slug, baseline.uid]), {"version": 2})
    client.post(reverse("baseline-continue", args=[slug, baseline.uid]), {"name": "Next", "as_of": "2026-06-30"})
    assert Baseline.objects.get(name="Next").parent == baseline


@pytest.mark.parametrize("name", ["team", "position", "activity"])
def test_one_of_each_has_a_page(membership: Membership, name: str) -> None:
    golden_baseline(membership.organisation)
    one = {"team": Team, "position": Position, "activity": Activity}[name].objects.first()
    response = client_for(membership).get(reverse(name, args=[membership.organisation.slug, one.uid]))
    assert response.status_code == 200
    stranger = member()
    assert client_for(stranger).get(reverse(name, args=[stranger.organisation.slug, one.uid])).status_code == 404


def test_pay_of_positions_is_shown_with_the_right_alone_and_kept_on_record(membership: Membership) -> None:
    golden_baseline(membership.organisation)
    paid = member(Role.VIEWER, Right.PAY, organisation=membership.organisation)
    head = Position.objects.get(key="P01")
    for who, is_shown in ((membership, False), (paid, True)):
        client, slug = client_for(who), who.organisation.slug
        one = client.get(reverse("position", args=[slug, head.uid])).content.decode()
        every = client.get(reverse("positions", args=[slug])).content.decode()
        response = client.get(reverse("positions", args=[slug]) + "?format=csv")
        assert response.status_code == 200
        download = b"".join(response)
        assert ["150,000" in one, "150,000" in every, b"15000000" in download] == [is_shown] * 3
    assert AuditEntry.objects.filter(action="read_pay").count() == 3


@pytest.mark.parametrize("query", ["?team=x", "?tower=none", "?status=gone", "?page=99", "?q=eng", "?team=none"])
def test_odd_filters_are_no_errors(membership: Membership, query: str) -> None:
    golden_baseline(membership.organisation)
    address = reverse("positions", args=[membership.organisation.slug])
    assert client_for(membership).get(address + query).status_code == 200
