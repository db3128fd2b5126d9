"""How well a column's heading says what a field is called."""

from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from core.imports.reading.names import BETWEEN
from core.imports.registry import Field
from core.imports.words import heading, listed

LIKE = 0.8
LEAST = 0.5
LOWER_COUNTS = 0.95
DATES = ("instant", "date")
# A heading that adds one of these to a field's name is about something else: “Grade entry date”, “Pay frequency”.
SPEAKS_AGAINST = frozenset(
    listed(
        "account, address, age, bank, birth, budget, comment, comments, currency, daily, date, dates, effective, "
        "email, emergency, entry, fax, flag, former, frequency, gender, history, hourly, hours, insurance, last, "
        "mail, marital, maximum, midpoint, minimum, mobile, national, nationality, next, note, notes, old, pension, "
        "performance, phone, previous, prior, quarterly, range, rating, reason, remarks, reports, review, security, "
        "street, tax, telephone, time, type, union, visa, weekly, zip, "
        "datum, geburtsdatum, eintrittsdatum, entree, naissance, embauche, precedent, horaire, fecha, nacimiento, "
        "anterior, hora, geboortedatum, vorige, uur"
    )
)
# Alone they do not say whose: “Name” is hardly the team's, “Worker” hardly a number.
SAYS_LITTLE = frozenset(
    listed("code, date, description, employee, id, name, number, person, staff, time, type, worker")
)


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike, 0 to 1; `rank` is the place of the name that is meant among the field's, the most telling first."""

    score: float = 0.0
    rank: int = 0
    why: str = ""


def heading_likeness(one: Field, name: str) -> Likeness:
    """How alike the heading and the field's names are; the field's code counts only where it is the whole heading.

    >>> field = Field("grade", "Grade", synonyms=("pay grade", "level"))
    >>> [heading_likeness(field, name).score for name in ("Pay Grade", "Job level", "Grade entry date", "Remark")]
    [1.0, 0.725, 0.0, 0.0]
    """
    wanted = heading(name)
    known_names = dict.fromkeys(map(heading, (one.label, *one.synonyms)))
    best = Likeness(1.0, 0, _is_known(name)) if wanted and wanted == heading(one.code) else Likeness()
    for rank, known in enumerate(known_names):
        score = _likeness(wanted, known, is_date=one.kind in DATES)
        if score >= LEAST and score > best.score:
            best = Likeness(score, rank, _is_known(name) if score == 1 else f"“{name}” is close to “{known}”")
    return best if best.score == 1 else max(best, _lower_likeness(one, name), key=lambda likeness: likeness.score)


def _lower_likeness(one: Field, name: str) -> Likeness:
    """Below a title over several columns (“Person / Grade”) the lower name may say it alone, a little less surely."""
    title, between, lower = name.rpartition(BETWEEN)
    if not between or SPEAKS_AGAINST & set(heading(title).split()):
        return Likeness()
    likeness = heading_likeness(one, lower)
    return replace(likeness, score=LOWER_COUNTS * likeness.score)


def _is_known(name: str) -> str:
    return f"“{name}” is one of its names"


def _likeness(wanted: str, known: str, *, is_date: bool) -> float:
    if not wanted or not known:
        return 0.0
    if wanted == known or wanted.replace(" ", "") == known.replace(" ", ""):
        return 1.0
    words, own = set(wanted.split()), set(known.split())
    if not is_date and SPEAKS_AGAINST & (words - own):
        return 0.0
    if own <= words:
        return 0.6 + 0.25 * len(own) / len(words)
    if words <= own:
        return 0.0 if words <= SAYS_LITTLE else 0.5 + 0.2 * len(words) / len(own)
    return 0.9 * _spelling_likeness(wanted.split(), known.split())


def _spelling_likeness(wanted: list[str], known: list[str]) -> float:
    """How alike the least alike pair of words is; 0 where it is more than a slip of the pen."""
    if len(wanted) != len(known):
        return 0.0
    least = min(SequenceMatcher(None, one, other).ratio() for one, other in zip(wanted, known, strict=True))
    return least if least >= LIKE else 0.0
