"""Which column is which field: a guess per field, with how sure it is and why, in words."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from difflib import SequenceMatcher
from typing import Any

from core.imports.mapping import Source, Spec
from core.imports.profile import Profile
from core.imports.registry import Field, Importer
from core.imports.words import folded

CERTAIN = 0.8
WORTH_SHOWING = 0.45
LIKE = 0.85


@dataclass(frozen=True, slots=True)
class Guess:
    """The columns that are read as a field (several where tables name it differently), sureness 0 to 1, reason."""

    field: str
    columns: tuple[str, ...]
    confidence: float
    why: str

    @property
    def source(self) -> Source:
        """The guess as part of a mapping."""
        return {"column": self.columns[0]} if len(self.columns) == 1 else {"first": list(self.columns)}

    def as_json(self) -> dict[str, Any]:
        """The guess as it is kept in the report."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class _Match:
    field: Field
    profile: Profile
    score: float
    why: str


def guesses(importer: Importer, profiles: Sequence[Profile]) -> list[Guess]:
    """The best field for each column, each field once per table; what is left over stays out."""
    matches = [_match(one, profile) for one in importer.fields for profile in profiles]
    matches = sorted((match for match in matches if match.score >= WORTH_SHOWING), key=lambda match: -match.score)
    taken: dict[str, list[_Match]] = {}
    used: set[str] = set()
    for match in matches:
        if match.profile.name not in used and _is_free(taken.get(match.field.code, []), match.profile):
            taken.setdefault(match.field.code, []).append(match)
            used.add(match.profile.name)
    return [_guess(taken[one.code]) for one in importer.fields if one.code in taken]


def proposed_spec(found: Sequence[Guess], profiles: Sequence[Profile], importer: Importer, least: float) -> Spec:
    """The mapping that these guesses make, of those that are at least so sure."""
    chosen = [guess for guess in found if guess.confidence >= least]
    kinds = {one.code: one.kind for one in importer.fields}
    percent = [
        guess.field
        for guess in chosen
        if kinds[guess.field] == "number" and any("%" in column for column in guess.columns)
    ]
    return Spec(columns={guess.field: guess.source for guess in chosen}, units=dict.fromkeys(percent, "percent"))


def _is_free(taken: Sequence[_Match], profile: Profile) -> bool:
    """A second column may be the same field where no table has both, and where it is about as sure."""
    return not any(set(match.profile.tables) & set(profile.tables) for match in taken)


def _guess(matches: Sequence[_Match]) -> Guess:
    least = min(matches, key=lambda match: match.score)
    ordered = sorted(matches, key=lambda match: match.profile.tables)
    columns = tuple(match.profile.name for match in ordered)
    why = "; ".join(dict.fromkeys(match.why for match in ordered))
    return Guess(matches[0].field.code, columns, round(least.score, 2), why)


def _match(one: Field, profile: Profile) -> _Match:
    name_score, name_why = _name_score(one, profile.name)
    value_score, value_why = _value_score(one, profile)
    if not name_score and one.kind in ("instant", "date") and profile.is_date:
        name_score, name_why = 0.5, "the values are dates"
    score = min(name_score * value_score, 0.99)
    why = ", ".join(part for part in (name_why, value_why) if part)
    return _Match(one, profile, score, f"{why}; {profile.distinct:,} distinct values, {profile.filled:.0%} filled")


def _name_score(one: Field, name: str) -> tuple[float, str]:
    """How alike the column's name and the field's names are."""
    wanted = folded(name)
    best, why = 0.0, ""
    for rank, known in enumerate(dict.fromkeys(map(folded, (*one.synonyms, one.label, one.code)))):
        score = _likeness(wanted, known)
        score -= 0.001 * rank if score < 1 else 0.0
        if score > best:
            best, why = score, f"“{name}” is one of its names" if score == 1 else f"“{name}” is close to “{known}”"
    return (best, why) if best >= 0.5 else (0.0, "")


def _likeness(wanted: str, known: str) -> float:
    if not wanted or not known:
        return 0.0
    if wanted == known or wanted.replace(" ", "") == known.replace(" ", ""):
        return 1.0
    words, own = set(wanted.split()), set(known.split())
    if own <= words:
        return 0.6 + 0.25 * len(own) / len(words)
    if words <= own:
        return 0.5 + 0.2 * len(words) / len(own)
    ratio = SequenceMatcher(None, wanted, known).ratio()
    return 0.9 * ratio if ratio >= LIKE else 0.0


def _value_score(one: Field, profile: Profile) -> tuple[float, str]:
    """How well the values suit the field's kind; a column without values says nothing."""
    if not profile.distinct:
        return 0.6, "it is empty"
    if one.kind in ("number", "money"):
        return 0.2 + 0.8 * profile.number_share, f"{profile.number_share:.0%} numbers"
    if one.kind in ("instant", "date"):
        return (1.0, "dates throughout") if profile.is_date else (0.2, "the values are no dates")
    if one.kind == "choice":
        return _choice_score(one, profile)
    return 1.0, ""


def _choice_score(one: Field, profile: Profile) -> tuple[float, str]:
    if profile.distinct > 40:
        return 0.3, "too many different values"
    words = {folded(choice) for choice in one.choices}
    words |= {folded(word) for known in one.choice_words.values() for word in known}
    known = sum(folded(value) in words for value in profile.values)
    return 0.75 + 0.25 * known / profile.distinct, f"{known} of {profile.distinct} values are known"
