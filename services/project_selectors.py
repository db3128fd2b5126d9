"""Reads about projects: the services that each touches, its six deliverables, and what is wrong with it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Prefetch, Q, QuerySet, prefetch_related_objects

from core.access import visible_or_404
from core.actor import Actor
from services.models import Project, ProjectDeliverable, ProjectService, Service
from services.project_gate import DELIVERABLES, DONE, days_words, missing_deliverables

PARTS: tuple[Any, ...] = (Prefetch("services", ProjectService.objects.select_related("service")), "deliverables")
BEFORE_LIVE = (Project.Stage.PROPOSED, Project.Stage.BUILDING)
CHANGING = (ProjectService.Kind.REPLACES, ProjectService.Kind.IMPROVES)


@dataclass(frozen=True, slots=True)
class ProjectRow:
    """A project with its links to services by kind and name, and all six deliverables in their order."""

    project: Project
    links: list[ProjectService]
    deliverables: list[ProjectDeliverable]

    @property
    def is_kept_up(self) -> bool:
        """Whether anything is asked of it: nothing is of a stopped one."""
        return self.project.stage != Project.Stage.STOPPED

    @property
    def is_gap(self) -> bool:
        """It neither makes nor changes a service."""
        return self.is_kept_up and not self.links

    @property
    def is_before_live(self) -> bool:
        """Whether it has its gate ahead."""
        return self.project.stage in BEFORE_LIVE

    @property
    def missing(self) -> list[str]:
        """The kinds of deliverables that are neither ready nor not needed."""
        return missing_deliverables({one.kind: one.status for one in self.deliverables})

    @property
    def is_red(self) -> bool:
        """Its gate is ahead and red."""
        return self.is_before_live and bool(self.missing)

    @property
    def is_live_red(self) -> bool:
        """It is live though something is missing."""
        return self.project.stage == Project.Stage.LIVE and bool(self.missing)

    @property
    def is_changing(self) -> bool:
        """It replaces or improves a service that is there."""
        return any(link.kind in CHANGING for link in self.links)

    @property
    def deliverables_budget(self) -> int | None:
        """What is budgeted for the six together, in minor units; None where nothing is."""
        stated = [one.budget for one in self.deliverables if one.budget is not None]
        return sum(stated) if stated else None

    def days_to_live(self, today: date) -> int | None:
        """Days until it is to go live, negative where the day has passed; None without a day or gate ahead."""
        live_on = self.project.live_on
        return (live_on - today).days if live_on and self.is_before_live else None

    def is_shown(self, show: str) -> bool:
        """Whether it belongs to a choice of the list; all do to ""."""
        answers = {"gaps": self.is_gap, "red": self.is_red, "live-red": self.is_live_red, "changing": self.is_changing}
        return answers.get(show, True)


@dataclass(frozen=True, slots=True)
class ProjectCounts:
    """Of the projects that are not stopped: gaps, gates, and how many replace or improve a service."""

    projects: int
    gaps: int
    gates: int
    red: int
    live_red: int
    linked: int
    changing: int
    links: int
    changing_links: int


def projects_of(actor: Actor) -> QuerySet[Project]:
    """The organisation's projects by name."""
    return Project.objects.visible_to(actor).order_by("name")


def project_of(actor: Actor, uid: UUID | str) -> Project:
    """The visible project with this uid, or 404; with its services and deliverables."""
    project = visible_or_404(Project, actor, uid)
    prefetch_related_objects([project], *PARTS)
    return project


def project_rows(actor: Actor) -> list[ProjectRow]:
    """All projects: those with their gate ahead by the day on which they go live, then live, then stopped ones."""
    return sorted(map(project_row, projects_of(actor).prefetch_related(*PARTS)), key=_urgency)


def projects_of_service(actor: Actor, service: Service) -> list[ProjectRow]:
    """The projects that make or change a service, by name; of their links the one to it."""
    links = ProjectService.objects.visible_to(actor).filter(service=service).order_by("project__name")
    found = links.select_related("project").prefetch_related("project__deliverables")
    return [ProjectRow(link.project, [link], _six(link.project)) for link in found]


def project_row(project: Project) -> ProjectRow:
    """A project with what belongs to it; a deliverable of which nothing is said is not begun."""
    return ProjectRow(project, list(project.services.all()), _six(project))


def projects_by_service(actor: Actor) -> dict[int, list[Project]]:
    """The projects of each service, by its primary key; those with a day first, in their order."""
    found: dict[int, list[Project]] = defaultdict(list)
    for link in ProjectService.objects.visible_to(actor).select_related("project"):
        found[link.service_id].append(link.project)
    return {service: sorted(projects, key=_begin) for service, projects in found.items()}


def filtered_projects(rows: Iterable[ProjectRow], stage: str, show: str, query: str) -> list[ProjectRow]:
    """The rows of a stage and a choice of the list whose name, sponsor or services hold the words."""
    wanted = query.casefold()
    return [
        row
        for row in rows
        if stage in ("", row.project.stage)
        and row.is_shown(show)
        and any(
            wanted in name.casefold()
            for name in (row.project.name, row.project.sponsor, *(link.service.name for link in row.links))
        )
    ]


def project_counts(rows: Sequence[ProjectRow]) -> ProjectCounts:
    """What the projects that are not stopped come to."""
    kept = [row for row in rows if row.is_kept_up]
    links = [link for row in kept for link in row.links]
    return ProjectCounts(
        projects=len(kept),
        gaps=sum(row.is_gap for row in kept),
        gates=sum(row.is_before_live for row in kept),
        red=sum(row.is_red for row in kept),
        live_red=sum(row.is_live_red for row in kept),
        linked=sum(bool(row.links) for row in kept),
        changing=sum(row.is_changing for row in kept),
        links=len(links),
        changing_links=sum(link.kind in CHANGING for link in links),
    )


def projects_counted(actor: Actor) -> QuerySet[Project]:
    """The projects with how many services each touches and how many of its deliverables are missing, as they came."""
    done = Count("deliverables", filter=Q(deliverables__status__in=DONE), distinct=True)
    services = Count("services", distinct=True)
    return (
        projects_of(actor)
        .annotate(service_count=services, done=done, missing_count=len(DELIVERABLES) - F("done"))
        .order_by("id")
    )


def project_doubts(row: ProjectRow, today: date) -> list[str]:
    """What is said of a project and does not fit together, in words."""
    project, found = row.project, list[str]()
    days = row.days_to_live(today)
    if days is not None and days < 0:
        found.append(f"It was to go live {days_words(days)} and is {project.get_stage_display()}.")
    if project.stage == Project.Stage.LIVE and project.live_on and project.live_on > today:
        found.append(f"It is said to be live, and goes live {days_words((project.live_on - today).days)}.")
    if project.budget is not None and (row.deliverables_budget or 0) > project.budget:
        found.append("The deliverables are budgeted with more than the project has.")
    missing = [one for one in row.deliverables if one.kind in row.missing and row.is_kept_up]
    found += [
        f"{one.get_kind_display()}: missing, and was due {days_words((one.due_on - today).days)}."
        for one in missing
        if one.due_on and one.due_on < today
    ]
    late = [one for one in row.deliverables if project.live_on and one.due_on and one.due_on > project.live_on]
    found += [f"{one.get_kind_display()}: due after the day on which it goes live." for one in late]
    return found


def _six(project: Project) -> list[ProjectDeliverable]:
    stated = {one.kind: one for one in project.deliverables.all()}
    return [stated.get(kind) or ProjectDeliverable(project=project, kind=kind) for kind in DELIVERABLES]


def _urgency(row: ProjectRow) -> tuple[int, date, str]:
    ahead = row.project.live_on or date.max if row.is_before_live else date.max
    return Project.Stage.values.index(row.project.stage) if not row.is_before_live else 0, ahead, row.project.name


def _begin(project: Project) -> tuple[bool, date, str]:
    begin = project.begins_on or project.live_on
    return begin is None, begin or date.max, project.name
