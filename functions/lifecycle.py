"""Writes about scenarios as a whole: a copy, and putting one away and taking it out again."""

from collections.abc import Callable

from django.db import transaction

from core import audit
from core.access import require_edit
from core.actor import Actor
from core.errors import UserError
from core.versions import Conflict
from functions.briefs import copy_brief
from functions.guardrail_actions import copy_guardrails
from functions.models import Operation, Scenario
from functions.projection import undone
from functions.rebuild import rebuild_placements
from functions.selectors import steps_of

Copier = Callable[[Scenario, Scenario], None]
_COPIERS: list[Copier] = []


def register_copier(copier: Copier) -> None:
    """Make known what else a copy of a scenario begins with (from `AppConfig.ready()` of the app that holds it)."""
    _COPIERS.append(copier)


def clone_scenario(*, by: Actor, scenario: Scenario, name: str) -> Scenario:
    """A draft with the same steps on the same baseline, undone ones too; the two go their own ways from here."""
    require_edit(by)
    with transaction.atomic():
        if Scenario.objects.visible_to(by).filter(name=name).exists():
            raise UserError(f"There is a scenario “{name}” already. Choose another name.")
        copy = Scenario.objects.create(
            organisation_id=by.organisation_id, baseline_id=scenario.baseline_id, name=name, version=scenario.version
        )
        _copy_steps(scenario, copy)
        copy_brief(scenario, copy)
        copy_guardrails(scenario, copy)
        rebuild_placements(copy)
        for copy_more in _COPIERS:
            copy_more(scenario, copy)
        after = {"name": name, "of": str(scenario.uid), "steps": copy.operations.count()}
        audit.record(by, "clone_scenario", "scenario", copy.uid, after=after)
    return copy


def _copy_steps(scenario: Scenario, copy: Scenario) -> None:
    """Steps with their authors and reasons; an undo names the copy of what it reverses."""
    copied: dict[int, Operation] = {}
    for step in scenario.operations.order_by("seq"):
        reverses = copied[step.reverses_id] if step.reverses_id else None
        copied[step.pk] = Operation.objects.create(
            scenario=copy,
            seq=step.seq,
            kind=step.kind,
            payload=step.payload,
            reason=step.reason,
            by_id=step.by_id,
            reverses=reverses,
        )


def archive_scenario(*, by: Actor, scenario: Scenario, version: int) -> None:
    """Put a draft away: it is kept with all its figures, but no longer offered or changed."""
    _set_state(by, scenario, version, Scenario.State.DRAFT, Scenario.State.ARCHIVED)


def restore_scenario(*, by: Actor, scenario: Scenario, version: int) -> None:
    """Take an archived scenario out again, as a draft; a merged branch only where the merge was undone."""
    if scenario.merged_as is not None:
        _require_undone(scenario.merged_as)
    _set_state(by, scenario, version, Scenario.State.ARCHIVED, Scenario.State.DRAFT)


def _require_undone(merge: Operation) -> None:
    """A branch goes on only where its parent has taken the merge back."""
    steps = steps_of(merge.scenario.operations.select_related("reverses"))
    if merge.seq not in undone(steps):
        raise UserError(
            f"It was merged into “{merge.scenario.name}” by step {merge.seq}. Undo that step first, or hand over the "
            "part again."
        )


def _set_state(by: Actor, scenario: Scenario, version: int, was: Scenario.State, state: Scenario.State) -> None:
    """The version stays: it is the number of the last step of the design, which does not change."""
    require_edit(by)
    if scenario.state != was:
        raise UserError(f"“{scenario.name}” is {scenario.state}; only what is {was} can become {state}.")
    with transaction.atomic():
        own = Scenario.objects.filter(pk=scenario.pk)
        if not own.filter(version=version, state=was).update(state=state):
            scenario.refresh_from_db()
            raise Conflict("scenario", state, scenario.state, version, scenario.version)
        scenario.state = state
        audit.record(by, "set_state", "scenario", scenario.uid, before={"state": was}, after={"state": state})
