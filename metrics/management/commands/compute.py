"""manage.py compute KIND --organisation SLUG"""

import json
import time
from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandParser

from core.actor import Actor
from core.errors import UserError
from core.models import Run
from core.runs.worker import execute_here
from functions.selectors import scenarios_of
from metrics.actions import NEEDS, computation_inputs, request_computation
from metrics.models import Result
from organisations.models import Organisation
from services.selectors import visible_logs
from towers.models import Baseline

POLL_S = 0.5


class Command(BaseCommand):
    """Computes in this process and prints one JSON object; exit code 1 and an object with `error` where it cannot."""

    help = (
        "Compute duplication, spans, handoffs, costs of tickets, replay or savings of an organisation and print the "
        "figures as JSON."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """What to compute, of whom, and of which of their objects; without a name the newest is taken."""
        parser.add_argument("kind", choices=list(NEEDS))
        parser.add_argument("--organisation", required=True, metavar="SLUG")
        parser.add_argument("--baseline", metavar="NAME", help="default: the working baseline")
        parser.add_argument("--scenario", metavar="NAME", help="default: the newest scenario")
        parser.add_argument("--log", metavar="NAME", help="default: the newest log that is ready")
        parser.add_argument("--seed", type=int, help="of the draws, for savings")

    def handle(self, *args: Any, **options: Any) -> None:
        """Compute, print, and exit with 1 where something is missing."""
        try:
            answer = computed(options)
        except (UserError, PermissionDenied) as error:
            self.stdout.write(json.dumps({"error": str(error)}, indent=2))
            raise SystemExit(1) from error
        self.stdout.write(json.dumps(answer, indent=2))


def computed(options: dict[str, Any]) -> dict[str, Any]:
    """Request the run, execute it unless its result is known, and return inputs, figures and outcome."""
    kind, actor = options["kind"], _actor(options["organisation"])
    named = {
        need: _named(rows(actor), options[need], noun)
        for need, (rows, noun) in ROWS.items()
        if options[need] is not None
    }
    found = computation_inputs(actor, kind, named)
    run = request_computation(by=actor, kind=kind, inputs=found, seed=options["seed"])
    run = _ended(run)
    if run.state != Run.State.DONE:
        raise UserError(run.error or f"The run is {run.state}. Look at the page of runs.")
    inputs = {need: str(thing) if thing else None for need, thing in found.items()}
    return {"kind": kind, "run": str(run.uid), **inputs, "params": run.params, "outcome": run.outcome, **_figures(run)}


def _ended(run: Run) -> Run:
    """Execute the run here, or wait for the worker that took it first."""
    while run.is_active:
        run = execute_here(run)
        if run.is_active:
            time.sleep(POLL_S)
    return run


def _actor(slug: str) -> Actor:
    organisation = Organisation.objects.filter(slug=slug).first()
    if organisation is None:
        raise UserError(
            f"There is no organisation “{slug}”. Make one with: manage.py create_organisation NAME --admin EMAIL"
        )
    return Actor.system(organisation.pk, organisation.slug)


def _figures(run: Run) -> dict[str, list[dict[str, Any]]]:
    """Every figure without what it has not."""
    columns = (
        "metric",
        "d1_key",
        "d1_label",
        "d2_key",
        "d2_label",
        "month",
        "low",
        "value",
        "high",
        "unit",
        "evidence",
    )
    rows = Result.objects.filter(run=run).order_by("id").values(*columns)
    return {"figures": [{name: cell for name, cell in row.items() if cell not in ("", None)} for row in rows]}


def _named(rows: Any, name: str, noun: str) -> Any:
    found = rows.filter(name=name).first()
    if found is None:
        known = ", ".join(f"“{known}”" for known in rows.values_list("name", flat=True)[:20]) or "none yet"
        raise UserError(f"There is no {noun} “{name}”. There are: {known}.")
    return found


ROWS: dict[str, tuple[Callable[[Actor], Any], str]] = {
    "baseline": (Baseline.objects.visible_to, "baseline"),
    "scenario": (scenarios_of, "scenario"),
    "log": (visible_logs, "ticket log"),
}
