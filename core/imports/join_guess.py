"""Which table completes which: a proposal with how sure it is and why, in words."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import polars as pl

from core.imports.guess import guesses
from core.imports.join_names import is_of, table_names
from core.imports.joins import key_of
from core.imports.mapping import Join
from core.imports.profile import Profile
from core.imports.reading.tables import PLACE
from core.imports.registry import Importer
from core.imports.sheets import Table, fit
from core.imports.words import heading

LEAST_MATCHED = 0.5
FEWEST_KEYS = 2
# A key under another heading is a little less certain, and hardly certain where its keys are few.
OTHER_HEADING, FEW_KEYS = 0.85, 10


@dataclass(frozen=True, slots=True)
class JoinGuess:
    """A join, sureness 0 to 1, the reason, and the labels of the fields that the other table brings."""

    join: Join
    confidence: float
    why: str
    brings: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """The guess as it is kept in the report."""
        return asdict(self)


def proposed_joins(
    importer: Importer, tables: Sequence[Table], profiles: Sequence[Profile], raw: pl.LazyFrame, sheets: Sequence[str]
) -> list[JoinGuess]:
    """A join for each table that lacks a required field and has a key of the rows, each once."""
    fits = {number: fit(importer, profiles, [number])[0] for number, table in enumerate(tables) if table["rows"]}
    read = {number for number in fits if not sheets or tables[number]["sheet"] in (*sheets, "")}
    mains = [number for number in fits if fits[number] and number in read]
    others = [number for number in fits if not fits[number]] if mains else []
    known = _certain_fields(importer, profiles, mains)
    found = []
    rows = raw.collect() if others else pl.DataFrame()
    for number in others:
        brings = [code for code in _certain_fields(importer, profiles, [number]) if code not in known]
        best = max(_candidates(tables, rows, mains, number), key=lambda one: one.confidence, default=None)
        if best:
            labels = tuple(one.label for one in importer.fields if one.code in brings)
            found.append(JoinGuess(best.join, best.confidence, best.why, labels))
    return found


def _certain_fields(importer: Importer, profiles: Sequence[Profile], numbers: Sequence[int]) -> list[str]:
    return [one.field for one in guesses(importer, [p for p in profiles if set(p.tables) & set(numbers)])]


def _candidates(tables: Sequence[Table], raw: pl.DataFrame, mains: Sequence[int], number: int) -> Iterator[JoinGuess]:
    rows = raw.filter(pl.any_horizontal(is_of(tables[main]) for main in mains))
    right = raw.filter(is_of(tables[number]))
    lefts = dict.fromkeys(name for main in mains for name in tables[main]["columns"] if name in raw.columns)
    for name in (name for name in tables[number]["columns"] if name not in PLACE):
        keys = right.select(key_of(name)).to_series()
        filled = keys.drop_nulls()
        if len(filled) < max(FEWEST_KEYS, 0.9 * len(keys)) or filled.is_duplicated().any():
            continue
        for left in lefts:
            guess = _judged(
                Join(table_names(tables)[number], left, name), rows.select(key_of(left)).to_series(), filled
            )
            if guess:
                yield guess


def _judged(join: Join, left: pl.Series, keys: pl.Series) -> JoinGuess | None:
    """How many of the rows find a key, and whether the two columns are called alike."""
    matched = int(left.is_in(keys.to_list()).sum())
    if not matched or matched < LEAST_MATCHED * len(left):
        return None
    share = matched / len(left)
    is_alike = heading(join.left) == heading(join.right)
    if not is_alike and (share < OTHER_HEADING or len(keys) < FEW_KEYS):
        return None
    sure = round(min(share, 0.99) * (1 if is_alike else OTHER_HEADING), 2)
    called = "both columns are called alike" if is_alike else "the values agree"
    return JoinGuess(join, sure, f"{share:.0%} of the rows find their key, each once, and {called}", ())
