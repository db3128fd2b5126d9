"""The brief of a scenario: written as a whole, kept with its version, taken along by a copy."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from core import audit
from core.access import require_edit
from core.actor import Actor
from core.errors import UserError
from core.versions import claim_version
from functions.models import Brief, Scenario

STAGES = ("separate digital factory", "one integrated model", "digital throughout")
TEXTS = ("ambition", "starting_point", "stage_now", "stage_target", "management_office")
DRIVERS = ("goals", "culture", "skills")
FIELDS = (*TEXTS, *DRIVERS)


def brief_of(scenario: Scenario) -> Brief:
    """The scenario's brief; an empty one of version 0 where nobody wrote one."""
    return Brief.objects.filter(scenario=scenario).first() or Brief(scenario=scenario, version=0)


def stages_known(actor: Actor) -> list[str]:
    """The stages to choose from: those that the organisation's briefs name, and three that are usual."""
    named = Brief.objects.visible_to(actor).values_list("stage_now", "stage_target")
    own = {stage for pair in named for stage in pair if stage}
    return [*STAGES, *sorted(own - set(STAGES))]


def write_brief(*, by: Actor, scenario: Scenario, version: int, facts: Mapping[str, Any]) -> Brief:
    """Write the brief; `facts` holds all of FIELDS, `version` is the one that was seen (0: there was none)."""
    require_edit(by)
    if scenario.state != Scenario.State.DRAFT:
        raise UserError(f"“{scenario.name}” is {scenario.state}. Only a draft can be changed; clone it instead.")
    with transaction.atomic():
        brief, _ = Brief.objects.get_or_create(scenario=scenario, defaults={"version": 0})
        before = _facts(brief)
        claim_version(brief, version, kind="brief", yours=dict(facts), theirs=before)
        for name in FIELDS:
            setattr(brief, name, facts[name])
        brief.save()
        audit.record(by, "write_brief", "scenario", scenario.uid, before=before, after=_facts(brief))
    return brief


def copy_brief(scenario: Scenario, copy: Scenario) -> None:
    """The copy begins with the same brief."""
    brief = brief_of(scenario)
    if brief.pk:
        Brief.objects.create(scenario=copy, **_facts(brief))


def _facts(brief: Brief) -> dict[str, Any]:
    return {name: getattr(brief, name) for name in FIELDS}
