"""The columns of the grid, once, for the page, the rows that it loads and the cells that it saves."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from core.actor import Actor
from towers.models import FTE_UNIT, BaselineTeam, Effort, Position


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `form`: text, choice, fte, count, level, money or unassigned (made by the page from the others).

    `choices` names a list of the rows' address, or another column; `words` are fixed choices. A column that is
    `is_for_new` is typed once, in a new row; a new row has the `default`, in stored units.
    """

    field: str
    label: str
    form: str = "text"
    width: int = 140
    is_editable: bool = True
    is_for_new: bool = False
    is_required: bool = False
    is_pay: bool = False
    is_group: bool = False
    choices: str = ""
    words: tuple[str, ...] = ()
    longest: int = 200
    default: Any = None


@dataclass(frozen=True, slots=True)
class Kind:
    """What a grid shows: one row per position, team or effort."""

    code: str
    noun: str
    title: str
    columns: tuple[Column, ...]

    def columns_for(self, actor: Actor) -> dict[str, Column]:
        """By field; pay only with the right to see it."""
        return {column.field: column for column in self.columns if actor.has_pay or not column.is_pay}


def _shown(field: str, label: str, form: str = "text", width: int = 140, *, is_group: bool = False) -> Column:
    return Column(field, label, form, width, is_editable=False, is_group=is_group)


def _chosen(field: str, label: str, width: int, default: str, words: Sequence[str]) -> Column:
    """A word of a fixed list, which a new row has already."""
    chosen = Column(field, label, "choice", width, words=tuple(words), default=str(default))
    return replace(chosen, is_required=True, is_group=True)


CONVENTIONAL = BaselineTeam.Orientation.CONVENTIONAL
PLACES = (_shown("tower", "Tower", is_group=True), _shown("region", "Region", width=110, is_group=True))

POSITIONS = Kind(
    "positions",
    "position",
    "Positions",
    (
        Column("key", "Reference", width=120, is_for_new=True, is_required=True),
        Column("title", "Title", width=220, is_required=True),
        Column("team", "Team", "choice", 190, choices="team", is_group=True),
        *PLACES,
        Column("manager", "Manager", "choice", 110, choices="key", is_group=True),
        Column("grade", "Grade", width=90, longest=60, is_group=True),
        Column("fte", "FTE", "fte", 76, is_required=True, default=FTE_UNIT),
        Column("heads", "Persons", "count", 84, is_required=True, default=1),
        _chosen("status", "Status", 100, Position.Status.FILLED, Position.Status.values),
        _chosen("employment", "Employment", 116, Position.Employment.EMPLOYEE, Position.Employment.values),
        Column("location", "Location", width=120, is_group=True),
        Column("profession", "Profession", width=140, is_group=True),
        Column("cost_low", "Yearly cost, low", "money", 128, is_pay=True),
        Column("cost_high", "Yearly cost, high", "money", 128, is_pay=True),
    ),
)
TEAMS = Kind(
    "teams",
    "team",
    "Teams",
    (
        Column("name", "Team", width=240, is_for_new=True, is_required=True),
        Column("tower", "Tower", "choice", 170, choices="tower", is_group=True),
        Column("region", "Region", "choice", 130, choices="region", is_group=True),
        Column("level", "Level", "level", 80, words=("1", "2", "3"), is_group=True),
        _chosen("orientation", "Orientation", 130, CONVENTIONAL, BaselineTeam.Orientation.values),
        Column("capability", "Capability", width=170, longest=80, is_group=True),
        _shown("positions", "Positions", "count", 96),
        _shown("fte", "FTE", "fte", 90),
        _shown("effort", "Effort, FTE", "fte", 104),
    ),
)
EFFORT = Kind(
    "effort",
    "effort",
    "Effort",
    (
        Column("team", "Team", "choice", 220, choices="team", is_required=True, is_group=True),
        Column("activity", "Activity", "choice", 240, choices="activity", is_required=True, is_group=True),
        Column("fte", "FTE", "fte", 90, is_required=True),
        _shown("unassigned", "Unassigned in team", "unassigned", 164),
        _chosen("evidence", "Evidence", 110, Effort.Evidence.ASSUMED, Effort.Evidence.values),
        *PLACES,
        _shown("position", "Of position", width=110),
        _shown("wording", "In the source", width=180),
        _shown("source_rule", "Why this activity", width=220),
    ),
)
KINDS = {kind.code: kind for kind in (POSITIONS, TEAMS, EFFORT)}


def described(columns: dict[str, Column]) -> list[dict[str, Any]]:
    """The columns as the page's script reads them."""
    return [asdict(column) for column in columns.values()]
