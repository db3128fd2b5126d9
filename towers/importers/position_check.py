"""What a staff list says before anything of it comes in: counts, sums, doubts."""

from collections import Counter
from collections.abc import Iterable, Mapping

import polars as pl

from core.figures import fte, integer, plural
from core.imports.registry import CheckReport, Found
from core.models import Import
from towers.importers.frames import found_in
from towers.importers.position_plan import Facts, Planned, existing_positions, planned_positions
from towers.importers.position_rows import PLACE, numbered, row_errors, uniform_rows
from towers.importers.position_totals import position_totals
from towers.importers.reporting_lines import ReportingLines, reporting_lines
from towers.importers.target import lock_defects, target_baseline
from towers.importers.team_places import conflict_defects
from towers.models import Position

ELIMINATED = Position.Status.ELIMINATED


def check_positions(import_of: Import, frame: pl.DataFrame) -> CheckReport:
    """Check the typed rows against each other and against the target baseline."""
    everything = uniform_rows(frame)
    good, errors = row_errors(everything)
    rows = numbered(good)
    baseline = target_baseline(import_of)
    plan, existing = planned_positions(baseline, frame.columns, rows), existing_positions(baseline)
    after = _after(existing, plan)
    lines = reporting_lines(
        [key for key, _ in after], [f["manager_ref"] for f in after.values()], _live(after.values())
    )
    counts = Counter(row.verdict for row in plan)
    return CheckReport(
        accepted=frame.join(rows.select(PLACE), on=PLACE, how="semi", nulls_equal=True),
        counts={verdict: counts[verdict] for verdict in ("created", "changed", "unchanged")}
        | {"rejected": len(everything) - len(rows)},
        totals=position_totals(everything, rows, plan, existing),
        defects=[*lock_defects(import_of), *errors, *_warnings(rows), *_line_defects(plan, after, lines)],
        notes=_notes(rows, lines, after),
    )


def _after(existing: Mapping[tuple[str, int], Facts], plan: Iterable[Planned]) -> dict[tuple[str, int], Facts]:
    """The positions as they would be: those of the file first, in its order."""
    from_file = {(row.key, row.occurrence): row.facts for row in plan}
    return from_file | {place: facts for place, facts in existing.items() if place not in from_file}


def _live(rows: Iterable[Facts]) -> list[bool]:
    return [facts["status"] != ELIMINATED for facts in rows]


def _warnings(rows: pl.DataFrame) -> list[Found]:
    repeated = "This reference was met before in the file. It comes in as another post; correct it if it is a mistake."
    twice = (
        "This row equals an earlier one. It comes in, so that sums agree with the file; delete it if it is a mistake."
    )
    gone = "An eliminated post is kept, and left out of every FTE total. Correct its status if it exists."
    reversed_band = "The lower end of the pay band was above the upper end: they were exchanged."
    teamless = "A post without a team is in no figure by tower, region or team. Name its team."
    return [
        *found_in(rows, "warning", "repeated-key", "id", pl.col("occurrence") > 1, repeated),
        *found_in(rows, "warning", "duplicate-row", "title", pl.col("is_duplicate"), twice),
        *found_in(rows, "warning", "eliminated-post", "id", pl.col("status") == ELIMINATED, gone),
        *found_in(rows, "warning", "band-reversed", "cost_low", pl.col("is_band_reversed"), reversed_band),
        *found_in(rows, "warning", "no-team", "title", pl.col("team").is_null(), teamless),
        *conflict_defects(rows),
    ]


def _line_defects(plan: list[Planned], after: Mapping[tuple[str, int], Facts], lines: ReportingLines) -> list[Found]:
    """Broken reporting lines of the file's rows; those of other rows were told when they came in."""
    place_of = {(row.key, row.occurrence): row for row in plan}
    keys = list(after)
    found = []
    for code, rows, remedy in (
        ("dangling-manager", lines.dangling, "No position has this reference: the manager stays empty. Correct it."),
        ("manager-cycle", lines.cyclic, "These positions report to each other in a circle: this link stays empty."),
    ):
        for row in rows:
            if planned := place_of.get(keys[row]):
                place = (planned.file_no, planned.sheet, planned.line)
                found.append(Found("warning", code, remedy, *place, "manager", planned.facts["manager_ref"]))
    return found


def _sum(column: pl.Series) -> int:
    return int(column.sum() or 0)


def _notes(rows: pl.DataFrame, lines: ReportingLines, after: Mapping[tuple[str, int], Facts]) -> list[str]:
    facts = list(after.values())
    roots = sum(facts[row]["status"] != ELIMINATED for row in lines.roots)
    unnamed = len(rows.filter(~pl.col("has_id")))
    twice = rows.filter(pl.col("is_duplicate"))
    added = fte(_sum(twice["fte_units"]))
    unknown = len(rows.filter(pl.col("band_low").is_null()))
    nameless = plural(unnamed, "row has", "rows have")
    repeat = plural(len(twice), "row repeats", "rows repeat")
    paid = f"{integer(unknown)} of {plural(len(rows), 'row')} {'has' if unknown == 1 else 'have'} no known pay"
    sentences = [
        (roots > 1, f"{integer(roots)} positions that are not eliminated have no manager: the tree has as many roots."),
        (unnamed > 0, f"{nameless} no reference: each got one of its file and line (row:1:17)."),
        (len(twice) > 0, f"{repeat} an earlier row in every mapped column, which adds {added} FTE."),
        (unknown > 0, f"{paid}. Unknown is not 0: what is unknown is left out of averages."),
    ]
    return [text for applies, text in sentences if applies]
