"""What can be stated of a service: read from a row, checked, and written to it; for forms, API and imports alike.

Days are ISO texts, which sort as days do; owners, customer groups, towers and technologies are lists of names.
"""

from collections.abc import Iterable
from itertools import pairwise
from typing import Any

from core.errors import UserError
from core.figures import words
from services.models import CustomerGroup, Service, ServiceCustomer, ServiceOwner, ServiceTechnology, ServiceTower
from services.models.portfolio import HIGHEST_VALUE, LOWEST_VALUE
from towers.models import Team, Tower
from towers.names import folded, known_names, tidy

Facts = dict[str, Any]

LONGEST = {"name": 120, "family": 120, "description": 2_000, "benefits": 2_000, "decision_reason": 500}
DAYS = ("pipeline_from", "catalogue_from", "retired_from")
DATES = (*DAYS, "decided_on")
COLUMNS = (*LONGEST, "stage", *DATES, "is_next_generation", "value_score", "decision")
LONGEST_NAMES = {"owners": 200, "customers": 120, "towers": 200, "technologies": 120}
EDITABLE = frozenset({*COLUMNS, *LONGEST_NAMES})
MOST_NAMES = 50


def service_facts(service: Service) -> Facts:
    """What can be edited, as it is now."""
    days = {name: value.isoformat() if (value := getattr(service, name)) else None for name in DATES}
    return {
        **{name: getattr(service, name) for name in COLUMNS},
        **days,
        "owners": [owner.name for owner in service.owners.all()],
        "customers": [one.group.name for one in service.customers.all()],
        "towers": [one.tower.name for one in service.towers.all()],
        "technologies": [one.name for one in service.technologies.all()],
    }


def checked_facts(organisation_id: int, stated: Facts, before: Facts) -> Facts:
    """What is stated as it is stored; refused where a part is none that there can be, or the days are out of order."""
    if unknown := set(stated) - EDITABLE:
        raise TypeError(f"a service has no {', '.join(sorted(unknown))}")
    facts = dict(stated)
    for name, longest in LONGEST.items():
        if name in facts:
            facts[name] = _text(name, facts[name], longest)
    for name, longest in LONGEST_NAMES.items():
        if name in facts:
            facts[name] = _names(name, facts[name], longest)
    facts |= {name: facts[name] or None for name in DATES if name in facts}
    _check_choices(facts)
    _check_days(before | facts)
    _check_decision(before | facts)
    if facts.get("towers"):
        facts["towers"] = [tower.name for tower in known_towers(organisation_id, facts["towers"])]
    return facts


def known_towers(organisation_id: int, names: Iterable[str]) -> list[Tower]:
    """The organisation's towers of these names; refused where one is not there."""
    known = known_names(Tower, organisation_id)
    if missing := [name for name in names if folded(name) not in known]:
        raise UserError(f"There is no tower “{missing[0]}”. Add it under Towers, or leave it out.", status=400)
    return [known[folded(name)] for name in names]


def store_facts(service: Service, facts: Facts) -> None:
    """Write what was checked; inside the caller's transaction, behind its claim of the version."""
    for name in COLUMNS:
        if name in facts:
            setattr(service, name, facts[name])
    service.key = folded(service.name)
    service.save()
    service.refresh_from_db()
    if "owners" in facts:
        _store_owners(service, facts["owners"])
    if "customers" in facts:
        _store_customers(service, facts["customers"])
    if "towers" in facts:
        service.towers.all().delete()
        towers = known_towers(service.organisation_id, facts["towers"])
        ServiceTower.objects.bulk_create(ServiceTower(service=service, tower=tower) for tower in towers)
    if "technologies" in facts:
        service.technologies.all().delete()
        ServiceTechnology.objects.bulk_create(
            ServiceTechnology(service=service, name=name, key=folded(name)) for name in facts["technologies"]
        )


def _store_owners(service: Service, names: list[str]) -> None:
    """A name of a team is that team."""
    teams = known_names(Team, service.organisation_id) if names else {}
    service.owners.all().delete()
    ServiceOwner.objects.bulk_create(
        ServiceOwner(service=service, name=name, key=folded(name), team=teams.get(folded(name))) for name in names
    )


def _store_customers(service: Service, names: list[str]) -> None:
    """A name that is not known yet is a new customer group."""
    known = {row.key: row for row in CustomerGroup.objects.filter(organisation_id=service.organisation_id)}
    new = [name for name in names if folded(name) not in known]
    made = CustomerGroup.objects.bulk_create(
        CustomerGroup(organisation_id=service.organisation_id, name=name, key=folded(name)) for name in new
    )
    known |= {row.key: row for row in made}
    service.customers.all().delete()
    ServiceCustomer.objects.bulk_create(ServiceCustomer(service=service, group=known[folded(name)]) for name in names)


def _text(field: str, text: str, longest: int) -> str:
    tidied = tidy(text) if field in ("name", "family") else text.strip()
    if field == "name" and not tidied:
        raise UserError("A service needs a name. Type one.", status=400)
    if len(tidied) > longest:
        raise _refused(field, f"The {words(field)} has more than {longest:,} letters. Shorten it.")
    return tidied


def _names(field: str, names: list[str], longest: int) -> list[str]:
    """Each name once, in the order stated."""
    if too_long := [name for name in names if len(" ".join(name.split())) > longest]:
        raise _refused(field, f"“{too_long[0].strip()[:60]}…” has more than {longest} letters. Shorten it.")
    kept = {folded(name): tidy(name) for name in reversed(names) if folded(name)}
    if len(kept) > MOST_NAMES:
        raise _refused(field, f"A service has up to {MOST_NAMES} {field}. Leave some out.")
    return list(reversed(kept.values()))


def _check_choices(facts: Facts) -> None:
    if "stage" in facts and facts["stage"] not in Service.Stage.values:
        raise UserError("A service is in the pipeline, in the catalogue or retired. Choose one.", status=400)
    score = facts.get("value_score")
    if score is not None and not LOWEST_VALUE <= score <= HIGHEST_VALUE:
        raise UserError(f"The value is from {LOWEST_VALUE} to {HIGHEST_VALUE}. Choose one of them.", status=400)


def _check_decision(facts: Facts) -> None:
    """Whoever decides says why and when."""
    decision = facts.get("decision", Service.Decision.UNDECIDED)
    if decision not in Service.Decision.values:
        raise _refused("decision", "A decision is to invest, to keep or to retire, or undecided. Choose one.")
    if decision == Service.Decision.UNDECIDED:
        return
    if not facts.get("decision_reason"):
        raise _refused("decision_reason", f"State why the decision is to {decision}.")
    if not facts.get("decided_on"):
        raise _refused("decided_on", f"State the day on which it was decided to {decision}.")


def _check_days(facts: Facts) -> None:
    known = [(facts[name], name) for name in DAYS if facts.get(name)]
    for (earlier, _), (later, name) in pairwise(known):
        if later < earlier:
            raise _refused(name, "A service is planned first, then delivered, then retired. Correct the days.")


def _refused(field: str, message: str) -> UserError:
    return UserError(message, [{"field": field, "detail": message}], status=400)
