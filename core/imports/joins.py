"""Two tables that complete each other: a staff list and the costs of the same posts, joined on a key in each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from core.figures import integer, plural
from core.imports.found import Found
from core.imports.join_names import Table, brought_columns, is_of, resolved_joins, table_names, table_number
from core.imports.mapping import Join, Spec
from core.imports.reading.tables import PLACE

KEY, RIGHT_LINE = "_key", "_right_line"
KEPT = 1_000


@dataclass(slots=True)
class Joined:
    """The rows of the tables that are no complement, with the columns of those that are; `counts` are by code."""

    frame: pl.LazyFrame
    found: list[Found] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


def joined(raw: pl.DataFrame | pl.LazyFrame, tables: Sequence[Table], spec: Spec) -> Joined:
    """The rows that come in, completed; without joins simply those of the sheets that are read, still on disk."""
    complements = {number for _, number in resolved_joins(tables, spec.joins)}
    rows = raw.lazy().filter(pl.col("_sheet").is_in([*spec.sheets, ""])) if spec.sheets else raw.lazy()
    if not spec.joins:
        return Joined(rows)
    everything = raw.lazy().collect()
    mains = [table for number, table in enumerate(tables) if number not in complements]
    own = [name for table in mains for name in table["columns"] if name in everything.columns]
    is_complement = pl.any_horizontal([is_of(tables[number]) for number in complements] or [pl.lit(value=False)])
    done = Joined(rows.filter(~is_complement).select(*PLACE, *dict.fromkeys(own)))
    for join in spec.joins:
        number = table_number(tables, join.table)
        if problem := _problem(join, tables, number, done.frame):
            done.found.append(Found("fatal", "join-not-possible", problem, column=join.left[:120]))
        elif number is not None:
            right = everything.filter(is_of(tables[number]))
            _complete(done, join, right, brought_columns(tables, spec.joins)[number])
    return done


def _problem(join: Join, tables: Sequence[Table], number: int | None, left: pl.LazyFrame) -> str:
    """Why the tables cannot be joined; empty if they can."""
    names = ", ".join(f"“{name}”" for name in table_names(tables))
    if number is None:
        return f"The mapping joins “{join.table}”, but the tables are {names}. Correct the join."
    if not tables[number]["rows"]:
        return f"“{join.table}” holds no rows. Leave the join out."
    if join.right not in tables[number]["columns"]:
        return f"“{join.table}” has no column “{join.right}” to join by. Choose another."
    if join.left not in left.collect_schema().names():
        return f"No row has the column “{join.left}” to join “{join.table}” by. Choose another."
    return ""


def key_of(name: str) -> pl.Expr:
    """A key as it is compared: without case, spaces around and the zeros that spreadsheets drop."""
    bare = pl.col(name).str.strip_chars().str.to_lowercase().str.replace(r"^0+(\d+)$", "${1}")
    return pl.when(bare != "").then(bare.str.replace(r"^(\d+)\.0$", "${1}")).alias(KEY)


def _complete(done: Joined, join: Join, right: pl.DataFrame, brought: Mapping[str, str]) -> None:
    """Add the other table's columns to the rows; what has no match on either side is told row by row."""
    keyed = right.with_columns(key_of(join.right))
    _refuse_repeated(done, join, keyed)
    columns = [pl.col(name).alias(new) for name, new in brought.items()]
    once = keyed.filter(pl.col(KEY).is_not_null()).unique(KEY, keep="first", maintain_order=True)
    lookup = once.select(KEY, pl.col("_line").alias(RIGHT_LINE), *columns)
    left = done.frame.with_columns(key_of(join.left)).collect()
    rows = left.join(lookup, on=KEY, how="left", maintain_order="left")
    alone = rows.filter(pl.col(RIGHT_LINE).is_null())
    unused = keyed.join(rows.select(KEY).drop_nulls().unique(), on=KEY, how="anti")
    done.frame = rows.drop(KEY, RIGHT_LINE).lazy()
    table = f"“{join.table}”"
    _tell(done, "join-no-match", alone, join.left, f"No row of {table} has this key: its columns stay empty here.")
    _tell(done, "join-not-used", unused, join.right, f"No row has the key of this row of {table}: it is left out.")
    completed = f"{table} completes {integer(rows.height - alone.height)} of {plural(rows.height, 'row')}"
    not_used = f"{integer(unused.height)} of its {plural(right.height, 'row')} {'is' if unused.height == 1 else 'are'}"
    done.notes.append(
        f"{completed} by “{join.left}” = “{join.right}”; {plural(alone.height, 'row has', 'rows have')} no match, and "
        f"{not_used} not used."
    )


def _refuse_repeated(done: Joined, join: Join, keyed: pl.DataFrame) -> None:
    """Nobody can say which of two rows with one key counts."""
    repeated = keyed.filter(pl.col(KEY).is_not_null() & pl.col(KEY).is_duplicated())
    if repeated.is_empty():
        return
    first = repeated.filter(pl.col(KEY) == repeated[KEY][0])
    lines = " and ".join(str(line) for line in first["_line"].head(2))
    keys = plural(repeated[KEY].n_unique(), "key stands", "keys stand")
    remedy = (
        f"{keys} more than once in “{join.table}”, the first in lines {lines}. Leave one row each, or join by another."
    )
    done.found.append(_found("fatal", "join-repeated-key", remedy, first.row(1, named=True), join.right))


def _tell(done: Joined, code: str, rows: pl.DataFrame, column: str, remedy: str) -> None:
    if rows.height:
        done.counts[code] = done.counts.get(code, 0) + rows.height
        done.found += [_found("warning", code, remedy, row, column) for row in rows.head(KEPT).iter_rows(named=True)]


def _found(severity: str, code: str, remedy: str, place: Mapping[str, Any], column: str) -> Found:
    value = place[column] or ""
    return Found(
        severity, code, remedy, place["_file"], place["_sheet"] or "", place["_line"], column[:120], value[:200]
    )
