"""The importer `positions`: staff lists, one row per post or one row per group of like posts."""

from core.imports.registry import Field, Importer
from towers.importers.position_check import check_positions
from towers.importers.position_load import load_positions, publish_positions
from towers.importers.position_undo import undo_positions

FIELDS = (
    Field(
        "id",
        "Position reference",
        synonyms=(
            "position id",
            "post unique reference",
            "position number",
            "post id",
            "employee id",
            "personnel number",
        ),
        help="Names the post, so that a later file changes it instead of adding it again.",
    ),
    Field(
        "title",
        "Job title",
        required_group="title",
        synonyms=("job title", "generic job title", "role", "position title", "function"),
    ),
    Field(
        "team",
        "Team",
        required_group="team",
        synonyms=("team name", "unit", "department", "group", "organisational unit", "cost centre"),
    ),
    Field("tower", "Technology tower", synonyms=("technology tower", "technology", "domain", "platform")),
    Field("region", "Region", synonyms=("location", "geography", "country", "area")),
    Field(
        "manager",
        "Manager's reference",
        synonyms=(
            "manager id",
            "reports to",
            "reports to senior post",
            "reporting senior post",
            "supervisor",
            "line manager",
        ),
        help="The reference of the position that this one reports to.",
    ),
    Field("grade", "Grade", synonyms=("grade (or equivalent)", "level", "band", "job grade", "pay grade")),
    Field(
        "fte",
        "FTE",
        kind="number",
        synonyms=("number of posts in fte", "full-time equivalent", "full time equivalent", "posts"),
    ),
    Field("heads", "Persons", kind="number", synonyms=("headcount", "head count", "heads", "number of persons")),
    Field(
        "cost",
        "Yearly cost of one full-time year",
        kind="money",
        synonyms=(
            "yearly cost",
            "yearly cost eur",
            "salary",
            "annual salary",
            "cost",
            "full cost",
            "loaded cost",
            "pay",
        ),
        help="With employer's charges and bonus; where only pay is known, pay stands for cost.",
    ),
    Field(
        "cost_low",
        "Yearly cost, lower end",
        kind="money",
        synonyms=("payscale minimum", "payscale minimum (£)", "actual pay floor (£)", "pay floor", "salary minimum"),
    ),
    Field(
        "cost_high",
        "Yearly cost, upper end",
        kind="money",
        synonyms=(
            "payscale maximum",
            "payscale maximum (£)",
            "actual pay ceiling (£)",
            "pay ceiling",
            "salary maximum",
        ),
    ),
    Field(
        "status",
        "Status",
        kind="choice",
        synonyms=("post status", "position status", "state"),
        choices=("filled", "vacant", "eliminated"),
        help="Empty counts as filled; eliminated posts are kept but in no total.",
    ),
    Field(
        "employment",
        "Employment",
        kind="choice",
        synonyms=("employment type", "contract type", "worker type"),
        choices=("employee", "contractor", "vendor"),
    ),
    Field(
        "orientation",
        "Orientation",
        kind="choice",
        synonyms=("speed", "mode"),
        choices=("digital", "conventional", "hybrid"),
    ),
)
IMPORTER = Importer(
    "positions", "Staff list", "baseline", FIELDS, check_positions, load_positions, publish_positions, undo_positions
)
