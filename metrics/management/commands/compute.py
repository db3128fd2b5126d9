"""manage.py compute KIND --organisation SLUG"""

import importlib
import json
import time
from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandParser
from django.db.models import Model

from core.actor import Actor
from core.errors import UserError
from core.models import Run
from core.runs.worker import execute_here
from functions.models import Scenario
from functions.selectors import scenarios_of
from metrics.models import Result
from organisations.models import Organisation
from services.models import TicketLog
from services.selectors import newest_log, visible_logs
from towers.models import Baseline
from towers.selectors import working_baseline

NEEDS: dict[str, tuple[str, ...]] = {
    "duplication": ("baseline",),
    "spans": ("baseline",),
    "handoffs": ("log",),
    "replay": ("scenario", "log"),
    "savings": ("scenario", "log"),
}
OPTIONAL = {("savings", "log")}
SEEDED = {"savings": ("seed",)}
POLL_S = 0.5


class Command(BaseCommand):
    """Computes in this process and prints one JSON object; exit code 1 and an object with `error` where it cannot."""

    help = "Compute duplication, spans, handoffs, replay or savings of an organisation and print the figures as JSON."

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
    named = {need: FINDERS[need](actor, options[need]) for need in NEEDS[kind]}
    for need, found in named.items():
        if found is None and (kind, need) not in OPTIONAL:
            raise UserError(MISSING[need])
    for option in ("baseline", "scenario", "log", "seed"):
        if options[option] is not None and option not in (*NEEDS[kind], *SEEDED.get(kind, ())):
            raise UserError(f"{kind} takes no --{option}. Leave it out.")
    more = {} if options["seed"] is None else {"seed": options["seed"]}
    run = importlib.import_module(f"metrics.kinds.{kind}").request(actor, *named.values(), **more)
    run = _ended(run)
    if run.state != Run.State.DONE:
        raise UserError(run.error or f"The run is {run.state}. Look at the page of runs.")
    inputs = {need: str(found) if found else None for need, found in named.items()}
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


def _baseline(actor: Actor, name: str | None) -> Baseline | None:
    return working_baseline(actor) if name is None else _named(Baseline.objects.visible_to(actor), name, "baseline")


def _scenario(actor: Actor, name: str | None) -> Scenario | None:
    scenarios = scenarios_of(actor)
    return scenarios.first() if name is None else _named(scenarios, name, "scenario")


def _log(actor: Actor, name: str | None) -> TicketLog | None:
    return newest_log(actor) if name is None else _named(visible_logs(actor), name, "ticket log")


def _named(rows: Any, name: str, noun: str) -> Any:
    found = rows.filter(name=name).first()
    if found is None:
        known = ", ".join(f"“{known}”" for known in rows.values_list("name", flat=True)[:20]) or "none yet"
        raise UserError(f"There is no {noun} “{name}”. There are: {known}.")
    return found


FINDERS: dict[str, Callable[[Actor, str | None], Model | None]] = {
    "baseline": _baseline,
    "scenario": _scenario,
    "log": _log,
}
MISSING = {
    "baseline": "There is no baseline. Import a staff list first.",
    "scenario": "There is no scenario. Make one on the page Scenarios, on a baseline.",
    "log": "There is no ticket log that is ready. Import one first.",
}
