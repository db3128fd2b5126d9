"""The lives of services as lanes, from the idea to the end."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from core.figures import day, plural
from services.models import Project, Service

MOST_LANES = 60
TONES = {Service.Stage.PIPELINE: "plan", Service.Stage.CATALOGUE: "run"}


def life_lanes(services: Sequence[Service], today: date, projects: Mapping[int, Sequence[Project]]) -> dict[str, Any]:
    """A lane for each service with a known day, from the first known day of all to today or the last of a project.

    Below a service one for each of its projects, by the service's primary key, of which a day is known.
    """
    dated = [(service, spans) for service in services if (spans := _spans(service, today))][:MOST_LANES]
    lanes = [
        lane
        for service, spans in dated
        for lane in [
            (service.name, [(TONES[stage], start, end) for stage, start, end in spans]),
            *_project_lanes(projects.get(service.pk, ()), today),
        ]
    ]
    days = [one for _, spans in lanes for _, start, end in spans for one in (start, end)]
    first, last = min(days, default=today), max([*days, today])
    blocks = [
        {"row": place, "start": (start - first).days, "length": (end - start).days, "kind": "work", "tone": tone}
        for place, (_, spans) in enumerate(lanes)
        for tone, start, end in spans
    ]
    shown = len(lanes) - len(dated)
    with_projects = f" and {plural(shown, 'project')}" if shown else ""
    return {
        "title": f"From {day(first)}",
        "outcome": f"to {day(last)}",
        "span": max((last - first).days, 1),
        "names": [{"label": name} for name, _ in lanes],
        "blocks": blocks,
        "handoffs": [],
        "summary": f"The lives of {plural(len(dated), 'service')}{with_projects}; the table has the days",
    }


def _project_lanes(projects: Sequence[Project], today: date) -> list[tuple[str, list[tuple[str, date, date]]]]:
    """Name and time of each project with a day; what goes on and has no day to go live lasts until today."""
    return [
        (f"\N{NO-BREAK SPACE}\N{NO-BREAK SPACE}↳ {one.name}", [("build", start, end)])
        for one in projects
        if (start := one.begins_on or one.live_on) and (end := one.live_on or _open_end(one, start, today))
    ]


def _open_end(project: Project, start: date, today: date) -> date:
    return start if project.stage == Project.Stage.STOPPED else max(start, today)


def _spans(service: Service, today: date) -> list[tuple[Service.Stage, date, date]]:
    """Its times in the pipeline and in the catalogue; what has not ended lasts until today."""
    ends = {
        Service.Stage.PIPELINE: (service.pipeline_from, service.catalogue_from or service.retired_from),
        Service.Stage.CATALOGUE: (service.catalogue_from, service.retired_from),
    }
    return [(stage, start, end or max(start, today)) for stage, (start, end) in ends.items() if start]
