"""The proposals of the sample organisation, one after the other, with what must hold of each."""

from __future__ import annotations

from time import monotonic

from core.actor import Actor
from core.models import Run
from core.runs.worker import execute_here
from functions.models import Scenario
from metrics.inputs.proposal import Settings
from metrics.kinds import proposal
from organisations.models import Organisation
from sample.actions import load_sample
from services.models import TicketLog

MOST_S = 10.0
QUESTIONS = {"as the form stands": (Settings(), 0.01), "handoffs times five": (Settings(handoff_weight=5.0), 1.0)}
CONTROL_S = 12.0


def measure(control: bool) -> int:
    """Print a line per scenario and question; 1 where one of them breaks a bound."""
    if control:
        proposal.LIMIT_S = CONTROL_S
    load_sample(address="http://localhost", say=lambda line: None)
    log = TicketLog.objects.get()
    broken = 0
    for scenario in Scenario.objects.order_by("pk"):
        for question, (settings, largest_gap) in QUESTIONS.items():
            broken += not _is_kept(scenario, log, question, settings, largest_gap)
    print("broken" if broken else "kept: ten seconds, the gap stated, never worse than the design")
    return min(broken, 1)


def _is_kept(scenario: Scenario, log: TicketLog, question: str, settings: Settings, largest_gap: float) -> bool:
    by = _lead(scenario.organisation)
    run = proposal.request(by, scenario, log, settings)
    begun = monotonic()
    done = execute_here(run)
    seconds, outcome = monotonic() - begun, done.outcome
    gap = outcome.get("gap_share")
    money = outcome["bases"][outcome["found_on"]]
    gain = sum(money["gain"].values()) / 1e8
    words = f"{seconds:5.1f} s  gap {gap:6.1%}  gain {gain:5.2f} m  moved {outcome['moved_fte']:6.1f} FTE"
    print(f"  {words}  {scenario.name}, {question}")
    is_stated = gap is not None and gap <= largest_gap
    return done.state == Run.State.DONE and seconds <= MOST_S and is_stated and gain >= 0


def _lead(organisation: Organisation) -> Actor:
    """Whoever made the sample may ask for a run."""
    return Actor.system(organisation.pk, organisation.slug)
