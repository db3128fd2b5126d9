"""Reads about touch points: what holds where a process meets a phase, the organisation's words before the default."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import Http404

from core.actor import Actor
from core.figures import integer, plural
from services.models import TouchPoint
from services.office.reference import DEFAULTS, PHASE_NAMES, PHASES, PROCESS_NAMES, PROCESSES, Meeting, Process

NOTHING = Meeting("", "")


@dataclass(frozen=True, slots=True)
class Place:
    """What holds where a process meets a phase; `version` 0: the default, which nobody has changed."""

    process: str
    phase: str
    text: str
    owner: str
    version: int

    @property
    def process_name(self) -> str:
        """Of its code."""
        return PROCESS_NAMES[self.process]

    @property
    def phase_name(self) -> str:
        """Of its code."""
        return PHASE_NAMES[self.phase]

    @property
    def is_changed(self) -> bool:
        """Whether the organisation says it, not the default."""
        return self.version > 0

    @property
    def default(self) -> Meeting:
        """What holds while the organisation says nothing."""
        return DEFAULTS.get((self.process, self.phase), NOTHING)


@dataclass(frozen=True, slots=True)
class ProcessRow:
    """A process with its places, in the order of the phases."""

    process: Process
    places: list[Place]


def touch_points(actor: Actor) -> list[ProcessRow]:
    """All places by process and phase; one query."""
    stated = {(one.process, one.phase): one for one in TouchPoint.objects.visible_to(actor)}
    return [
        ProcessRow(one, [_place(one.code, phase.code, stated.get((one.code, phase.code))) for phase in PHASES])
        for one in PROCESSES
    ]


def touch_point(actor: Actor, process: str, phase: str) -> Place:
    """What holds at one place, or 404 where there is no such process or phase."""
    if process not in PROCESS_NAMES or phase not in PHASE_NAMES:
        raise Http404("There is no such process or phase.")
    return _place(process, phase, TouchPoint.objects.visible_to(actor).filter(process=process, phase=phase).first())


def places_by_phase(rows: Sequence[ProcessRow]) -> list[tuple[str, list[Place]]]:
    """The places where something happens, by the name of the phase."""
    return [(phase.name, [row.places[at] for row in rows if row.places[at].text]) for at, phase in enumerate(PHASES)]


def touch_finding(rows: Sequence[ProcessRow]) -> str:
    """The heading: how often projects and processes meet, and when first.

    >>> place = Place("change", "build", "Announces changes", "Project", 0)
    >>> touch_finding([ProcessRow(PROCESSES[8], [place])])
    'Projects meet 1 of 1 process, at 1 touch point'
    """
    points = sum(bool(place.text) for row in rows for place in row.places)
    met = sum(any(place.text for place in row.places) for row in rows)
    processes = plural(len(rows), "process", "processes")
    return f"Projects meet {integer(met)} of {processes}, at {plural(points, 'touch point')}"


def early_share(rows: Sequence[ProcessRow]) -> tuple[int, int]:
    """How many touch points lie before anything is built, and how many there are."""
    before = {phase.code for phase in PHASES[:3]}
    found = [place for row in rows for place in row.places if place.text]
    return sum(place.phase in before for place in found), len(found)


def _place(process: str, phase: str, stated: TouchPoint | None) -> Place:
    if stated:
        return Place(process, phase, stated.text, stated.owner, stated.version)
    default = DEFAULTS.get((process, phase), NOTHING)
    return Place(process, phase, default.text, default.owner, 0)
