"""Two tables that complete each other: a staff list and the costs of the same posts, joined on a key in each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import polars as pl

from core.figures import integer, plural
from core.imports.found import Found
from core.imports.mapping import Join, Spec
from core.imports.reading.tables import PLACE

Table = Mapping[str, Any]
KEY, RIGHT_LINE, NUMBER = "_key", "_right_line", "_number"
KEPT = 1_000


@dataclass(slots=True)
class Joined:
    """The rows of the tables that are no complement, with the columns of those that are; `counts` are by code."""

    frame: pl.DataFrame
    found: list[Found] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


def table_names(tables: Sequence[Table]) -> list[str]:
    """What each table is called: by its sheet, else its file; with the file, and its number, where that is not enough.

    >>> table_names([{"file_no": 1, "name": "a.xlsx", "sheet": "S"}, {"file_no": 2, "name": "b.xlsx", "sheet": "S"}])
    ['a.xlsx: S', 'b.xlsx: S']
    """
    names = [table["sheet"] or table["name"] for table in tables]
    names = [
        f"{table['name']}: {name}" if table["sheet"] and names.count(name) > 1 else name
        for table, name in zip(tables, names, strict=True)
    ]
    return [
        f"{name} ({table['file_no']})" if names.count(name) > 1 else name
        for table, name in zip(tables, names, strict=True)
    ]


def table_number(tables: Sequence[Table], name: str) -> int | None:
    """The table that is called so; a file's name will do where the file holds one table."""
    names = table_names(tables)
    if name in names:
        return names.index(name)
    of_file = [number for number, table in enumerate(tables) if table["name"] == name]
    return of_file[0] if len(of_file) == 1 else None


def tables_after(tables: Sequence[Table], joins: Sequence[Join]) -> list[dict[str, Any]]:
    """The tables as they read once joined: those with the key have the others' columns, those others have none.

    A column that the rows have already is called with its table: `Grade (costs.csv)`.
    """
    after = [dict(table) for table in tables]
    for _, number in _resolved(tables, joins):
        after[number]["columns"] = []
    for join, number in _resolved(tables, joins):
        brought = list(_brought(tables, joins)[number].values())
        for table in after:
            if join.left in table["columns"]:
                table["columns"] = [*table["columns"], *brought]
    return after


def columns_after(tables: Sequence[Table], joins: Sequence[Join]) -> list[str]:
    """All columns that a field can be read from, once."""
    return list(dict.fromkeys(name for table in tables_after(tables, joins) for name in table["columns"]))


def renamed(spec: Spec, before: Sequence[Table], now: Sequence[Table]) -> Spec:
    """The mapping with its joins and sheets named as the tables with the same columns are called now."""
    joins = tuple(replace(join, table=_new_name(join.table, before, now)) for join in spec.joins)
    return replace(spec, joins=joins, sheets=tuple(_new_name(name, before, now) for name in spec.sheets))


def _new_name(name: str, before: Sequence[Table], now: Sequence[Table]) -> str:
    """What the table is called now, where it has another name and just one table has its columns."""
    old = table_number(before, name)
    if old is None or table_number(now, name) is not None:
        return name
    columns = list(before[old]["columns"])
    same = [new for new, table in zip(table_names(now), now, strict=True) if list(table["columns"]) == columns]
    return same[0] if len(same) == 1 else name


def complement_sheets(tables: Sequence[Table], joins: Sequence[Join]) -> set[str]:
    """The sheets that complete others."""
    return {tables[number]["sheet"] for _, number in _resolved(tables, joins)} - {""}


def columns_brought(tables: Sequence[Table], joins: Sequence[Join]) -> set[str]:
    """What the columns of tables that complete others are called among the rows."""
    return {name for names in _brought(tables, joins).values() for name in names.values()}


def joined(raw: pl.DataFrame, tables: Sequence[Table], spec: Spec) -> Joined:
    """The rows that come in, completed; without joins simply those of the sheets that are read."""
    complements = {number for _, number in _resolved(tables, spec.joins)}
    rows = raw.filter(pl.col("_sheet").is_in([*spec.sheets, ""])) if spec.sheets else raw
    if not spec.joins:
        return Joined(rows)
    mains = [table for number, table in enumerate(tables) if number not in complements]
    own = [name for table in mains for name in table["columns"] if name in raw.columns]
    is_complement = pl.any_horizontal([is_of(tables[number]) for number in complements] or [pl.lit(value=False)])
    done = Joined(rows.filter(~is_complement).select(*PLACE, *dict.fromkeys(own)))
    for join in spec.joins:
        number = table_number(tables, join.table)
        if problem := _problem(join, tables, number, done.frame):
            done.found.append(Found("fatal", "join-not-possible", problem, column=join.left[:120]))
        elif number is not None:
            right = raw.filter(is_of(tables[number]))
            _complete(done, join, right, _brought(tables, spec.joins)[number])
    return done


def _resolved(tables: Sequence[Table], joins: Sequence[Join]) -> list[tuple[Join, int]]:
    """Each join whose table is there, with the table's number."""
    numbered = [(join, table_number(tables, join.table)) for join in joins]
    return [(join, number) for join, number in numbered if number is not None]


def _brought(tables: Sequence[Table], joins: Sequence[Join]) -> dict[int, dict[str, str]]:
    """By number of the joined table, what each of its columns but the key is called among the rows."""
    resolved = _resolved(tables, joins)
    complements = {number for _, number in resolved}
    taken = {name for number, table in enumerate(tables) if number not in complements for name in table["columns"]}
    names, brought = table_names(tables), {}
    for join, number in resolved:
        own = [name for name in tables[number]["columns"] if name != join.right]
        brought[number] = {name: f"{name} ({names[number]})" if name in taken else name for name in own}
        taken |= set(brought[number].values())
    return brought


def is_of(table: Table) -> pl.Expr:
    """Rows of this table."""
    return pl.all_horizontal(pl.col("_file") == table["file_no"], pl.col("_sheet") == table["sheet"])


def _problem(join: Join, tables: Sequence[Table], number: int | None, left: pl.DataFrame) -> str:
    """Why the tables cannot be joined; empty if they can."""
    names = ", ".join(f"“{name}”" for name in table_names(tables))
    if number is None:
        return f"The mapping joins “{join.table}”, but the tables are {names}. Correct the join."
    if not tables[number]["rows"]:
        return f"“{join.table}” holds no rows. Leave the join out."
    if join.right not in tables[number]["columns"]:
        return f"“{join.table}” has no column “{join.right}” to join by. Choose another."
    if join.left not in left.columns:
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
    rows = done.frame.with_columns(key_of(join.left)).join(lookup, on=KEY, how="left", maintain_order="left")
    alone = rows.filter(pl.col(RIGHT_LINE).is_null())
    unused = keyed.join(rows.select(KEY).drop_nulls().unique(), on=KEY, how="anti")
    done.frame = rows.drop(KEY, RIGHT_LINE)
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
