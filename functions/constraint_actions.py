"""Writes about the rules of an organisation and about consents to break them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from core import audit
from core.access import require_edit
from core.actor import Actor
from core.errors import UserError
from core.versions import Conflict, claim_version
from functions.models import Consent, Constraint, ConstraintRegion, Scenario
from towers.models import FTE_UNIT, Region, Team

Kind = Constraint.Kind
MOST_FTE = 100_000 * FTE_UNIT
NO_PLACE = "State the regions, or a part of the name of the sites, that the rule is about."


@dataclass(frozen=True, slots=True)
class Terms:
    """What a rule says; `amount` is FTE in 1/10,000 of a language cover, persons of a works council."""

    is_hard: bool = True
    regions: Sequence[Region] = ()
    function_code: int | None = None
    team: Team | None = None
    site: str = ""
    language: str = ""
    amount: int = 0
    reason: str = ""
    owner: str = ""


def add_constraint(*, by: Actor, kind: str, terms: Terms) -> Constraint:
    """A rule for every scenario."""
    require_edit(by)
    wanted = _checked(kind, terms)
    with transaction.atomic():
        made = Constraint.objects.create(organisation_id=by.organisation_id, kind=kind, **wanted)
        _set_regions(made, kind, terms)
        audit.record(by, "add_constraint", "constraint", made.uid, after=constraint_facts(made))
    return made


def change_constraint(*, by: Actor, constraint: Constraint, version: int, terms: Terms) -> Constraint:
    """Other terms of a rule; its kind stays. Conflict where somebody else was first."""
    require_edit(by)
    wanted = _checked(constraint.kind, terms)
    with transaction.atomic():
        before = constraint_facts(constraint)
        yours = {**before, **{name: value for name, value in wanted.items() if name != "team"}}
        claim_version(constraint, version, kind="rule", yours=yours, theirs=before)
        for name, value in wanted.items():
            setattr(constraint, name, value)
        constraint.save(update_fields=list(wanted))
        _set_regions(constraint, constraint.kind, terms)
        audit.record(
            by, "change_constraint", "constraint", constraint.uid, before=before, after=constraint_facts(constraint)
        )
    return constraint


def remove_constraint(*, by: Actor, constraint: Constraint, version: int) -> None:
    """The rule no longer holds; consents to break it go with it."""
    require_edit(by)
    with transaction.atomic():
        before = constraint_facts(constraint)
        claim_version(constraint, version, kind="rule", yours={"rule": "removed"}, theirs=before)
        constraint.delete()
        audit.record(by, "remove_constraint", "constraint", constraint.uid, before=before)


def constraint_facts(constraint: Constraint) -> dict[str, Any]:
    """A rule as audit and conflicts show it."""
    named = ("kind", "is_hard", "function_code", "site", "language", "amount", "reason", "owner")
    return {name: getattr(constraint, name) for name in named} | {
        "team": constraint.team.name if constraint.team else None,
        "regions": list(constraint.regions.values_list("region__name", flat=True)),
    }


def _checked(kind: str, terms: Terms) -> dict[str, Any]:
    """The fields that a rule of this kind has; what it does not ask for is left out."""
    if kind not in CHECKS:
        raise UserError(f"“{kind}” is no kind of rule. Use one of: {', '.join(Kind.values)}.", status=400)
    if not 0 <= terms.amount <= MOST_FTE:
        raise UserError("The number of a rule is between 0 and 100,000.", status=400)
    said = {"is_hard": terms.is_hard, "reason": terms.reason.strip(), "owner": terms.owner.strip()}
    empty = {"function_code": None, "team": None, "site": "", "language": "", "amount": 0}
    return said | empty | CHECKS[kind](terms)


def _stay(terms: Terms) -> dict[str, Any]:
    if not terms.regions and not terms.site.strip():
        raise UserError(NO_PLACE, status=400)
    return {"site": terms.site.strip()}


def _language(terms: Terms) -> dict[str, Any]:
    if not terms.function_code or not terms.regions or not terms.language.strip() or not terms.amount:
        raise UserError("State the language, the function, its regions and the FTE that it keeps there.", status=400)
    return {"function_code": terms.function_code, "language": terms.language.strip(), "amount": terms.amount}


def _works_council(terms: Terms) -> dict[str, Any]:
    return _stay(terms) | {"amount": terms.amount}


def _keep_team(terms: Terms) -> dict[str, Any]:
    if terms.team is None:
        raise UserError("Name the team that stays together.", status=400)
    return {"team": terms.team, "function_code": terms.function_code}


CHECKS: dict[str, Callable[[Terms], dict[str, Any]]] = {
    Kind.STAY: _stay,
    Kind.LANGUAGE: _language,
    Kind.WORKS_COUNCIL: _works_council,
    Kind.KEEP_TEAM: _keep_team,
}


def _set_regions(constraint: Constraint, kind: str, terms: Terms) -> None:
    constraint.regions.all().delete()
    regions = {} if kind == Kind.KEEP_TEAM else {region.pk: region for region in terms.regions}
    ConstraintRegion.objects.bulk_create(
        ConstraintRegion(constraint=constraint, region=region) for region in regions.values()
    )


def record_consent(
    *,
    by: Actor,
    scenario: Scenario,
    constraint: Constraint,
    version: int,
    persons: int,
    given_on: date,
    given_by: str,
    note: str = "",
) -> Consent:
    """A works council consents to the change of up to so many persons in this scenario, and no other.

    `version`: of the consent that it takes the place of, 0 for the first.
    """
    require_edit(by)
    _require_open(scenario)
    if constraint.kind != Kind.WORKS_COUNCIL:
        raise UserError("Only a works council gives consent. Change the other rules, or the design.", status=400)
    if persons < 1 or given_on > timezone.localdate():
        raise UserError("A consent covers one person or more, and was given today or earlier.", status=400)
    yours = {"persons": persons, "given_on": given_on.isoformat(), "given_by": given_by.strip(), "note": note.strip()}
    try:
        with transaction.atomic():
            row = _claimed(scenario, constraint, version, yours)
            before = consent_facts(row) if row.pk else None
            for name, value in (yours | {"given_on": given_on}).items():
                setattr(row, name, value)
            row.save()
            audit.record(by, "record_consent", "scenario", scenario.uid, before=before, after=consent_facts(row))
    except IntegrityError as error:  # the other one committed between the look and the write
        raise Conflict("consent", yours, None, version, 1) from error
    return row


def _claimed(scenario: Scenario, constraint: Constraint, version: int, yours: dict[str, Any]) -> Consent:
    row = Consent.objects.filter(scenario=scenario, constraint=constraint).first()
    if row is None:
        if version:
            raise Conflict("consent", yours, None, version, 0)
        return Consent(scenario=scenario, constraint=constraint)
    claim_version(row, version, kind="consent", yours=yours, theirs=consent_facts(row))
    return row


def withdraw_consent(*, by: Actor, scenario: Scenario, constraint: Constraint, version: int) -> None:
    """The consent no longer holds."""
    require_edit(by)
    _require_open(scenario)
    with transaction.atomic():
        row = Consent.objects.filter(scenario=scenario, constraint=constraint).first()
        if row is None:
            raise UserError("There is no consent to withdraw.")
        before = consent_facts(row)
        claim_version(row, version, kind="consent", yours={"consent": "withdrawn"}, theirs=before)
        row.delete()
        audit.record(by, "withdraw_consent", "scenario", scenario.uid, before=before)


def _require_open(scenario: Scenario) -> None:
    if scenario.state in (Scenario.State.APPROVED, Scenario.State.ARCHIVED):
        raise UserError(f"“{scenario.name}” is {scenario.state}; what it rests on no longer changes.")


def consent_facts(row: Consent) -> dict[str, Any]:
    """A consent as audit and conflicts show it."""
    return {
        "constraint": str(row.constraint.uid),
        "persons": row.persons,
        "given_on": row.given_on.isoformat(),
        "given_by": row.given_by,
        "note": row.note,
    }
