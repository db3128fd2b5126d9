"""What is proposed for files that nobody described: the sheets, how tables complete each other, the columns."""

import dataclasses
import itertools
from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from core.imports.guess import CERTAIN, Guess, guesses, proposed_spec
from core.imports.join_guess import JoinGuess, proposed_joins
from core.imports.join_names import columns_after, columns_brought, tables_after
from core.imports.joins import joined
from core.imports.mapping import Spec, parse_spec
from core.imports.profile import LOOKED_AT, profiles_of
from core.imports.registry import Importer
from core.imports.sheets import profiles_in, proposed_sheets


@dataclasses.dataclass(frozen=True, slots=True)
class Proposal:
    """The mapping as guessed, and what it was guessed from; `columns` are profiles as they are kept in the report."""

    spec: Spec
    columns: list[dict[str, Any]]
    guesses: list[Guess]
    joins: list[JoinGuess]


def proposed(
    importer: Importer, tables: Sequence[Mapping[str, Any]], raw: pl.LazyFrame, known: Spec | None, least: float
) -> Proposal:
    """Guesses that are at least so sure; where a mapping is known, its sheets and joins are taken for granted."""
    profiles = profiles_of(_heads(raw, tables), tables)
    sheets = known.sheets if known else proposed_sheets(importer, tables, profiles)
    found = proposed_joins(importer, tables, profiles, raw, sheets)
    joins = known.joins if known else tuple(one.join for one in found if one.confidence >= max(least, CERTAIN))
    if joins:
        after = tables_after(tables, joins)
        rows = joined(raw, tables, Spec(joins=joins, sheets=sheets)).frame.collect()
        profiles = [one for one in profiles_of(rows, after) if one.tables]
    else:
        after = [dict(table) for table in tables]
    read = profiles_in(sheets, after, profiles)
    of_columns = guesses(importer, read)
    if importer.refine:
        of_columns = importer.refine(of_columns, read)
    spec = dataclasses.replace(proposed_spec(of_columns, profiles, importer, least), sheets=sheets, joins=joins)
    spec = completed(importer, spec)
    return Proposal(spec, [dataclasses.asdict(one) for one in profiles], of_columns, found)


def completed(importer: Importer, spec: Spec) -> Spec:
    """The mapping with what follows from it, so that people see it and can change it."""
    return dataclasses.replace(spec, columns=importer.complete(spec.columns)) if importer.complete else spec


def _heads(raw: pl.LazyFrame, tables: Sequence[Mapping[str, Any]]) -> pl.DataFrame:
    """The first rows of each table; tables lie one after the other."""
    ends = itertools.accumulate(table["rows"] for table in tables)
    heads = [
        raw.slice(end - table["rows"], min(table["rows"], LOOKED_AT)) for table, end in zip(tables, ends, strict=True)
    ]
    return pl.concat(heads).collect()


def as_joined(report: Mapping[str, Any], importer: Importer, raw: pl.LazyFrame) -> dict[str, Any]:
    """Columns and guesses of a report anew, where its mapping joins other tables than before; else nothing.

    In the wizard, what they bring is read at once as what it is guessed to be; elsewhere a mapping says all.
    """
    tables, spec = report["read"]["tables"], parse_spec(report["spec"], importer)
    if set(columns_after(tables, spec.joins)) == {one["name"] for one in report["columns"]}:
        return {}
    proposal = proposed(importer, tables, raw, spec, CERTAIN)
    if report.get("is_attended"):
        brought = columns_brought(tables, spec.joins)
        new = [one for one in proposal.guesses if brought.issuperset(one.columns)]
        spec = dataclasses.replace(spec, columns={one.field: one.source for one in new} | spec.columns)
    guesses = [one.as_json() for one in proposal.guesses]
    return {"columns": proposal.columns, "guesses": guesses, "spec": spec.as_json()}
