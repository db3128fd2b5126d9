"""What an approval freezes: each part as a canonical text of its own, and one hash over the hashes of all of them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Model, QuerySet

from core.errors import UserError
from core.models import Run
from core.runs.actions import lock_hash
from core.runs.registry import run_kind
from functions.models import BudgetHolder, Design, DesignLocation, Operation, Placement, RegionMinimum, Scenario
from functions.owner_selectors import stated_owners
from metrics.decisions.digits import kept_results
from metrics.inputs.freezing import canonical, thawed
from metrics.inputs.saving_evidence import SavingEvidence
from metrics.kinds import replay as replays
from metrics.kinds import savings
from metrics.kinds.artifacts import store_text, stored_text, text_hash
from metrics.models import Artifact, FrozenEvidence
from metrics.registry import metric
from services.models import GroupPlacement
from towers.models import Baseline, BaselineTeam, Effort, Position

Kind = FrozenEvidence.Kind
IN_FILES = (Kind.INPUTS, Kind.RESULTS)  # too large for a row
CHUNK = 2_000


@dataclass(frozen=True, slots=True)
class Frozen:
    """One part of the evidence: its canonical text and where that is kept ("" for the row itself)."""

    kind: str
    text: str
    sha256: str
    path: str = ""


def frozen_evidence(scenario: Scenario, run: Run, replay: Run | None) -> list[Frozen]:
    """All that the figures of a finished saving (and replay) rest on, and the figures.

    Raises UserError for a run whose inputs were not kept, or whose file is not what it was.
    """
    inputs = _kept_inputs(run, Kind.INPUTS, savings.INPUTS)
    flows = [_kept_inputs(replay, Kind.REPLAY, replays.INPUTS)] if replay is not None else []
    evidence: SavingEvidence = thawed(inputs.text)
    documents = {
        Kind.BASELINE: baseline_facts(scenario.baseline),
        Kind.SCENARIO: scenario_facts(scenario),
        Kind.ASSUMPTIONS: [asdict(known) for known in evidence.assumptions],
        Kind.COMPUTATION: computation_facts(run, replay),
        Kind.RESULTS: kept_results(run, replay),
    }
    parts = [_frozen(kind, canonical(document)) for kind, document in documents.items()]
    return [*parts, inputs, *flows]


def content_hash(scenario_uid: UUID, hashes: Mapping[str, str]) -> str:
    """sha256 over the scenario's uid and the hash of each part, by kind.

    >>> one = content_hash(UUID(int=1), {"inputs": "a", "results": "b"})
    >>> one == content_hash(UUID(int=1), {"results": "b", "inputs": "a"}), len(one)
    (True, 64)
    """
    return text_hash(canonical({"scenario": str(scenario_uid), "evidence": dict(hashes)}))


def text_of(evidence: FrozenEvidence) -> str | None:
    """The frozen text; None where its file is gone or cannot be read."""
    return stored_text(evidence.path) if evidence.path else evidence.content


def baseline_facts(baseline: Baseline) -> dict[str, Any]:
    """Which baseline, and a hash over the rows of each of its tables in a fixed order."""
    tables: dict[str, tuple[QuerySet[Any], tuple[str, ...]]] = {
        "positions": (Position.objects.filter(baseline=baseline), ("key", "occurrence")),
        "efforts": (Effort.objects.filter(baseline=baseline), ("id",)),
        "teams": (BaselineTeam.objects.filter(baseline=baseline), ("team_id",)),
    }
    return {
        "uid": str(baseline.uid),
        "name": baseline.name,
        "as_of": baseline.as_of.isoformat(),
        "version": baseline.version,
        "tables": {name: _rows_hash(rows.order_by(*order)) for name, (rows, order) in tables.items()},
    }


def scenario_facts(scenario: Scenario) -> dict[str, Any]:
    """The steps in their order, and what follows from them."""
    own = {"scenario": scenario}
    steps = Operation.objects.filter(**own).order_by("seq")
    return {
        "uid": str(scenario.uid),
        "name": scenario.name,
        "version": scenario.version,
        "steps": _rows(steps.values("seq", "kind", "payload", "reason", "by_id", "at", "reverses__seq")),
        "placements": _rows(_facts(Placement, "scenario", **own)),
        "designs": _rows(_facts(Design, "scenario", **own)),
        "minimums": _rows(_facts(RegionMinimum, "design", "design__function_code", design__scenario=scenario)),
        "locations": _rows(_facts(DesignLocation, "design", "design__function_code", design__scenario=scenario)),
        "budget_holder": _rows(_facts(BudgetHolder, "scenario", **own)),
        "groups": _rows(_facts(GroupPlacement, "scenario", **own)),
        "service_owners": owner_facts(scenario),
    }


def owner_facts(scenario: Scenario) -> list[dict[str, Any]]:
    """The owners of services that the steps state, whatever the portfolio says of the services."""
    columns = ("service", "name", "function", "role", "role_name", "step")
    stated = sorted(stated_owners(scenario).values(), key=lambda owner: owner.service)
    return _rows({name: getattr(owner, name) for name in columns} for owner in stated)


def computation_facts(*runs: Run | None) -> dict[str, Any]:
    """How the figures came about: the runs, their parameters and inputs, versions of formulas, the lock file."""
    return {"runs": [_run_facts(run) for run in runs if run is not None], "lock": lock_hash()}


def _run_facts(run: Run) -> dict[str, Any]:
    inputs = run.inputs.order_by("kind", "object_id").values_list("kind", "object_id", "object_version", "sha256")
    codes = set(run.results.values_list("metric", flat=True))
    return {
        "uid": str(run.uid),
        "kind": run.kind,
        "formula": run_kind(run.kind).formula_version,
        "formulas": {code: known.version for code in sorted(codes) if (known := metric(code))},
        "params": run.params,
        "inputs": [list(row) for row in inputs],
        "fingerprint": run.fingerprint,
    }


def _kept_inputs(run: Run, part: Kind, artifact: str) -> Frozen:
    kept = Artifact.objects.filter(run=run, kind=artifact).first()
    text = stored_text(kept.path) if kept else None
    if kept is None or text is None or text_hash(text) != kept.sha256:
        raise UserError(f"What the {run.kind} run was computed from is not kept with it. Compute it again.")
    return Frozen(part, text, kept.sha256, kept.path)


def _frozen(kind: str, text: str) -> Frozen:
    if kind in IN_FILES:
        stored = store_text(text)
        return Frozen(kind, text, stored.sha256, stored.path)
    return Frozen(kind, text, text_hash(text))


def _facts(model: type[Model], owner: str, *also: str, **of: Any) -> QuerySet[Any, dict[str, Any]]:
    """All columns of the rows but their number and their owner, so that a column that is added later is frozen too."""
    columns = [*also, *(one.attname for one in model._meta.concrete_fields if one.name not in ("id", owner))]
    return model._default_manager.filter(**of).order_by(*columns).values(*columns)


def _rows(rows: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    return [{name: _cell(value) for name, value in row.items()} for row in rows]


def _cell(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date | datetime) else str(value) if isinstance(value, UUID) else value


def _rows_hash(rows: QuerySet[Any]) -> dict[str, Any]:
    """How many rows, and sha256 over them, one line each."""
    columns = [one.attname for one in rows.model._meta.concrete_fields]
    digest, count = hashlib.sha256(), 0
    for row in rows.values_list(*columns).iterator(chunk_size=CHUNK):
        digest.update(canonical([_cell(value) for value in row]).encode() + b"\n")
        count += 1
    return {"rows": count, "columns": columns, "sha256": digest.hexdigest()}
