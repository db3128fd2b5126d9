"""The inputs of a result with their versions: what moves one of them makes the result stale."""

import hashlib
import json
from dataclasses import asdict
from typing import Any

from django.db.models import Sum

from core.actor import Actor
from core.models import Run
from core.runs.actions import Input
from functions.models import Scenario
from metrics.assumptions.effective import effective_assumptions, versions_in_scope
from metrics.inputs.proposal_rules import RULES_INPUT, rules_input
from metrics.selectors.span_bands import bands_of
from services.models import GroupPlacement, TicketLog
from towers.models import Activity, RateCard

LOG_INPUT = "ticket_log"
CARD_INPUT = "rate_card"


def scenario_inputs(scenario: Scenario) -> list[Input]:
    """Baseline and scenario, and the kinds of work: their marks decide which effort is pooled."""
    return _inputs_now(Scenario.objects.select_related("baseline").get(pk=scenario.pk))


def _inputs_now(fresh: Scenario) -> list[Input]:
    return [
        Input("baseline", fresh.baseline_id, fresh.baseline.version),
        Input("scenario", fresh.pk, fresh.version),
        activities_input(fresh.organisation_id),
    ]


def activities_input(organisation_id: int) -> Input:
    """All activities of an organisation: their marks decide what is shared, pooled or cut. A sum of versions, since
    each only grows and none is ever deleted.
    """
    total = Activity.objects.filter(organisation_id=organisation_id).aggregate(total=Sum("version"))["total"]
    return Input("activities", organisation_id, total or 0)


def rate_card_input(baseline_id: int) -> Input:
    """The rate card of a baseline; 0 while there is none."""
    version = RateCard.objects.filter(baseline_id=baseline_id).values_list("version", flat=True).first()
    return Input(CARD_INPUT, baseline_id, version or 0)


def span_bands_input(actor: Actor) -> Input:
    """The bands of reports per manager that hold. One that was taken back leaves no version, so the number is made of
    what they say.
    """
    facts = _hash([[band.code, band.low, band.high] for band in bands_of(actor).values()])
    return Input("span_bands", actor.organisation_id, int(facts[:7], 16), facts)


def log_input(log: TicketLog) -> Input:
    """The log; its version moves with its segments and with the level and the team of its groups."""
    return Input(LOG_INPUT, log.pk, TicketLog.objects.values_list("version", flat=True).get(pk=log.pk))


def group_placement_input(scenario: Scenario) -> Input:
    """Groups placed by hand; they carry no version, so the number is made of what they say."""
    rows = GroupPlacement.objects.filter(scenario=scenario).order_by("group_id")
    facts = _hash(list(rows.values_list("group_id", "function_code", "region_id")))
    return Input("group_placements", scenario.pk, int(facts[:7], 16), facts)


def assumptions_input(actor: Actor, scenario: Scenario) -> Input:
    """All assumptions that hold; the version counts the values ever stated for the organisation and the scenario."""
    values = [asdict(known) for known in effective_assumptions(actor, scenario)]
    return Input("assumptions", scenario.pk, versions_in_scope(actor, scenario).count(), _hash(values))


def versions_today(actor: Actor, run: Run) -> dict[tuple[str, int], int]:
    """Today's versions of the inputs of a `savings` or `replay` run, for `metrics.results.is_stale`."""
    inputs = {row.kind: row for row in run.inputs.all()}
    of_run = Scenario.objects.visible_to(actor).select_related("baseline")
    scenario = of_run.get(pk=inputs["scenario"].object_id)
    today = _inputs_now(scenario)
    if LOG_INPUT in inputs:
        today.append(log_input(TicketLog.objects.visible_to(actor).get(pk=inputs[LOG_INPUT].object_id)))
    if "assumptions" in inputs:
        today.append(assumptions_input(actor, scenario))
    if CARD_INPUT in inputs:
        today.append(rate_card_input(scenario.baseline_id))
    if RULES_INPUT in inputs:
        today.append(rules_input(actor, scenario))
    if "group_placements" in inputs:
        today.append(group_placement_input(scenario))
    return {(now.kind, now.object_id): now.version for now in today}


def _hash(facts: Any) -> str:
    return hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()
