"""What tables are called, which of them complete others, and what their columns are then called."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import polars as pl

from core.imports.mapping import Join, Spec

Table = Mapping[str, Any]


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


def is_of(table: Table) -> pl.Expr:
    """Rows of this table."""
    return pl.all_horizontal(pl.col("_file") == table["file_no"], pl.col("_sheet") == table["sheet"])


def resolved_joins(tables: Sequence[Table], joins: Sequence[Join]) -> list[tuple[Join, int]]:
    """Each join whose table is there, with the table's number."""
    numbered = [(join, table_number(tables, join.table)) for join in joins]
    return [(join, number) for join, number in numbered if number is not None]


def complement_sheets(tables: Sequence[Table], joins: Sequence[Join]) -> set[str]:
    """The sheets that complete others."""
    return {tables[number]["sheet"] for _, number in resolved_joins(tables, joins)} - {""}


def brought_columns(tables: Sequence[Table], joins: Sequence[Join]) -> dict[int, dict[str, str]]:
    """By number of the joined table, what each of its columns but the key is called among the rows."""
    resolved = resolved_joins(tables, joins)
    complements = {number for _, number in resolved}
    taken = {name for number, table in enumerate(tables) if number not in complements for name in table["columns"]}
    names, brought = table_names(tables), {}
    for join, number in resolved:
        own = [name for name in tables[number]["columns"] if name != join.right]
        brought[number] = {name: f"{name} ({names[number]})" if name in taken else name for name in own}
        taken |= set(brought[number].values())
    return brought


def columns_brought(tables: Sequence[Table], joins: Sequence[Join]) -> set[str]:
    """What the columns of tables that complete others are called among the rows."""
    return {name for names in brought_columns(tables, joins).values() for name in names.values()}


def tables_after(tables: Sequence[Table], joins: Sequence[Join]) -> list[dict[str, Any]]:
    """The tables as they read once joined: those with the key have the others' columns, those others have none.

    A column that the rows have already is called with its table: `Grade (costs.csv)`.
    """
    after = [dict(table) for table in tables]
    for _, number in resolved_joins(tables, joins):
        after[number]["columns"] = []
    for join, number in resolved_joins(tables, joins):
        brought = list(brought_columns(tables, joins)[number].values())
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
