"""Positions, teams and findings of files as the search for defects sees them: stored units, one query each."""

from typing import Any, NamedTuple

from towers.models import Position

FILLED, VACANT, ELIMINATED = Position.Status.FILLED, Position.Status.VACANT, Position.Status.ELIMINATED
PLACE_KEY = "row:"  # the key of a row to which its source gave none


class Post(NamedTuple):
    """A position, in stored units."""

    id: int
    uid: Any
    key: str
    occurrence: int
    title: str
    grade: str
    team_id: int | None
    manager_id: int | None
    manager_ref: str
    manager_rule: str
    person_ref: str
    location: str
    profession: str
    fte: int
    heads: int
    is_aggregate: bool
    cost_low: int | None
    cost_high: int | None
    cost_rule: str
    status: str
    employment: str
    import_row_id: int | None

    @property
    def subject(self) -> str:
        """What names it in decisions: the same in a later baseline."""
        return f"{self.key}#{self.occurrence}"

    @property
    def is_live(self) -> bool:
        """Not eliminated."""
        return self.status != ELIMINATED

    @property
    def is_filled(self) -> bool:
        """Counts in FTE and cost."""
        return self.status == FILLED

    @property
    def has_reference(self) -> bool:
        """Its source named it."""
        return not self.key.startswith(PLACE_KEY)

    @property
    def cost(self) -> float | None:
        """Yearly cost of one full-time year, the middle of its band."""
        return None if self.cost_low is None or self.cost_high is None else (self.cost_low + self.cost_high) / 2


class Unit(NamedTuple):
    """What the baseline says of a team."""

    id: int
    team_id: int
    uid: Any
    name: str
    tower: str | None
    region: str | None
    tower_rule: str
    region_rule: str
    region_id: int | None

    @property
    def subject(self) -> str:
        """What names it in decisions: a team keeps its uid."""
        return str(self.uid)


class FileFinding(NamedTuple):
    """Findings of one code in one import: how many, and what to do about them."""

    code: str
    import_uid: Any
    places: int
    remedy: str

    @property
    def subject(self) -> str:
        """What names it in decisions."""
        return f"{self.import_uid}:{self.code}"
