"""The importer `effort`: who does what, in FTE or as a share of the team."""

from collections import Counter

import polars as pl

from core.figures import fte, plural
from core.imports.registry import CheckReport, Field, Found, Importer
from core.models import Import
from towers.functions_reference import BY_CODE
from towers.importers.effort_load import load_efforts, publish_efforts, undo_efforts
from towers.importers.effort_meaning import Meaning, meanings
from towers.importers.effort_plan import EffortPlan, planned_efforts, positions_by_key, team_capacity
from towers.importers.effort_rows import effort_errors, is_per_cent, uniform_efforts
from towers.importers.frames import found_in
from towers.importers.position_rows import PLACE
from towers.importers.position_words import HEADINGS
from towers.importers.target import lock_defects, target_baseline
from towers.models import Effort

FIELDS = (
    Field("team", "Team", required_group="team", synonyms=HEADINGS["team"]),
    Field("activity", "Activity", required_group="activity", synonyms=("task", "work", "activity name", "process")),
    Field(
        "fte", "FTE", kind="number", required_group="effort", synonyms=("full-time equivalent", "effort", "capacity")
    ),
    Field(
        "share",
        "Share of the team",
        kind="number",
        required_group="effort",
        synonyms=("% of team", "share of team", "% of time", "share of time", "allocation", "percent"),
        help="As a fraction or in per cent; per cent is assumed where any share is above 1.",
    ),
    Field("position", "Position reference", synonyms=HEADINGS["id"], is_reference=True),
    Field(
        "evidence",
        "Evidence",
        kind="choice",
        choices=tuple(Effort.Evidence.values),
        help="How the figure is known; empty counts as surveyed.",
    ),
)


def check_efforts(import_of: Import, frame: pl.DataFrame) -> CheckReport:
    """Check the typed rows against the teams of the target baseline."""
    baseline = target_baseline(import_of)
    capacity = team_capacity(baseline)
    everything = uniform_efforts(frame, capacity)
    rows, errors = effort_errors(everything)
    meaning_of = meanings(import_of.organisation_id, rows.select("activity", "team").iter_rows())
    plan = planned_efforts(baseline, rows, meaning_of)
    counts = Counter(row.verdict for row in plan.rows)
    in_file, accepted = (int(part["fte_units"].sum() or 0) for part in (everything, rows))
    return CheckReport(
        accepted=frame.join(rows.select(PLACE), on=PLACE, how="semi", nulls_equal=True),
        counts={verdict: counts[verdict] for verdict in ("created", "changed", "unchanged")}
        | {"rejected": len(everything) - len(rows)},
        totals=[
            {"label": "Rows", "unit": "rows", "in_file": len(everything), "after_import": len(rows)},
            {"label": "Effort of these teams", "unit": "fte", "in_file": in_file, "after_import": accepted},
        ],
        defects=[
            *lock_defects(import_of),
            *errors,
            *_unknown_activities(rows, meaning_of),
            *_unknown_positions(rows, positions_by_key(baseline)),
        ],
        notes=_notes(rows, capacity, meaning_of, plan),
    )


def _unknown_activities(rows: pl.DataFrame, meaning_of: dict[str, Meaning]) -> list[Found]:
    found = []
    for key, meaning in meaning_of.items():
        if meaning.score:
            continue
        function = BY_CODE[meaning.function_code].name
        remedy = f"No known activity fits. A new one is made and proposed for {function}; correct it under Activities."
        first = rows.filter(pl.col("wording_key") == key).head(1)
        found += found_in(first, "warning", "unknown-activity", "activity", pl.lit(value=True), remedy)
    return found


def _unknown_positions(rows: pl.DataFrame, positions: dict[str, tuple[int, str]]) -> list[Found]:
    of_team = pl.col("position").replace_strict(
        {key: team for key, (_, team) in positions.items()}, default="", return_dtype=pl.String
    )
    is_wrong = pl.col("position").is_not_null() & (of_team != pl.col("team_key"))
    remedy = "The team has no position with this reference. The effort comes in for the team as a whole."
    return found_in(rows, "warning", "unknown-position", "position", is_wrong, remedy)


def _notes(rows: pl.DataFrame, capacity: dict[str, int], meaning_of: dict[str, Meaning], plan: EffortPlan) -> list[str]:
    used = {key: int(total) for key, total in rows.group_by("team_key").agg(pl.col("fte_units").sum()).iter_rows()}
    unassigned = sum(max(capacity[key] - total, 0) for key, total in used.items())
    proposed = [meaning for meaning in meaning_of.values() if 0 < meaning.score < 1]
    activities = len({meaning.name for meaning in proposed})
    left_out = len(capacity) - len(used)
    wordings = plural(len(proposed), "wording was", "wordings were")
    known = plural(activities, "known activity", "known activities")
    absent = plural(left_out, "team with positions is", "teams with positions are")
    gone = plural(len(plan.removed), "earlier effort goes", "earlier efforts go")
    sentences = [
        (bool(proposed), f"{wordings} read as {known} by the words in them. Check this under Activities."),
        (unassigned > 0, f"{fte(unassigned)} FTE of these teams stay unassigned: their efforts add up to less."),
        (left_out > 0, f"{absent} not in the file: the effort there stays as it is."),
        (bool(plan.removed), f"{gone}: a file speaks for the whole of its teams."),
        (is_per_cent(rows), "Shares are read as per cent, since some are above 1."),
    ]
    return [text for applies, text in sentences if applies]


IMPORTER = Importer(
    "effort", "Effort by activity", "baseline", FIELDS, check_efforts, load_efforts, publish_efforts, undo_efforts
)
