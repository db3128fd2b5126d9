"""Towers and regions inferred from words in a team's rows, by rules that are tried in their order.

Each row of a team votes, with its FTE, for what the first rule that fits it names; the team goes where most of its FTE
goes. A phrase fits a text that has its words one after the other; case, accents and punctuation do not count, and a
star at the end stands for any ending. Pure: no database.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from core.imports.words import folded

LEAST_SHARE = 0.25
SOURCE_WORDS = {"unit": "the unit", "title": "the title", "profession": "the profession", "location": "the site"}


@dataclass(frozen=True, slots=True)
class Rule:
    """`words`: phrases between commas, looked for in `source`; `name` is the tower or region that they mean."""

    key: int
    source: str
    words: str
    name: str


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a team: its FTE (1/10,000) and its texts by source."""

    fte: int
    texts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a team goes: by which rule, in words, with the share of its FTE; `others` are where the rest would go."""

    name: str
    rule: int
    why: str
    share: float
    others: tuple[str, ...] = ()

    @property
    def is_contested(self) -> bool:
        """Some of its rows say another place."""
        return bool(self.others)


@dataclass(slots=True)
class _Votes:
    weight: Counter[str] = field(default_factory=Counter)
    by_rule: Counter[tuple[str, int, str]] = field(default_factory=Counter)
    whole: int = 0


def placed_team(rows: Iterable[Row], rules: Sequence[Rule]) -> Placed | None:
    """Where most of the team's FTE goes, None where rules fit less than a quarter of it; equals in alphabetical order.

    >>> rules = [Rule(1, "unit", "network*, lan", "Network"), Rule(2, "title", "storage", "Storage")]
    >>> rows = [Row(30_000, {"title": "Storage engineer"}), Row(10_000, {"title": "LAN", "unit": "LAN team"})]
    >>> placed_team(rows, rules)
    Placed(name='Storage', rule=2, why='“storage” in the title of 75% of its FTE', share=0.75, others=('Network',))
    """
    votes = _Votes()
    for row in rows:
        weight = max(row.fte, 1)
        votes.whole += weight
        if fit := first_fit(rules, row.texts):
            rule, phrase = fit
            votes.weight[rule.name] += weight
            votes.by_rule[rule.name, rule.key, phrase] += weight
    name = min(votes.weight, key=lambda one: (-votes.weight[one], one), default="")
    if votes.weight[name] < LEAST_SHARE * votes.whole or not name:
        return None
    return _placed(name, votes, {rule.key: rule for rule in rules})


def _placed(name: str, votes: _Votes, rules: Mapping[int, Rule]) -> Placed:
    own = {key: weight for key, weight in votes.by_rule.items() if key[0] == name}
    _, rule, phrase = min(own, key=lambda key: (-own[key], key[1]))
    share = votes.weight[name] / votes.whole
    of = "" if share == 1 or rules[rule].source == "unit" else f" of {share:.0%} of its FTE"
    why = f"“{phrase}” in {SOURCE_WORDS[rules[rule].source]}{of}"
    others = tuple(sorted(set(votes.weight) - {name}))
    return Placed(name, rule, why, share, others)


def first_fit(rules: Sequence[Rule], texts: Mapping[str, str]) -> tuple[Rule, str] | None:
    """The first rule that fits the texts of a row, with the phrase that does."""
    for rule in rules:
        if (text := texts.get(rule.source, "")) and (phrase := fitting_phrase(rule.words, text)):
            return rule, phrase
    return None


@lru_cache(maxsize=100_000)
def fitting_phrase(words: str, text: str) -> str:
    """The first of the phrases that fits the text, "" for none.

    >>> fitting_phrase("us, united states", "Austin, United States"), fitting_phrase("net*", "Networking")
    ('united states', 'net*')
    >>> fitting_phrase("us", "Moscow office"), fitting_phrase("Zürich", "ZURICH-SUD")
    ('', 'Zürich')
    """
    within = _spaced(text)
    return next((phrase for phrase, wanted in phrases_of(words) if wanted in within), "")


@lru_cache(maxsize=2_000)
def phrases_of(words: str) -> tuple[tuple[str, str], ...]:
    """The phrases of a rule as they are written, and as they are looked for in a folded text."""
    written = [phrase.strip() for phrase in words.split(",")]
    found = [(phrase, f" {folded(phrase.lower())}{'' if phrase.endswith('*') else ' '}") for phrase in written]
    return tuple((phrase, wanted) for phrase, wanted in found if wanted.strip())


@lru_cache(maxsize=20_000)
def _spaced(text: str) -> str:
    return f" {folded(text.lower())} "
