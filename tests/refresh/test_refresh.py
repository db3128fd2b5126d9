"""A later extract is taken over: started, compared, accepted; the earlier baseline stays as it is."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from core.actor import Role
from core.errors import UserError
from core.models import AuditEntry, Import
from core.versions import Conflict
from tests.factories import EffortFactory, actor_of, member
from tests.refresh.world import STAFF, Enterprise, later, post, told
from tests.towers.frames import frame_of, new_import
from towers.actions.baselines import lock_baseline
from towers.actions.proposing import propose_effort
from towers.actions.refresh import accept_refresh, confirm_same_posts, separate_posts, start_refresh
from towers.actions.wordings import CORRECTED
from towers.importers.positions import IMPORTER
from towers.models import Baseline, BaselineTeam, Effort, Position, QualityDecision, SamePost
from towers.refresh.comparing import Compared, compare_baselines, efforts_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> Enterprise:
    return Enterprise()


def comparison(world: Enterprise, after: Baseline) -> Compared:
    return compare_baselines(world.by, world.baseline, after)


def counts(found: Compared) -> dict[str, int]:
    return {kind: count for kind, count in found.comparison.counts.items() if count}


def keys(baseline: Baseline) -> set[str]:
    return set(Position.objects.filter(baseline=baseline).values_list("key", flat=True))


def test_what_a_complete_extract_does_not_name_has_left_and_goes_when_it_is_accepted(world: Enterprise) -> None:
    draft = world.refreshed(*later())
    found = comparison(world, draft)
    assert counts(found) == {"joined": 2, "left": 1, "moved": 1, "cost": 1, "changed": 2}
    assert (found.sums[0].fte, found.sums[1].fte) == (140_000, 150_000)
    assert "S0" in keys(draft)
    accepted = accept_refresh(by=world.by, baseline=draft, version=draft.version)
    assert accepted.left == 1
    assert keys(draft) == {row["id"] for row in later()}
    assert counts(comparison(world, draft)) == counts(found)


def test_an_extract_that_names_only_some_takes_nobody_out(world: Enterprise) -> None:
    draft = world.refreshed(post("S1", title="Lead"), post("X1"), is_complete=False)
    assert counts(comparison(world, draft)) == {"joined": 1, "titled": 1, "changed": 1}
    accept_refresh(by=world.by, baseline=draft, version=draft.version)
    assert keys(draft) == {row["id"] for row in STAFF} | {"X1"}


def test_what_the_extract_does_not_say_is_kept(world: Enterprise) -> None:
    columns = ("id", "title", "team", "fte")
    draft = world.refreshed(*({name: row[name] for name in columns} for row in STAFF))
    assert counts(comparison(world, draft)) == {}


def test_nothing_is_accepted_before_the_extract_is_in_or_twice(world: Enterprise) -> None:
    draft = world.started()
    state = comparison(world, draft).state
    assert state
    assert state.is_waiting
    with pytest.raises(UserError, match="Import the extract first"):
        accept_refresh(by=world.by, baseline=draft, version=1)
    draft = world.bring("June", *STAFF)
    with pytest.raises(Conflict):
        accept_refresh(by=world.by, baseline=draft, version=77)
    accept_refresh(by=world.by, baseline=draft, version=draft.version)
    with pytest.raises(UserError, match="accepted already"):
        accept_refresh(by=world.by, baseline=draft, version=draft.version)
    with pytest.raises(UserError, match="not started as a refresh"):
        accept_refresh(by=world.by, baseline=world.baseline, version=world.baseline.version)


def test_the_earlier_baseline_never_changes_locked_or_not(world: Enterprise) -> None:
    world.baseline.refresh_from_db()
    lock_baseline(by=world.by, baseline=world.baseline, version=world.baseline.version)
    before, version = told(world.baseline), world.baseline.version
    draft = world.refreshed(*later())
    accept_refresh(by=world.by, baseline=draft, version=draft.version)
    world.baseline.refresh_from_db()
    assert told(world.baseline) == before
    assert (world.baseline.state, world.baseline.version, draft.parent) == ("locked", version, world.baseline)


def test_a_refresh_is_locked_once_it_is_accepted_and_changes_no_more(world: Enterprise) -> None:
    draft = world.refreshed(*later())
    with pytest.raises(UserError, match="not accepted yet"):
        lock_baseline(by=world.by, baseline=draft, version=draft.version)
    accept_refresh(by=world.by, baseline=draft, version=draft.version)
    lock_baseline(by=world.by, baseline=draft, version=draft.version)
    before = told(draft)
    with pytest.raises(UserError, match="locked and never changes"):
        accept_refresh(by=world.by, baseline=draft, version=draft.version)
    with pytest.raises(UserError, match="locked and never changes"):
        separate_posts(by=world.by, baseline=draft)
    assert told(draft) == before


def test_effort_comes_over_with_its_shares_and_says_where_it_is_from(world: Enterprise) -> None:
    draft = world.refreshed(*later())
    planned = efforts_of(world.by, comparison(world, draft)).carried
    assert planned is not None
    accepted = accept_refresh(by=world.by, baseline=draft, version=draft.version)
    found = {effort.team.name: effort for effort in Effort.objects.filter(baseline=draft).select_related("team")}
    assert {name: (effort.fte, effort.evidence) for name, effort in found.items()} == {
        "Server": (64_000, "assumed"),  # 8 posts of 10: a fifth less
        "Network": (37_500, "assumed"),  # 5 posts of 4
    }
    assert found["Server"].source_rule == "carried over from “Year end”"
    assert (accepted.carried.efforts, len(accepted.carried.without)) == (planned.efforts, 1)
    entry = AuditEntry.objects.get(action="accept_refresh")
    assert entry.after == {
        "left": 1, "teams_gone": 0, "efforts": 2, "teams": 2, "scaled": 2, "assumed_now": 2
    }  # fmt: skip


def test_effort_that_came_into_the_draft_meanwhile_stays(world: Enterprise) -> None:
    draft = world.refreshed(*STAFF)
    own = EffortFactory.create(baseline=draft, team=world.server, activity=world.incidents, fte=10_000)
    accept_refresh(by=world.by, baseline=draft, version=draft.version)
    efforts = Effort.objects.filter(baseline=draft).values_list("team__name", "fte", "evidence")
    assert sorted(efforts) == [("Network", 30_000, "surveyed"), ("Server", 10_000, own.evidence)]


def test_what_was_corrected_by_hand_is_not_proposed_over_after_it_came_over(world: Enterprise) -> None:
    Effort.objects.update(evidence="assumed", source_rule=CORRECTED)
    draft = world.refreshed(*STAFF)
    accept_refresh(by=world.by, baseline=draft, version=draft.version)
    kept = set(Effort.objects.filter(baseline=draft).values_list("uid", flat=True))
    draft.refresh_from_db()
    propose_effort(by=world.by, baseline=draft)
    assert kept == set(Effort.objects.filter(baseline=draft).values_list("uid", flat=True))


def test_a_team_without_posts_goes_and_what_was_decided_about_defects_stays(world: Enterprise) -> None:
    QualityDecision.objects.create(baseline=world.baseline, kind="no-manager", subject="H", reason="The top")
    draft = world.refreshed(*(row for row in STAFF if row["team"] != "Network"))
    accepted = accept_refresh(by=world.by, baseline=draft, version=draft.version)
    assert accepted.teams == 1
    assert [row.team.name for row in BaselineTeam.objects.filter(baseline=draft)] == ["Server"]
    assert accepted.carried.lost_fte == 30_000
    assert QualityDecision.objects.get(baseline=draft).reason == "The top"


def test_posts_that_are_told_to_be_one_changed_their_reference_and_keep_their_effort(world: Enterprise) -> None:
    leaver = Position.objects.get(baseline=world.baseline, key="S0")
    Effort.objects.filter(team=world.server).update(position=leaver, fte=10_000)
    draft = world.refreshed(*(row for row in STAFF if row["id"] != "S0"), post("Z9"))
    found = comparison(world, draft)
    (proposal,) = found.proposals
    joiner = Position.objects.get(baseline=draft, key="Z9")
    assert (proposal.before, proposal.after) == (leaver.pk, joiner.pk)
    assert counts(found) == {"joined": 1, "left": 1}
    assert confirm_same_posts(by=world.by, baseline=draft, pairs=[(leaver, joiner)]) == 1
    assert confirm_same_posts(by=world.by, baseline=draft, pairs=[(leaver, joiner)]) == 0
    assert counts(comparison(world, draft)) == {"moved": 1, "changed": 1}
    accept_refresh(by=world.by, baseline=draft, version=draft.version)
    assert Effort.objects.get(baseline=draft, team=world.server).position == joiner


def test_posts_that_are_one_are_of_both_baselines_and_can_be_separated(world: Enterprise) -> None:
    draft = world.refreshed(*later())
    here, there = (Position.objects.get(baseline=one, key="S1") for one in (draft, world.baseline))
    with pytest.raises(UserError, match="a position of the earlier baseline, then one of the draft"):
        confirm_same_posts(by=world.by, baseline=draft, pairs=[(here, there)])
    confirm_same_posts(by=world.by, baseline=draft, pairs=[(there, here)])
    assert separate_posts(by=world.by, baseline=draft) == 1
    assert not SamePost.objects.exists()


def test_rows_without_a_reference_are_replaced_by_a_complete_extract_and_kept_beside_another(world: Enterprise) -> None:
    rows = [{"title": title, "team": "Desk", "fte": 2.0} for title in ("Agent", "Dispatcher")]
    world.baseline = world.bring("Desks", *rows)
    world.started()
    draft = world.bring("June", {"title": "Trainer", "team": "Desk", "fte": 1.0}, *rows)
    assert counts(comparison(world, draft)) == {"joined": 1}
    assert Position.objects.filter(baseline=draft).count() == 3
    partial = start_refresh(
        by=world.by, baseline=world.baseline, name="July", as_of=date(2026, 7, 31), is_complete=False
    ).baseline
    world.bring("July", {"title": "Trainer", "team": "Desk", "fte": 1.0})
    assert counts(comparison(world, partial)) == {"joined": 1}
    dated = f"row:{world.baseline.as_of.isoformat()}:1"
    assert keys(partial) == {"row:1:2", f"{dated}:2", f"{dated}:3"}


def test_a_row_without_a_reference_takes_nothing_from_the_row_that_stood_on_its_line(world: Enterprise) -> None:
    rows = [{"title": title, "team": "Desk", "fte": 2.0} for title in ("Agent", "Dispatcher")]
    world.baseline = world.bring("Desks", *(row | {"cost": 50_000_00} for row in rows))
    world.started()
    draft = world.bring("June", *reversed(rows))
    assert set(Position.objects.filter(baseline=draft).values_list("cost_low", flat=True)) == {None}


def test_the_import_of_an_extract_can_be_taken_back(world: Enterprise) -> None:
    draft = world.started()
    incoming = new_import("positions", world.organisation, "June")
    report = IMPORTER.check(incoming, frame_of(*later()))
    IMPORTER.publish(incoming, IMPORTER.load(incoming, report.accepted, lambda *_: None))
    Import.objects.filter(pk=incoming.pk).update(state="confirmed")
    IMPORTER.undo(Import.objects.get(pk=incoming.pk), world.by)
    Import.objects.filter(pk=incoming.pk).update(state="undone")
    found = comparison(world, draft)
    assert found.state
    assert found.state.is_waiting
    assert counts(found) == {}


def test_only_who_may_edit_refreshes(world: Enterprise) -> None:
    viewer = actor_of(member(Role.VIEWER, organisation=world.organisation))
    draft = world.refreshed(*later())
    for write in (
        lambda: start_refresh(by=viewer, baseline=world.baseline, name="No", as_of=date(2026, 7, 1), is_complete=True),
        lambda: accept_refresh(by=viewer, baseline=draft, version=draft.version),
        lambda: confirm_same_posts(by=viewer, baseline=draft, pairs=[]),
        lambda: separate_posts(by=viewer, baseline=draft),
    ):
        with pytest.raises(PermissionDenied):
            write()
