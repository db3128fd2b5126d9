"""What an app says about the things that can be imported into it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from core.actor import Actor
from core.imports.found import Found
from core.models import Import
from core.runs.registry import Progress

__all__ = ["CheckReport", "Field", "Found", "Importer", "importer", "importers", "is_known", "register"]


@dataclass(frozen=True, slots=True)
class Field:
    """One thing that a column can mean.

    `kind`: text, number (Float64), money (Int64 minor units), instant (Int64 epoch microseconds UTC), date, choice.
    `required_group`: at least one field of the group must be mapped (a group of one is simply required).
    `choice_words`: for a choice, other words that files use for it, by choice; `choice_of`: what it most likely means
    where no word is known, "" for nothing.
    `is_personal`: it names people, who are counted and shown to nobody. `is_reference`: it is the source's reference of
    a post or of whoever holds it; in person-free mode it becomes a pseudonym.
    `is_unknown_at_zero`: files write 0 where they do not say it. `is_by_year`: files have a column for each year, which
    are read together as “2027: 1200; 2028: 1500”.
    """

    code: str
    label: str
    kind: str = "text"
    required_group: str = ""
    synonyms: tuple[str, ...] = ()
    help: str = ""
    choices: tuple[str, ...] = ()
    choice_words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    choice_of: Callable[[str], str] | None = None
    is_personal: bool = False
    is_reference: bool = False
    is_unknown_at_zero: bool = False
    is_by_year: bool = False


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What an importer says of the rows as understood.

    `counts`: created, changed, unchanged, rejected. `totals`: dicts {label, in_file, after_import, unit}.
    `accepted`: the rows that may come in. `notes`: sentences, for instance what cannot be answered with these columns.
    `examples`: what some of the rows come to, as dicts {name, words, steps: [{label, detail}], more}.
    `defect_counts`: how many there are of each code, where `defects` are but the first of them.
    """

    accepted: pl.DataFrame
    counts: dict[str, int]
    totals: list[dict[str, Any]] = field(default_factory=list)
    defects: list[Found] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    examples: list[dict[str, Any]] = field(default_factory=list)
    defect_counts: Mapping[str, int] | None = None


# What several columns are together, from the guesses of each (of `core.imports.guess`) and the profiles of all.
Refine = Callable[[Sequence[Any], Sequence[Any]], list[Any]]
# The sources by field with those that follow from the others.
Complete = Callable[[Mapping[str, dict[str, Any]]], dict[str, dict[str, Any]]]
# The typed frame has a column per mapped field code and the place: `_file` (Int16), `_sheet` (String), `_line` (Int64).
Check = Callable[[Import, pl.DataFrame], CheckReport]
# Writes in batches, invisibly; may be called again after a crash and then starts over. Returns what publish needs.
# The rows are a DataFrame, those of a log a LazyFrame: they need not be in memory all at once.
Load = Callable[[Import, Any, Progress], dict[str, Any]]
# Runs inside the final transaction, behind the run's fence: makes the rows visible, returns the final counts.
Publish = Callable[[Import, dict[str, Any]], dict[str, Any]]
# Runs inside a transaction: removes exactly what came in, or raises UserError with what rests on it.
Undo = Callable[[Import, Actor], None]


@dataclass(frozen=True, slots=True)
class Importer:
    """A thing that can be imported; `target_kind` is baseline, log or catalogue (nothing that the user names).

    `refine` and `complete` say what a proposal has beyond the guess for each field.
    """

    code: str
    label: str
    target_kind: str
    fields: tuple[Field, ...]
    check: Check
    load: Load
    publish: Publish
    undo: Undo
    refine: Refine | None = None
    complete: Complete | None = None

    @property
    def is_log(self) -> bool:
        """Its rows are many and repeat few texts: typed texts are Categorical, and files may be XES."""
        return self.target_kind == "log"


_IMPORTERS: dict[str, Importer] = {}


def register(importer: Importer) -> None:
    """Make an importer known (from `AppConfig.ready()`)."""
    if importer.code in _IMPORTERS:
        raise ValueError(f"importer {importer.code!r} is registered twice")
    _IMPORTERS[importer.code] = importer


def importer(code: str) -> Importer:
    """The importer with this code."""
    return _IMPORTERS[code]


def is_known(code: str) -> bool:
    """True when an app registered an importer with this code."""
    return code in _IMPORTERS


def importers() -> list[Importer]:
    """All, in the order in which the apps registered them."""
    return list(_IMPORTERS.values())
