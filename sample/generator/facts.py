"""What the generator hands out: four files, and the truths planted in them."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PlantedDuplicate:
    """One activity that many teams do under different names. `fte` is the sum of its effort rows."""

    activity: str
    wordings: Mapping[str, tuple[str, ...]]
    teams: tuple[str, ...]
    fte: float


@dataclass(frozen=True, slots=True)
class PlantedFlaws:
    """Defects of the staff list, by Position ID. A dangling manager is the ID that a position reports to in vain."""

    dangling_managers: Mapping[str, str]
    repeated_id: str
    eliminated: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StaffFacts:
    """Of the staff list: `positions` leaves out eliminated posts and the second row of the repeated ID."""

    positions: int
    managers: int
    vacancies: int
    teams: tuple[str, ...]
    flaws: PlantedFlaws


@dataclass(frozen=True, slots=True)
class WorkFacts:
    """Of the effort file: which activity stands behind each wording, and which of the ten functions behind each
    activity (none for managing people)."""

    duplicates: tuple[PlantedDuplicate, ...]
    activity_of_wording: Mapping[str, str]
    function_of_activity: Mapping[str, int | None]


@dataclass(frozen=True, slots=True)
class LogFacts:
    """Of the ticket log: `coverage` is tickets in it / tickets that arose; its instants are written in `time_zone`.

    `simple`: the numbers of the tickets that level 1 can solve from where it sits.
    """

    tickets: int
    events: int
    events_without_group: int
    coverage: float
    time_zone: str
    bottleneck_team: str
    team_of_group: Mapping[str, str]
    groups_without_team: tuple[str, ...]
    level_of_suffix: Mapping[str, int]
    meaning_of_state: Mapping[str, str]
    simple: frozenset[str]


@dataclass(frozen=True, slots=True)
class Facts:
    """Truths about the sample, to hold its import and its diagnosis against."""

    organisation: str
    seed: int
    currency: str
    as_of: str
    region_time_zones: Mapping[str, str]
    staff: StaffFacts
    work: WorkFacts
    log: LogFacts


@dataclass(frozen=True, slots=True)
class SampleFiles:
    """The files as a company would export them: UTF-8, comma separated, `\\n` line ends, one header line."""

    positions_csv: bytes
    effort_csv: bytes
    services_csv: bytes
    tickets_csv_gz: bytes
    facts: Facts
