"""What can be stated of a project: read from a row, checked, and written to it; for forms and API alike.

Days are ISO texts, money is in minor units. `new`, `replaces` and `improves` are lists of names of services;
`deliverables` has by its kind what is stated of each: status, reason, budget, due_on.
"""

from collections import Counter
from typing import Any

from core.errors import UserError
from services.models import Project, ProjectDeliverable, ProjectService, Service
from services.project_gate import DELIVERABLES, NOT_NEEDED, missing_deliverables
from towers.names import folded

Facts = dict[str, Any]

LONGEST = {"name": 120, "sponsor": 200, "live_reason": 500}
DAYS = ("begins_on", "live_on")
COLUMNS = (*LONGEST, "stage", *DAYS, "budget")
KINDS = ProjectService.Kind.values
PARTS = ("status", "reason", "budget", "due_on")
EDITABLE = frozenset({*COLUMNS, *KINDS, "deliverables"})
LARGEST = 10**15
LONGEST_REASON = 500
MOST_SERVICES = 50


def nothing_stated() -> Facts:
    """The facts of a project of which nothing is said yet."""
    deliverables = {kind: _part(ProjectDeliverable()) for kind in DELIVERABLES}
    texts = dict.fromkeys(LONGEST, "")
    days = dict.fromkeys(DAYS)
    lists: dict[str, list[str]] = {kind: [] for kind in KINDS}
    return {**texts, **days, **lists, "stage": "proposed", "budget": None, "deliverables": deliverables}


def project_facts(project: Project) -> Facts:
    """What can be edited, as it is now; all six deliverables."""
    facts = nothing_stated() | {name: getattr(project, name) for name in COLUMNS}
    facts |= {name: _iso(getattr(project, name)) for name in DAYS}
    for link in project.services.all():
        facts[link.kind].append(link.service.name)
    facts["deliverables"] |= {one.kind: _part(one) for one in project.deliverables.all()}
    return facts


def checked_project(organisation_id: int, stated: Facts, before: Facts) -> Facts:
    """What is stated as it is stored; refused where it is none that there can be, or live behind a red gate."""
    if unknown := set(stated) - EDITABLE:
        raise TypeError(f"a project has no {', '.join(sorted(unknown))}")
    facts = stated | {name: _text(name, stated[name], longest) for name, longest in LONGEST.items() if name in stated}
    facts |= {name: facts[name] or None for name in DAYS if name in facts}
    _check_columns(facts)
    if "deliverables" in facts:
        facts["deliverables"] = {
            kind: _checked_deliverable(kind, before["deliverables"][kind] | part)
            for kind, part in facts["deliverables"].items()
        }
    if any(facts.get(kind) for kind in KINDS):
        facts |= _checked_services(organisation_id, facts)
    return facts | _checked_whole(facts, before)


def store_project(project: Project, facts: Facts) -> None:
    """Write what was checked; inside the caller's transaction, behind its claim of the version."""
    for name in COLUMNS:
        if name in facts:
            setattr(project, name, facts[name])
    project.key = folded(project.name)
    project.save()
    project.refresh_from_db()
    for kind in KINDS:
        if kind in facts:
            project.services.filter(kind=kind).delete()
    for kind in KINDS:
        services = _known_services(project.organisation_id, facts.get(kind, []))
        ProjectService.objects.bulk_create(ProjectService(project=project, service=one, kind=kind) for one in services)
    for kind, part in facts.get("deliverables", {}).items():
        ProjectDeliverable.objects.update_or_create(project=project, kind=kind, defaults=part)


def _iso(day: Any) -> str | None:
    return day.isoformat() if day else None


def _part(one: ProjectDeliverable) -> Facts:
    return {"status": str(one.status), "reason": one.reason, "budget": one.budget, "due_on": _iso(one.due_on)}


def _text(field: str, text: str, longest: int) -> str:
    tidied = " ".join(text.split())
    if len(tidied) > longest:
        raise _refused(field, f"This has more than {longest} letters. Shorten it.")
    return tidied


def _check_columns(facts: Facts) -> None:
    if "name" in facts and not facts["name"]:
        raise _refused("name", "A project needs a name. Type one.")
    if "stage" in facts and facts["stage"] not in Project.Stage.values:
        raise _refused("stage", "A project is proposed, in building, live or stopped. Choose one.")
    _check_budget("budget", facts.get("budget"))


def _check_budget(field: str, budget: int | None) -> None:
    if budget is not None and not 0 <= budget <= LARGEST:
        raise _refused(field, "A budget is 0 or more. Correct it.")


def _checked_deliverable(kind: str, part: Facts) -> Facts:
    """One that is not needed says why; any other needs no reason and loses it."""
    if part["status"] not in ProjectDeliverable.Status.values:
        raise _refused(f"{kind}_status", "A deliverable is not begun, in work, ready or not needed. Choose one.")
    _check_budget(f"{kind}_budget", part["budget"])
    reason = _text(f"{kind}_reason", part["reason"], LONGEST_REASON) if part["status"] == NOT_NEEDED else ""
    if part["status"] == NOT_NEEDED and not reason:
        raise _refused(f"{kind}_reason", f"{DELIVERABLES[kind]}: say why it is not needed.")
    return part | {"reason": reason, "due_on": part["due_on"] or None}


def _checked_services(organisation_id: int, facts: Facts) -> Facts:
    """The names that the services have, each once."""
    checked: Facts = {}
    for kind in KINDS:
        if kind in facts:
            known = {one.key: one.name for one in _known_services(organisation_id, facts[kind])}
            if missing := [name for name in facts[kind] if folded(name) not in known]:
                message = f"There is no service “{missing[0][:120]}”. Add it under Services, or leave it out."
                raise _refused(kind, message)
            checked[kind] = list(known.values())
    return checked


def _known_services(organisation_id: int, names: list[str]) -> list[Service]:
    if len(names) > MOST_SERVICES:
        raise UserError(f"A project names up to {MOST_SERVICES} services of a kind. Leave some out.", status=400)
    if not names:
        return []
    return list(Service.objects.filter(organisation_id=organisation_id, key__in=[folded(name) for name in names]))


def _checked_whole(facts: Facts, before: Facts) -> Facts:
    """What holds between the parts; the reason to be live is kept as long as it is live."""
    after = before | facts
    if after["begins_on"] and after["live_on"] and after["live_on"] < after["begins_on"]:
        raise _refused("live_on", "A project goes live after it began. Correct the days.")
    twice = [name for name, times in Counter(name for kind in KINDS for name in after[kind]).items() if times > 1]
    if twice:
        kind = next((kind for kind in reversed(KINDS) if kind in facts), KINDS[0])
        raise _refused(kind, f"“{twice[0]}” stands under two headings. Leave it under one.")
    statuses = {kind: part["status"] for kind, part in (before["deliverables"] | after["deliverables"]).items()}
    missing = missing_deliverables(statuses)
    if after["stage"] != Project.Stage.LIVE:
        return {"live_reason": ""}
    if missing and not after["live_reason"]:
        names = ", ".join(DELIVERABLES[kind].lower() for kind in missing)
        raise _refused("live_reason", f"The gate is red, {names} missing. Say why it is live all the same.")
    return {} if missing or before["live_reason"] else {"live_reason": ""}


def _refused(field: str, message: str) -> UserError:
    return UserError(message, [{"field": field, "detail": message}], status=400)
