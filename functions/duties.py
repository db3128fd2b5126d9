"""Writes about output metrics and about who answers for what; each is a step."""

from collections.abc import Iterable, Mapping

from core.actor import Actor
from core.errors import UserError
from functions.models import Duty, Operation, Scenario
from functions.operating import operate
from functions.raci import raci
from functions.role_selectors import letters_of
from functions.staffing import SET_DUTIES, SET_METRICS
from towers.functions_reference import BY_CODE

METRIC_FIELDS = {"name": 120, "formula": 300, "unit": 40, "owner": 120, "target": 60}  # and their longest text


def set_output_metrics(
    *,
    by: Actor,
    scenario: Scenario,
    version: int,
    function_code: int,
    metrics: Iterable[Mapping[str, str]],
    reason: str = "",
) -> Operation:
    """What a function is measured by, the whole list: each with name, formula, unit, owner and target."""
    if function_code not in BY_CODE:
        raise UserError(f"There is no function {function_code}; functions are numbered 1 to 10.", status=400)
    stated = [{name: str(metric.get(name, "")).strip() for name in METRIC_FIELDS} for metric in metrics]
    for metric in stated:
        for name, longest in METRIC_FIELDS.items():
            if not 0 < len(metric[name]) <= longest:
                raise UserError(f"An output metric needs its {name}, in at most {longest} characters.", status=400)
    if len({metric["name"] for metric in stated}) < len(stated):
        raise UserError("An output metric is named twice. Give each a name of its own.", status=400)
    return operate(by, scenario, version, SET_METRICS, {"functions": {str(function_code): stated}}, reason)


def set_duties(
    *,
    by: Actor,
    scenario: Scenario,
    version: int,
    processes: Mapping[str, Mapping[str, str]],
    reason: str = "",
) -> Operation:
    """The letters of processes by party; what is not stated of a party is empty. Only what differs becomes a step."""
    known, parties = {process.code for process in raci().processes}, raci().parties
    if unknown := sorted(processes.keys() - known):
        raise UserError(f"There is no process “{unknown[0]}”. Use one of: {', '.join(sorted(known))}.", status=400)
    now = letters_of(scenario)
    changed: dict[str, dict[str, str]] = {}
    for process, stated in processes.items():
        letters = {party: letter for party, letter in stated.items() if letter}
        if unknown := sorted(letters.keys() - parties.keys()):
            raise UserError(f"There is no party “{unknown[0]}”. Use one of: {', '.join(parties)}.", status=400)
        if unknown := sorted(set(letters.values()) - set(Duty.Letter.values)):
            raise UserError(f"“{unknown[0]}” is no letter. Use one of: {', '.join(Duty.Letter.values)}.", status=400)
        if letters != now.get(process, {}):
            changed[process] = letters
    if not changed:
        raise UserError("Nothing changed: these letters stand there already.")
    return operate(by, scenario, version, SET_DUTIES, {"processes": changed}, reason)


def propose_duties(*, by: Actor, scenario: Scenario, version: int, reason: str = "") -> Operation:
    """The default letters of every process that has none yet."""
    stated = letters_of(scenario)
    missing = {process.code: process.duties for process in raci().processes if process.code not in stated}
    return set_duties(by=by, scenario=scenario, version=version, processes=missing, reason=reason)
