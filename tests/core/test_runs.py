"""The run row is the truth: claimed once, fenced by its attempt, swept when its worker is lost."""

import subprocess
import sys
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from core.actor import Role
from core.errors import UserError
from core.models import AuditEntry, Run
from core.runs import actions, doorbell, lease, registry, sweep, worker
from core.runs.registry import Finish, Progress, RunKind
from tests.factories import actor_of, member

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def bells(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """What was rung, instead of a broker."""
    rung: list[int] = []
    monkeypatch.setattr(actions, "ring", rung.append)
    monkeypatch.setattr(sweep, "ring", rung.append)
    return rung


@pytest.fixture
def demonstration() -> Run:
    return actions.request_run(by=actor_of(member()), kind="demonstration", params={"pause_s": 0})


def with_kind(monkeypatch: pytest.MonkeyPatch, execute: Any) -> Run:
    monkeypatch.setitem(registry._KINDS, "trial", RunKind("trial", "Trial", execute))
    return actions.request_run(by=actor_of(member()), kind="trial", params={})


def writing(written: list[str], name: str) -> Finish:
    """A way to finish that leaves a trace."""

    def finish() -> dict[str, Any]:
        written.append(name)
        return {"by": name}

    return finish


NEIGHBOUR = "from core.runs.owner import this_process; print(this_process(), flush=True); import time; time.sleep(60)"


def expire(run: Run) -> None:
    """The lease runs out, as if fifteen seconds had passed."""
    Run.objects.filter(pk=run.pk).update(lease_until_ms=1)


def test_a_request_is_queued_audited_and_rung_after_the_commit(bells: list[int], demonstration: Run) -> None:
    assert demonstration.state == "queued"
    assert bells == [demonstration.pk]
    assert AuditEntry.objects.get().action == "request_run"


def test_the_same_inputs_share_one_run_while_it_is_active_and_afterwards(demonstration: Run) -> None:
    asker = actor_of(demonstration.organisation.memberships.get())
    again = actions.request_run(by=asker, kind="demonstration", params={"pause_s": 0})
    other = actions.request_run(by=asker, kind="demonstration", params={"pause_s": 0, "number": 2})
    assert again == demonstration
    assert other != demonstration
    worker.execute_here(demonstration)
    assert actions.request_run(by=asker, kind="demonstration", params={"pause_s": 0}) == demonstration


def test_forty_steps_end_in_done_with_an_outcome(demonstration: Run) -> None:
    done = worker.execute_here(demonstration)
    assert (done.state, done.progress, done.total, done.attempt) == ("done", 40, 40, 1)
    assert done.outcome == {"steps": 40}
    assert done.lease_until_ms is None


def test_a_run_is_claimed_by_one(demonstration: Run) -> None:
    first = lease.claim_run(demonstration.pk)
    assert first is not None
    assert first.attempt == 1
    assert lease.claim_run(demonstration.pk) is None


def test_a_lost_workers_run_is_claimed_again_and_the_ghost_can_write_nothing(demonstration: Run) -> None:
    ghost = lease.claim_run(demonstration.pk)
    expire(demonstration)
    heir = lease.claim_run(demonstration.pk)
    assert ghost is not None
    assert heir is not None
    assert heir.attempt == 2
    written: list[str] = []
    with pytest.raises(lease.LeaseLost):
        lease.finish_run(ghost, writing(written, "ghost"))
    lease.finish_run(heir, writing(written, "heir"))
    demonstration.refresh_from_db()
    assert written == ["heir"]
    assert demonstration.outcome == {"by": "heir"}


def test_without_the_fence_the_ghost_would_write_too(monkeypatch: pytest.MonkeyPatch, demonstration: Run) -> None:
    """The control of the test above: with the fence off, both write."""
    monkeypatch.setattr(lease, "fenced_update", lambda claim, **values: None)
    ghost = lease.claim_run(demonstration.pk)
    expire(demonstration)
    heir = lease.claim_run(demonstration.pk)
    written: list[str] = []
    for claim, name in ((ghost, "ghost"), (heir, "heir")):
        assert claim is not None
        lease.finish_run(claim, writing(written, name))
    assert written == ["ghost", "heir"]


def test_results_and_state_come_in_one_transaction(monkeypatch: pytest.MonkeyPatch) -> None:
    def execute(run_id: int, progress: Progress) -> Finish:
        def finish() -> dict[str, Any]:
            AuditEntry.objects.create(organisation_id=1, action="result", object_kind="trial", object_id="1")
            raise RuntimeError("the disk is full")

        return finish

    run = worker.execute_here(with_kind(monkeypatch, execute))
    assert run.state == "failed"
    assert "broke off" in run.error
    assert not AuditEntry.objects.filter(action="result").exists()


def test_an_error_for_the_user_is_kept_in_its_words(monkeypatch: pytest.MonkeyPatch) -> None:
    def execute(run_id: int, progress: Progress) -> Finish:
        raise UserError("The log holds no closed ticket. Load one that does.")

    run = worker.execute_here(with_kind(monkeypatch, execute))
    assert (run.state, run.error) == ("failed", "The log holds no closed ticket. Load one that does.")


def test_a_cancelled_run_stops_at_its_next_progress(monkeypatch: pytest.MonkeyPatch) -> None:
    steps: list[int] = []

    def execute(run_id: int, progress: Progress) -> Finish:
        run = Run.objects.get(pk=run_id)
        for step in range(1, 4):
            steps.append(step)
            if step == 2:
                actions.cancel_run(by=actor_of(run.organisation.memberships.get()), run=run)
            progress(3, 3)
        return dict

    run = worker.execute_here(with_kind(monkeypatch, execute))
    assert run.state == "cancelled"
    assert steps == [1, 2]


def test_a_finished_run_cannot_be_cancelled(demonstration: Run) -> None:
    worker.execute_here(demonstration)
    by = actor_of(demonstration.organisation.memberships.get())
    assert actions.cancel_run(by=by, run=demonstration).state == "done"


def test_the_sweep_rings_for_what_lost_its_bell_or_its_worker(bells: list[int], demonstration: Run) -> None:
    bells.clear()
    sweep.sweep_runs()
    assert bells == [demonstration.pk]  # never dispatched: the bell was not heard
    lease.claim_run(demonstration.pk)
    sweep.sweep_runs()
    assert bells == [demonstration.pk]  # running with a good lease: left alone
    expire(demonstration)
    sweep.sweep_runs()
    assert bells == [demonstration.pk] * 2


def test_what_a_killed_neighbour_left_behind_is_to_be_had_at_once(demonstration: Run) -> None:
    with subprocess.Popen([sys.executable, "-c", NEIGHBOUR], stdout=subprocess.PIPE) as neighbour:
        assert neighbour.stdout is not None
        owner = neighbour.stdout.readline().decode().strip()
        lease.claim_run(demonstration.pk)
        Run.objects.filter(pk=demonstration.pk).update(owner=owner)
        sweep.end_leases_of_the_gone()
        assert lease.claim_run(demonstration.pk) is None
        neighbour.kill()
    sweep.end_leases_of_the_gone()
    heir = lease.claim_run(demonstration.pk)
    assert heir is not None
    assert heir.attempt == 2


@pytest.mark.parametrize("owner", ["", "another-start/pid:[4026531836]/1:1"])
def test_what_cannot_be_seen_from_here_keeps_its_lease(demonstration: Run, owner: str) -> None:
    lease.claim_run(demonstration.pk)
    Run.objects.filter(pk=demonstration.pk).update(owner=owner)
    sweep.end_leases_of_the_gone()
    assert lease.claim_run(demonstration.pk) is None


def test_a_bell_just_rung_is_not_rung_again_at_once(
    bells: list[int], demonstration: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.tasks.execute_run.apply_async", lambda **kwargs: None)
    doorbell.ring(demonstration.pk)
    bells.clear()
    sweep.sweep_runs()
    assert bells == []


def test_a_broker_that_is_away_costs_nothing(monkeypatch: pytest.MonkeyPatch, demonstration: Run) -> None:
    def away(**kwargs: Any) -> None:
        raise ConnectionRefusedError

    monkeypatch.setattr("core.tasks.execute_run.apply_async", away)
    doorbell.ring(demonstration.pk)
    demonstration.refresh_from_db()
    assert demonstration.dispatched_at_ms is None


def test_a_run_that_kills_its_worker_every_time_fails_in_the_end(demonstration: Run) -> None:
    for _ in range(lease.MAX_ATTEMPTS):
        assert lease.claim_run(demonstration.pk) is not None
        expire(demonstration)
    assert lease.claim_run(demonstration.pk) is None
    sweep.sweep_runs()
    demonstration.refresh_from_db()
    assert demonstration.state == "failed"
    assert "lost 5 times" in demonstration.error


def test_the_lease_is_measured_with_the_databases_clock(demonstration: Run) -> None:
    lease.claim_run(demonstration.pk)
    demonstration.refresh_from_db()
    now = "(julianday('now') - 2440587.5) * 86400000"
    if connection.vendor == "postgresql":
        now = "EXTRACT(EPOCH FROM clock_timestamp()) * 1000"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {now}")
        now_ms = float(cursor.fetchone()[0])
    assert demonstration.lease_until_ms is not None
    assert 0 < demonstration.lease_until_ms - now_ms <= lease.LEASE_MS


def test_a_viewer_starts_and_cancels_nothing(demonstration: Run) -> None:
    viewer = actor_of(member(Role.VIEWER, organisation=demonstration.organisation))
    with pytest.raises(PermissionDenied, match="may look, not change"):
        actions.cancel_run(by=viewer, run=demonstration)
    demonstration.refresh_from_db()
    assert demonstration.state == "queued"
