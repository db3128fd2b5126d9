"""A new scenario from a proposal: a copy of the design with the chosen changes; the design itself stays."""

from collections.abc import Collection
from uuid import UUID

from django.db import transaction

from core.access import require_edit
from core.actor import Actor
from core.errors import UserError
from core.figures import day
from core.models import Run
from functions.actions import move_cards, set_reach
from functions.lifecycle import clone_scenario
from functions.models import Scenario
from functions.selectors import pairs_by_uid
from metrics.inputs.versions import versions_today
from metrics.results import moved_inputs
from metrics.selectors.proposal_content import CellChange, ReachChange, content_of


def take_proposal(*, by: Actor, scenario: Scenario, run: Run, name: str, chosen: Collection[str]) -> Scenario:
    """A clone with one step that moves the chosen efforts, and one for each chosen reach.

    Refused where the design has changed since, or nothing of the proposal is chosen.
    """
    require_edit(by)
    if "scenario" in moved_inputs(run, versions_today(by, run)):
        raise UserError("The design has changed since this proposal. Compute it again, then choose from it.")
    content = content_of(run)
    if content is None:
        raise UserError("This run found no proposal. Compute one first.")
    cells = [change for change in content.cells if change.key in chosen]
    reaches = [change for change in content.reaches if change.key in chosen]
    if not cells and not reaches:
        raise UserError("Nothing is chosen. Tick the changes that the new scenario is to have.", status=400)
    if not name.strip():
        raise UserError("The new scenario needs a name.", status=400)
    with transaction.atomic():
        copy = clone_scenario(by=by, scenario=scenario, name=name.strip())
        reason = f"From the proposal of {day(run.created)}"
        _move(by, copy, cells, reason)
        _set_reaches(by, copy, reaches, reason)
    return copy


def _move(by: Actor, copy: Scenario, cells: list[CellChange], reason: str) -> None:
    if not cells:
        return
    names = {change.key: (UUID(change.team), UUID(change.activity)) for change in cells}
    pairs = pairs_by_uid(by, copy, names.values())
    moves = {pairs[names[change.key]]: {int(code): share for code, share in change.after.items()} for change in cells}
    move_cards(by=by, scenario=copy, version=copy.version, moves=moves, reason=reason)


def _set_reaches(by: Actor, copy: Scenario, reaches: list[ReachChange], reason: str) -> None:
    for change in reaches:
        set_reach(
            by=by,
            scenario=copy,
            version=copy.version,
            function_code=change.function,
            reach=change.after,
            reason=reason,
        )
