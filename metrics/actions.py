"""Asking for a computation by its kind: what each needs, and what is taken where nothing is named."""

import importlib
from collections.abc import Callable, Mapping
from typing import Any

from django.db.models import Model

from core.actor import Actor
from core.errors import UserError
from core.models import Run
from functions.selectors import scenarios_of
from services.selectors import newest_log
from towers.selectors import working_baseline

NEEDS: dict[str, tuple[str, ...]] = {
    "duplication": ("baseline",),
    "finder": ("baseline", "log"),
    "spans": ("baseline",),
    "handoffs": ("log",),
    "ticket_costs": ("baseline", "log"),
    "replay": ("scenario", "log"),
    "savings": ("scenario", "log"),
    "proposal": ("scenario", "log"),
}
OPTIONAL = {("savings", "log"), ("finder", "log"), ("proposal", "log")}
SEEDED = {"savings"}
NEWEST: dict[str, Callable[[Actor], Model | None]] = {
    "baseline": working_baseline,
    "scenario": lambda actor: scenarios_of(actor).first(),
    "log": newest_log,
}
MISSING = {
    "baseline": "There is no baseline. Import a staff list first.",
    "scenario": "There is no scenario. Make one on the page Scenarios, on a baseline.",
    "log": "There is no ticket log that is ready. Import one first.",
}


def computation_inputs(actor: Actor, kind: str, named: Mapping[str, Model]) -> dict[str, Model | None]:
    """What the computation rests on: the named objects, else the working baseline, newest scenario, newest ready log.

    Raises UserError for an object that the kind does not take, and for one that it needs and nobody has.
    """
    for need in named:
        if need not in NEEDS[kind]:
            raise UserError(f"{kind} takes no {need}. Leave it out.", status=400)
    found = {need: named.get(need) or NEWEST[need](actor) for need in NEEDS[kind]}
    for need, thing in found.items():
        if thing is None and (kind, need) not in OPTIONAL:
            raise UserError(MISSING[need])
    return found


def request_computation(*, by: Actor, kind: str, inputs: Mapping[str, Model | None], seed: int | None = None) -> Run:
    """The run of this kind over these inputs (see `computation_inputs`); a finished one where nothing moved since."""
    if seed is not None and kind not in SEEDED:
        raise UserError(f"{kind} takes no seed. Leave it out.", status=400)
    more: dict[str, Any] = {} if seed is None else {"seed": seed}
    run: Run = importlib.import_module(f"metrics.kinds.{kind}").request(by, *inputs.values(), **more)
    return run
