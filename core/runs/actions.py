"""Asking for a run, and taking it back."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from core import audit
from core.access import require_edit
from core.actor import Actor
from core.models import Run, RunInput
from core.runs.doorbell import ring
from core.runs.registry import run_kind


@dataclass(frozen=True, slots=True)
class Input:
    """An input of a run: what it is and which version of it counts."""

    kind: str
    object_id: int
    version: int = 1
    sha256: str = ""


@cache
def lock_hash() -> str:
    """The hash of the locked requirements: other versions of libraries may give other digits."""
    return hashlib.sha256((settings.BASE_DIR / "requirements.txt").read_bytes()).hexdigest()


def fingerprint(kind: str, params: dict[str, Any], inputs: Sequence[Input]) -> str:
    """sha256 over all that decides a result's digits; `params` includes the seed where there is one."""
    parts = {
        "kind": kind,
        "formula": run_kind(kind).formula_version,
        "params": params,
        "inputs": sorted([i.kind, i.object_id, i.version, i.sha256] for i in inputs),
        "lock": lock_hash(),
    }
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def request_run(*, by: Actor, kind: str, params: dict[str, Any], inputs: Sequence[Input] = ()) -> Run:
    """The run for these inputs: the active or finished one if there is one (same digits), else a new queued one."""
    require_edit(by)
    mark = fingerprint(kind, params, inputs)
    wanted = Run.objects.visible_to(by).filter(kind=kind, fingerprint=mark)
    known = wanted.filter(state__in=[*Run.ACTIVE, Run.State.DONE]).first()
    if known:
        return known
    try:
        return _queue_run(by, kind, params, inputs, mark)
    except IntegrityError:  # somebody asked for the same at the same moment
        return wanted.filter(state__in=[*Run.ACTIVE, Run.State.DONE]).get()


def _queue_run(by: Actor, kind: str, params: dict[str, Any], inputs: Sequence[Input], mark: str) -> Run:
    with transaction.atomic():
        run = Run.objects.create(
            organisation_id=by.organisation_id, kind=kind, params=params, fingerprint=mark, requested_by_id=by.user_id
        )
        RunInput.objects.bulk_create(
            RunInput(run=run, kind=i.kind, object_id=i.object_id, object_version=i.version, sha256=i.sha256)
            for i in inputs
        )
        audit.record(by, "request_run", "run", run.uid, after={"kind": kind, "params": params})
        transaction.on_commit(lambda: ring(run.pk))
    return run


def cancel_run(*, by: Actor, run: Run) -> Run:
    """Take a queued or running run back; its worker notices at its next progress write. A finished run stays."""
    require_edit(by)
    with transaction.atomic():
        active = Run.objects.editable_by(by).filter(pk=run.pk, state__in=Run.ACTIVE)
        if active.update(state=Run.State.CANCELLED, ended=timezone.now(), lease_until_ms=None):
            audit.record(by, "cancel_run", "run", run.uid)
    run.refresh_from_db()
    return run
