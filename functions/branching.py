"""Writes about branches: a part of a scenario is handed over, and comes back."""

from collections.abc import Collection, Mapping
from typing import Any

from django.db import transaction

from core import audit
from core.access import require_edit
from core.actor import Actor
from core.errors import UserError
from core.versions import Conflict
from functions.lifecycle import clone_scenario
from functions.merging import Merge, merge_of
from functions.models import Operation, Scenario
from functions.operating import operate
from functions.projection import MERGE
from functions.selectors import ground_of, steps_of
from functions.wording import step_words
from towers.functions_reference import BY_CODE
from towers.models import Tower

SIDES = ("parent", "branch")


def branch_scenario(
    *,
    by: Actor,
    scenario: Scenario,
    name: str,
    functions: Collection[int] = (),
    towers: Collection[Tower] = (),
) -> Scenario:
    """A copy that remembers where it began and what was handed over: these functions and the teams of these towers.

    Neither hands over the whole design. What lies outside of it is refused in the branch.
    """
    require_edit(by)
    if scenario.state != Scenario.State.DRAFT:
        raise UserError(f"“{scenario.name}” is {scenario.state}. Only of a draft can a part be handed over.")
    if unknown := set(functions) - BY_CODE.keys():
        raise UserError(f"There is no function {sorted(unknown)[0]}; functions are numbered 1 to 10.", status=400)
    part = {"functions": sorted(set(functions)), "towers": sorted(tower.pk for tower in towers)}
    with transaction.atomic():
        branch = clone_scenario(by=by, scenario=scenario, name=name)
        branch.parent, branch.branched_at = scenario, branch.version
        branch.part = {what: named for what, named in part.items() if named}
        branch.save(update_fields=["parent", "branched_at", "part"])
        after = {"of": str(scenario.uid), "at": branch.branched_at, "part": branch.part}
        audit.record(by, "branch_scenario", "scenario", branch.uid, after=after)
    return branch


def merge_between(branch: Scenario) -> Merge:
    """The branch beside its parent as both are now; five queries."""
    return merge_of(
        ground_of(_parent(branch)),
        steps_of(_parent(branch).operations.select_related("reverses")),
        steps_of(branch.operations.select_related("reverses")),
        branch.branched_at or 0,
    )


def merge_branch(
    *,
    by: Actor,
    branch: Scenario,
    version: int,
    branch_version: int,
    choices: Mapping[int, str],
    reason: str = "",
) -> Operation:
    """One step of the parent that takes over what the branch has changed; the branch is put away as merged.

    `version` and `branch_version` are those that were seen; `choices` says for each conflict by its number whose value
    counts: “parent” or “branch”. Conflict where either was changed meanwhile.
    """
    require_edit(by)
    parent = _parent(branch)
    if branch.state != Scenario.State.DRAFT:
        raise UserError(f"“{branch.name}” is {branch.state}. Only a draft can be merged.")
    for seen, scenario in ((version, parent), (branch_version, branch)):
        if seen != scenario.version:
            raise _lost(scenario, seen)
    merge = merge_between(branch)
    of_branch = _decided(merge, choices)
    with transaction.atomic():
        step = operate(by, parent, version, MERGE, _payload(branch, merge, of_branch), reason)
        own = Scenario.objects.filter(pk=branch.pk, version=branch_version, state=Scenario.State.DRAFT)
        if not own.update(state=Scenario.State.ARCHIVED, merged_as=step):
            raise _lost(branch, branch_version)
        branch.refresh_from_db()
        after = {"state": branch.state, "merged_as": step.seq}
        audit.record(by, "merge_branch", "scenario", branch.uid, before={"state": Scenario.State.DRAFT}, after=after)
    return step


def _parent(branch: Scenario) -> Scenario:
    if branch.parent is None:
        raise UserError(f"“{branch.name}” is no branch: there is nothing to merge it into.")
    return branch.parent


def _lost(scenario: Scenario, seen: int) -> Conflict:
    """Somebody changed the parent or the branch since the page was made."""
    last = scenario.operations.select_related("reverses").order_by("-seq").first()
    now = Scenario.objects.values_list("version", flat=True).get(pk=scenario.pk)
    theirs = f"{scenario.name}, step {last.seq}: {step_words(last, {})}" if last else scenario.name
    return Conflict("scenario", f"The merge as of step {seen}", theirs, seen, now)


def _decided(merge: Merge, choices: Mapping[int, str]) -> set[int]:
    """The conflicts that are decided for the branch; each has to be decided."""
    if open_ones := [number for number in merge.conflicts if choices.get(number) not in SIDES]:
        numbers = ", ".join(str(number) for number in open_ones)
        raise UserError(f"Choose the parent's or the branch's value in conflict {numbers}.", status=400)
    if unknown := choices.keys() - merge.conflicts.keys():
        raise UserError(f"There is no conflict {sorted(unknown)[0]}. Look at the merge again.", status=400)
    return {number for number, side in choices.items() if side == "branch"}


def _payload(branch: Scenario, merge: Merge, of_branch: Collection[int]) -> dict[str, Any]:
    taken = merge.taken(of_branch)
    return {
        "branch": str(branch.uid),
        "name": branch.name,
        "at": branch.version,
        "cards": len(taken.cards),
        "choices": len(taken.choices),
        "decided": {str(number): SIDES[number in of_branch] for number in merge.conflicts},
        "steps": merge.steps(of_branch),
    }
