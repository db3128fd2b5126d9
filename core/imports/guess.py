"""Which column is which field: a guess per field, with how sure it is and why, in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from core.figures import plural
from core.imports.currencies import holds_currencies
from core.imports.headings import DATES, Likeness, heading_likeness
from core.imports.mapping import Spec
from core.imports.numbers import decimals_of, to_numbers
from core.imports.profile import LOOKED_AT, Profile
from core.imports.registry import Field, Importer
from core.imports.sources import YEAR, Source, are_by_year
from core.imports.units import Unit
from core.imports.words import folded, heading, listed

CERTAIN = 0.8
WORTH_SHOWING = 0.45
YEAR_ALONE = 0.6
PERCENT_WORDS = "percent, utilisation, beschaftigungsgrad, taux, deeltijdpercentage, aanstellingspercentage"
MONTHLY_WORDS = "monthly, month, monatlich, monatsgehalt, mensuel, mensuelle, mensual, maandsalaris"
UNIT_WORDS = {
    "number": ("percent", set(listed(PERCENT_WORDS))),
    "money": ("monthly", set(listed(MONTHLY_WORDS))),
}


@dataclass(frozen=True, slots=True)
class Guess:
    """The columns that are read as a field, sureness 0 to 1, reason, and what they are in a mapping.

    They are several where tables name it differently, or where each is for a year.
    """

    field: str
    columns: tuple[str, ...]
    confidence: float
    why: str
    source: Source

    def as_json(self) -> dict[str, Any]:
        """The guess as it is kept in the report."""
        return {"field": self.field, "columns": list(self.columns), "confidence": self.confidence, "why": self.why}


@dataclass(frozen=True, slots=True)
class _Match:
    field: Field
    profile: Profile
    score: float
    rank: int
    why: str


def guesses(importer: Importer, profiles: Sequence[Profile]) -> list[Guess]:
    """The best field for each column, each field once per table; what is left over stays out."""
    matches = [_match(one, profile) for one in importer.fields for profile in profiles]
    likely = (match for match in matches if match.score >= WORTH_SHOWING)
    matches = sorted(likely, key=lambda match: (-match.score, match.rank))
    taken: dict[str, list[_Match]] = {}
    used: set[str] = set()
    for match in matches:
        if match.profile.name not in used and _is_free(taken.get(match.field.code, []), match):
            taken.setdefault(match.field.code, []).append(match)
            used.add(match.profile.name)
    return [_guess(taken[one.code]) for one in importer.fields if one.code in taken]


def proposed_spec(found: Sequence[Guess], profiles: Sequence[Profile], importer: Importer, least: float) -> Spec:
    """The mapping that these guesses make, of those that are at least so sure."""
    chosen = [guess for guess in found if guess.confidence >= least]
    fields, by_name = {one.code: one for one in importer.fields}, {profile.name: profile for profile in profiles}
    units: dict[str, Unit] = {
        guess.field: unit
        for guess in chosen
        if (unit := _proposed_unit(fields[guess.field], [by_name[name] for name in guess.columns]))
    }
    columns = {guess.field: guess.source for guess in chosen}
    has_money = any(fields[code].kind == "money" for code in columns)
    return Spec(columns=columns, units=units, currency=_proposed_currency(profiles) if has_money else {})


def _proposed_currency(profiles: Sequence[Profile]) -> Source:
    """The column of currencies, if there is one."""
    names = [one.name for one in profiles if holds_currencies(one.name, one.values)]
    return {"column": names[0]} if names else {}


def _proposed_unit(one: Field, profiles: Sequence[Profile]) -> str:
    """Per cent or per month where a heading says so; shares of one under “FTE %”, or cells with “%”, are none."""
    unit, words = UNIT_WORDS.get(one.kind, ("", set()))
    said = any(words & set(heading(profile.name).split()) for profile in profiles)
    return unit if said and (unit != "percent" or _is_above_one(profiles)) else ""


def _is_above_one(profiles: Sequence[Profile]) -> bool:
    values = pl.Series([value for profile in profiles for value in profile.values], dtype=pl.String)
    return bool((to_numbers(values, decimals_of([values])[0]) > 1).any())


def _is_free(taken: Sequence[_Match], match: _Match) -> bool:
    """A second column may be the same field where no table has both, or where each is for a year."""
    if are_by_year(match.field, [one.profile.name for one in (*taken, match)]):
        return True
    return not any(set(one.profile.tables) & set(match.profile.tables) for one in taken)


def _guess(matches: Sequence[_Match]) -> Guess:
    least = min(matches, key=lambda match: match.score)
    ordered = sorted(matches, key=lambda match: match.profile.tables)
    columns = tuple(match.profile.name for match in ordered)
    why = "; ".join(dict.fromkeys(match.why for match in ordered))
    return Guess(matches[0].field.code, columns, round(least.score, 2), why, _source(matches[0].field, columns))


def _source(one: Field, columns: tuple[str, ...]) -> Source:
    if are_by_year(one, columns):
        return {"by_year": list(columns)}
    return {"column": columns[0]} if len(columns) == 1 else {"first": list(columns)}


def _match(one: Field, profile: Profile) -> _Match:
    likeness = _likeness(one, profile.name)
    name_score, name_why = likeness.score, likeness.why
    value_score, value_why = _value_score(one, profile)
    if not name_score and one.kind == "instant" and profile.is_date:  # a day may be of anything: its heading tells
        name_score, name_why = 0.5, "the values are dates"
    score = min(name_score * value_score, 0.99)
    why = ", ".join(part for part in (name_why, value_why) if part)
    within = f" in the first {LOOKED_AT:,} rows" if profile.is_part else ""
    seen = f"{plural(profile.distinct, 'distinct value')}{within}, {profile.filled:.0%} filled"
    return _Match(one, profile, score, likeness.rank, f"{why}; {seen}")


def _likeness(one: Field, name: str) -> Likeness:
    """Of a column for a year, how alike the rest of its heading is; a year alone may be meant."""
    if not are_by_year(one, [name]):
        return heading_likeness(one, name)
    rest = YEAR.sub(" ", name).strip()
    return heading_likeness(one, rest) if rest else Likeness(YEAR_ALONE, 0, f"“{name}” is a year")


def _value_score(one: Field, profile: Profile) -> tuple[float, str]:
    """How well the values suit the field's kind; a column without values says nothing."""
    if not profile.distinct:
        return 0.6, "it is empty"
    if one.kind in ("number", "money"):
        return 0.2 + 0.8 * profile.number_share, f"{profile.number_share:.0%} numbers"
    if one.kind in DATES:
        return (1.0, "dates throughout") if profile.is_date else (0.2, "the values are no dates")
    if one.kind == "choice":
        return _choice_score(one, profile)
    return 1.0, ""


def _choice_score(one: Field, profile: Profile) -> tuple[float, str]:
    if profile.distinct > 40:
        return 0.3, "too many different values"
    words = {folded(choice) for choice in one.choices}
    words |= {folded(word) for known in one.choice_words.values() for word in known}
    known = sum(folded(value) in words or bool(one.choice_of and one.choice_of(value)) for value in profile.values)
    score = 0.75 + 0.25 * known / profile.distinct if known else 0.5
    return score, f"{known} of {plural(profile.distinct, 'value is', 'values are')} known"
