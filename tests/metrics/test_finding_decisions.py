"""Confirm, dismiss, merge and split; decisions outlive a refresh of the data."""

import pytest

from core.errors import UserError
from core.models import AuditEntry, Run
from core.runs.worker import execute_here
from core.versions import Conflict
from metrics.finding_actions import decide_finding, merge_findings, split_finding, withdraw_decision
from metrics.models import FindingDecision
from metrics.selectors.finding_decisions import Member, held_decisions
from tests.metrics.finder_world import FinderWorld
from towers.actions.baselines import lock_baseline
from towers.models import ActivityWording, Effort

pytestmark = pytest.mark.django_db(transaction=True)
CAPACITY, DBAS = "Capacity reporting", "Senior Database Administrator"


@pytest.fixture
def world() -> FinderWorld:
    world = FinderWorld()
    world.search()
    return world


def dismiss(world: FinderWorld, label: str, version: int = 0) -> FindingDecision:
    return decide_finding(
        by=world.by, finding=world.finding(label), version=version, decision="dismissed", reason="By law"
    )


def merge(world: FinderWorld) -> Run:
    return merge_findings(
        by=world.by,
        baseline=world.baseline,
        findings=[world.finding(CAPACITY), world.finding(DBAS)],
        version=0,
        activity=world.activities[CAPACITY],
    )


def split(world: FinderWorld, *texts: str) -> Run:
    row = world.finding(CAPACITY)
    out = [member for member in row.members if member.text in texts]
    return split_finding(by=world.by, baseline=world.baseline, finding=row, version=row.version, out=out)


def labels(world: FinderWorld) -> list[str]:
    return [row.label for row in world.view().findings]


def test_a_dismissed_finding_needs_a_reason_and_leaves_the_sums(world: FinderWorld) -> None:
    with pytest.raises(UserError, match="Say why"):
        decide_finding(by=world.by, finding=world.finding(CAPACITY), version=0, decision="dismissed", reason=" ")
    before = world.view().outside_largest_fte
    dismiss(world, CAPACITY)
    assert world.finding(CAPACITY).status == "dismissed"
    assert before - world.view().outside_largest_fte == pytest.approx(1.6)
    assert AuditEntry.objects.filter(action="decide_finding").count() == 1


def test_a_decision_is_found_again_after_a_refresh(world: FinderWorld) -> None:
    dismiss(world, CAPACITY)
    world.add_effort("Network", "Circuit usage summary", "Circuits", 0.4)
    world.add_effort("Server", "Weekly utilisation dashboard", "Dashboards", 0.4)
    Effort.objects.filter(wording="Growth list").delete()
    world.search()
    held = world.finding(CAPACITY).held
    assert held is not None
    assert (held.decision.decision, held.new, held.gone) == ("dismissed", 2, 1)
    decide_finding(
        by=world.by, finding=world.finding(CAPACITY), version=held.decision.version, decision="confirmed", reason=""
    )
    held = world.finding(CAPACITY).held
    assert held is not None
    assert (held.decision.decision, held.new, held.gone) == ("confirmed", 0, 0)
    assert FindingDecision.objects.count() == 1


def test_a_decision_holds_while_half_of_all_wordings_are_shared() -> None:
    decision = FindingDecision(
        decision="confirmed", members=[Member("wording", text).stored() for text in ("a", "b", "c")]
    )
    findings = {
        "half": [Member("wording", text) for text in ("A", "b", "c", "d", "e", "f")],
        "less": [Member("wording", text) for text in ("a", "b", "d", "e", "f")],
        "other kind": [Member("title", text) for text in ("a", "b", "c")],
    }
    assert set(held_decisions([decision], findings)) == {"half"}


def test_the_loser_of_two_decisions_is_told(world: FinderWorld) -> None:
    seen_by_both = world.finding(CAPACITY)
    dismiss(world, CAPACITY)
    with pytest.raises(Conflict):
        decide_finding(by=world.by, finding=seen_by_both, version=0, decision="confirmed")
    with pytest.raises(Conflict):
        decide_finding(by=world.by, finding=world.finding(CAPACITY), version=7, decision="confirmed")
    assert world.finding(CAPACITY).status == "dismissed"


def test_who_saw_a_decision_that_was_taken_back_is_told(world: FinderWorld) -> None:
    row = world.finding(CAPACITY)
    with pytest.raises(Conflict):
        decide_finding(by=world.by, finding=row, version=1, decision="confirmed")
    with pytest.raises(Conflict):
        split_finding(by=world.by, baseline=world.baseline, finding=row, version=1, out=row.members[:1])
    assert FindingDecision.objects.count() == 0


def test_a_merge_moves_the_effort_of_a_draft_and_is_kept(world: FinderWorld) -> None:
    assert execute_here(merge(world)).state == "done"
    row = world.finding(CAPACITY)
    assert labels(world) == [CAPACITY]
    assert (row.status, len(row.members)) == ("merged", 6)
    activities = Effort.objects.filter(wording__icontains="capacity").values_list("activity__name", flat=True)
    assert set(activities) == {CAPACITY}
    assert set(ActivityWording.objects.values_list("key", flat=True)) >= {"monthly capacity pack", "dba"}
    world.add_effort("Server", "Capacity overview", "Overviews", 0.4)
    world.search()
    assert labels(world) == [CAPACITY]
    assert (world.finding(CAPACITY).status, world.finding(CAPACITY).held.new) == ("merged", 1)


def test_a_merge_leaves_a_locked_baseline_as_it_is(world: FinderWorld) -> None:
    world.baseline.refresh_from_db()
    lock_baseline(by=world.by, baseline=world.baseline, version=world.baseline.version)
    execute_here(merge(world))
    assert labels(world) == [CAPACITY]
    assert Effort.objects.get(wording="Monthly capacity pack").activity.name == "Capacity pack"


def test_a_merge_needs_two_findings_and_an_activity(world: FinderWorld) -> None:
    row = world.finding(CAPACITY)
    with pytest.raises(UserError, match="at least one other"):
        merge_findings(by=world.by, baseline=world.baseline, findings=[row], version=0, activity=None)
    with pytest.raises(UserError, match="Choose the activity"):
        merge_findings(
            by=world.by, baseline=world.baseline, findings=[row, world.finding(DBAS)], version=0, activity=None
        )
    assert FindingDecision.objects.count() == 0


def test_what_was_split_stays_out_after_a_refresh(world: FinderWorld) -> None:
    assert execute_here(split(world, "Growth list", "Monthly capacity pack")).state == "done"
    assert {member.text for member in world.finding(CAPACITY).members} == {
        "Server capacity report",
        "Bandwidth utilisation statistics",
    }
    world.add_effort("Network", "Circuit usage summary", "Circuits", 0.4)
    world.search()
    texts = {member.text for member in world.finding(CAPACITY).members}
    assert "Circuit usage summary" in texts
    assert not texts & {"Growth list", "Monthly capacity pack"}


def test_a_split_needs_something_to_take_and_something_to_leave(world: FinderWorld) -> None:
    for texts in ((), [member.text for member in world.finding(CAPACITY).members]):
        with pytest.raises(UserError, match="at least one has to stay"):
            split(world, *texts)


def test_a_wording_can_be_taken_out_of_a_merge(world: FinderWorld) -> None:
    execute_here(merge(world))
    execute_here(split(world, "Growth list"))
    row = world.finding(CAPACITY)
    assert (row.status, len(row.members)) == ("merged", 5)
    with pytest.raises(UserError, match="Take the merge back"):
        decide_finding(by=world.by, finding=row, version=row.version, decision="confirmed")


def test_decisions_can_be_taken_back(world: FinderWorld) -> None:
    dismiss(world, DBAS)
    decision = world.finding(DBAS).held.decision
    assert withdraw_decision(by=world.by, baseline=world.baseline, decision=decision, version=1) is None
    assert world.finding(DBAS).status == "open"
    execute_here(split(world, "Growth list"))
    decision = FindingDecision.objects.get()
    run = withdraw_decision(by=world.by, baseline=world.baseline, decision=decision, version=decision.version)
    assert run is not None
    execute_here(run)
    assert len(world.finding(CAPACITY).members) == 4


def test_a_merge_takes_back_the_split_it_contradicts(world: FinderWorld) -> None:
    execute_here(split(world, "Monthly capacity pack", "Bandwidth utilisation statistics"))
    assert len(labels(world)) == 3
    first, second = (row for row in world.view().findings if row.label != DBAS)
    run = merge_findings(
        by=world.by,
        baseline=world.baseline,
        findings=[first, second],
        version=0,
        activity=world.activities[CAPACITY],
    )
    execute_here(run)
    assert list(FindingDecision.objects.values_list("decision", flat=True)) == ["merged"]
    assert len(world.finding(CAPACITY).members) == 4
