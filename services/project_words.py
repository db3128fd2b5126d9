"""Projects in words: the finding about all, the gate of one, and a file of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from core.figures import day, money_exact, plural
from core.views.base import Table
from services.models import Project, ProjectService
from services.portfolio.cell_lists import names_cell
from services.project_gate import DELIVERABLES, NOT_NEEDED, days_words, gate_words, missing_words
from services.project_selectors import ProjectCounts, ProjectRow

HEADERS = ["Project", "Stage", "Begins", "Goes live", "Budget", "Sponsor", "New services", "Services replaced"]
HEADERS += ["Services improved", "Gate", *DELIVERABLES.values()]


@dataclass(frozen=True, slots=True)
class Gate:
    """A gate as it is shown; `tone` is that of a pill, "" for none."""

    words: str
    tone: str


def gate_of(row: ProjectRow) -> Gate:
    """The gate of a project in words: none is asked for of a stopped one."""
    if not row.is_kept_up:
        return Gate("none needed", "")
    if row.is_before_live:
        return Gate(gate_words(len(row.missing)), "bad" if row.missing else "run")
    return Gate(f"live with {missing_words(len(row.missing))}", "doubt") if row.missing else Gate("passed", "run")


def projects_finding(counts: ProjectCounts, projects: int) -> str:
    """The heading of the list."""
    if not projects:
        return "No projects yet"
    found = [f"{counts.gaps:,} without a service"] if counts.gaps else []
    found += [f"{counts.red:,} of {plural(counts.gates, 'gate')} red"] if counts.red else []
    found += [f"{counts.live_red:,} live with something missing"] if counts.live_red else []
    return ", ".join([plural(projects, "project"), *(found or ["none without a service, no gate red"])])


def project_finding(row: ProjectRow, today: date) -> str:
    """The heading of one project."""
    if not row.is_kept_up:
        return "stopped"
    parts = [] if row.links else ["no service"]
    gate = gate_of(row)
    parts.append(gate.words if row.is_live_red else f"gate {gate.words}")
    days = row.days_to_live(today)
    if days is not None:
        parts.append(f"{'goes' if days >= 0 else 'was to go'} live {days_words(days)}")
    return ", ".join(parts)


def project_story(row: ProjectRow, today: date) -> str:
    """Its stage, its days and its sponsor in one sentence."""
    project, parts = row.project, [row.project.get_stage_display().capitalize()]
    if project.begins_on:
        parts.append(f"{'begins' if project.begins_on > today else 'begun'} on {day(project.begins_on)}")
    if project.live_on and row.is_kept_up:
        was_ahead = "goes live" if project.live_on >= today else "was to go live"
        parts.append(f"{was_ahead if row.is_before_live else 'went live'} on {day(project.live_on)}")
    if project.sponsor:
        parts.append(f"sponsor: {project.sponsor}")
    return f"{', '.join(parts)}."


def budget_words(row: ProjectRow, currency: str) -> str:
    """What is budgeted for the deliverables, and how many that are needed have no budget."""
    needed = [one for one in row.deliverables if one.status != NOT_NEEDED]
    without = sum(one.budget is None for one in needed)
    if row.deliverables_budget is None:
        return f"None of the {len(needed)} deliverables that are needed has a budget." if needed else ""
    parts = f"{money_exact(row.deliverables_budget, currency)} is budgeted for the deliverables"
    parts += f", of {money_exact(row.project.budget, currency)} for the project" if row.project.budget else ""
    has = "has" if without == 1 else "have"
    return f"{parts}; {without} of the {len(needed)} that are needed {has} no budget." if without else f"{parts}."


def projects_file(rows: Iterable[ProjectRow], minor: int) -> Table:
    """The projects as a download; money in units of the currency, of which one has `minor` parts."""
    return Table("Projects", HEADERS, (_cells(row, minor) for row in rows))


def _cells(row: ProjectRow, minor: int) -> list[Any]:
    project: Project = row.project
    services = [
        names_cell(link.service.name for link in row.links if link.kind == kind) for kind in ProjectService.Kind.values
    ]
    budget = "" if project.budget is None else f"{Decimal(project.budget) / minor:f}"
    days = project.begins_on, project.live_on
    statuses = [one.get_status_display() for one in row.deliverables]
    return [
        project.name,
        project.get_stage_display(),
        *days,
        budget,
        project.sponsor,
        *services,
        gate_of(row).words,
        *statuses,
    ]
