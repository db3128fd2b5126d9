"""The importer `positions`: staff lists, one row per post or one row per group of like posts."""

from core.imports.registry import Field, Importer
from towers.importers.position_check import check_positions
from towers.importers.position_load import load_positions, publish_positions
from towers.importers.position_undo import undo_positions
from towers.importers.position_words import EMPLOYMENT_WORDS, HEADINGS, ORIENTATION_WORDS, STATUS_WORDS
from towers.models import BaselineTeam, Position


def _end_of_band(code: str, label: str) -> Field:
    return Field(code, label, kind="money", synonyms=HEADINGS[code], is_unknown_at_zero=True)


FIELDS = (
    Field(
        "id",
        "Position reference",
        synonyms=HEADINGS["id"],
        is_reference=True,
        help="Names the post, so that a later file changes it instead of adding it again.",
    ),
    Field("title", "Job title", required_group="title", synonyms=HEADINGS["title"]),
    Field("team", "Team", required_group="team", synonyms=HEADINGS["team"]),
    Field("tower", "Technology tower", synonyms=HEADINGS["tower"]),
    Field("region", "Region", synonyms=HEADINGS["region"]),
    Field(
        "manager",
        "Manager's reference",
        synonyms=HEADINGS["manager"],
        is_reference=True,
        help="The reference of the position that this one reports to.",
    ),
    Field("grade", "Grade", synonyms=HEADINGS["grade"]),
    Field(
        "site_or_country",
        "Site or country",
        synonyms=HEADINGS["site_or_country"],
        help="Beside a region, or in its place: rules infer the region from it.",
    ),
    Field(
        "profession",
        "Profession",
        synonyms=HEADINGS["profession"],
        help="The occupational group or job family; rules can infer a team's tower from it.",
    ),
    Field(
        "person_ref",
        "Person reference",
        synonyms=HEADINGS["person_ref"],
        is_reference=True,
        help="Names whoever holds the post: several rows of one person add up to at most one full-time year.",
    ),
    Field("fte", "FTE", kind="number", synonyms=HEADINGS["fte"]),
    Field("heads", "Persons", kind="number", synonyms=HEADINGS["heads"]),
    Field(
        "cost",
        "Yearly cost of one full-time year",
        kind="money",
        synonyms=HEADINGS["cost"],
        help="With employer's charges and bonus; where only pay is known, pay stands for cost. 0 is read as unknown.",
        is_unknown_at_zero=True,
    ),
    _end_of_band("cost_low", "Yearly cost, lower end"),
    _end_of_band("cost_high", "Yearly cost, upper end"),
    Field(
        "status",
        "Status",
        kind="choice",
        synonyms=HEADINGS["status"],
        choices=tuple(Position.Status.values),
        choice_words=STATUS_WORDS,
        help="Empty counts as filled; eliminated posts are kept but in no total.",
    ),
    Field(
        "employment",
        "Employment",
        kind="choice",
        synonyms=HEADINGS["employment"],
        choices=tuple(Position.Employment.values),
        choice_words=EMPLOYMENT_WORDS,
    ),
    Field(
        "orientation",
        "Orientation",
        kind="choice",
        synonyms=HEADINGS["orientation"],
        choices=tuple(BaselineTeam.Orientation.values),
        choice_words=ORIENTATION_WORDS,
    ),
    Field(
        "capability",
        "Capability",
        synonyms=HEADINGS["capability"],
        help="What the team is organised around across technologies, such as payments or identity.",
    ),
)
IMPORTER = Importer(
    "positions", "Staff list", "baseline", FIELDS, check_positions, load_positions, publish_positions, undo_positions
)
