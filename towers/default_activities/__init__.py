"""The default kinds of work: every task of the ten functions, with the words by which it is recognised.

A row of a table is: name | function | marks | class of scale | class of value | phrases (indented). Marks: s
shareable (more than one team could share it), t driven by tickets, c coordination (time that goes into bringing towers
together), m managing people. A phrase matches a text when each of its words begins a word of the text, so "provision"
finds "Provisioning of servers"; towers/proposals.py chooses among phrases.
Source of the tasks: McKinsey on Business Technology 32, 2013, exhibit 2 and its text.
"""

from dataclasses import dataclass

from towers.default_activities import build, plan, run, support

Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DefaultActivity:
    """One kind of work; `phrases` are tuples of word beginnings, all in lower case."""

    name: str
    function_code: int
    is_shareable: bool
    is_ticket_driven: bool
    is_coordination: bool
    is_management: bool
    scale_class: str
    value_class: str
    phrases: tuple[Phrase, ...]


def phrases_of(text: str) -> tuple[Phrase, ...]:
    """The phrases of a text that separates them by commas, in lower case.

    >>> phrases_of("Capacity pack, ,  usage ")
    (('capacity', 'pack'), ('usage',))
    """
    phrases = (tuple(phrase.split()) for phrase in text.casefold().split(","))
    return tuple(dict.fromkeys(phrase for phrase in phrases if phrase))


def _default(row: str) -> DefaultActivity:
    name, function, marks, scale, value, phrases = (part.strip() for part in row.split("|"))
    return DefaultActivity(
        name=name,
        function_code=int(function),
        is_shareable="s" in marks,
        is_ticket_driven="t" in marks,
        is_coordination="c" in marks,
        is_management="m" in marks,
        scale_class=scale,
        value_class=value,
        phrases=phrases_of(phrases),
    )


def _defaults(table: str) -> list[DefaultActivity]:
    return [_default(row) for row in table.strip().replace("\n ", " ").splitlines()]


DEFAULT_ACTIVITIES: tuple[DefaultActivity, ...] = tuple(
    default for part in (plan, build, run, support) for default in _defaults(part.TABLE)
)
DEFAULTS_BY_NAME = {default.name: default for default in DEFAULT_ACTIVITIES}
PEOPLE_MANAGEMENT = DEFAULTS_BY_NAME["People management"]
