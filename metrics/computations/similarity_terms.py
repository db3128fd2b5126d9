"""From a wording, a job title or a ticket category to the terms that say what is done."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from metrics.computations.similarity_words import (
    ABBREVIATIONS_TABLE,
    CADENCE_WORDS_TABLE,
    DEEDS_TABLE,
    GRADE_WORDS_TABLE,
    ROLES_TABLE,
    STOP_WORDS_TABLE,
    SUFFIXES_TABLE,
    SYNONYMS_TABLE,
    TECHNOLOGY_WORDS_TABLE,
)

WORDING, TITLE, PRODUCT = "wording", "title", "product"
WORD = re.compile(r"[a-z0-9à-ÿ]+")
# Prefixes that belong to the word behind the hyphen: co-ordinator, on-line, e-mail, non-functional.
JOINED = re.compile(r"\b(co|e|non|off|on|roll|hand|stand)[-–](?=[a-z])")
CAPITALS = re.compile(r"\b[A-Z][A-Z0-9]+(?:it)?\b")
LONGEST_PHRASE = 3
SHORTEST_STEM = 4
STOP_WORDS = frozenset(STOP_WORDS_TABLE.split())
CADENCE_WORDS = frozenset(CADENCE_WORDS_TABLE.split())
GRADE_WORDS = frozenset(GRADE_WORDS_TABLE.split())
SUFFIXES = tuple(SUFFIXES_TABLE.split())


@dataclass(frozen=True, slots=True)
class Terms:
    """What a text says: `subject` terms in their order, the `roles` that a title (deeds that another text) names, and
    which terms of the subject are `names`: what the work is done for (an application, a technology), not what is done.
    """

    subject: tuple[str, ...]
    roles: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    is_title: bool = False

    @property
    def work(self) -> tuple[str, ...]:
        """The subject without names; with them where nothing else is said."""
        return tuple(term for term in self.subject if term not in self.names) or self.subject


@dataclass(frozen=True, slots=True)
class OwnWords:
    """An organisation's own words, as terms: `places` say nothing of the work, `technologies` only for what."""

    places: frozenset[str] = frozenset()
    technologies: frozenset[str] = frozenset()


NO_OWN_WORDS = OwnWords()


def own_words(places: Iterable[str], technologies: Iterable[str]) -> OwnWords:
    """The words of the names of regions and of towers.

    >>> sorted(own_words(["North America"], ["End user"]).places)
    ['america', 'north']
    """
    terms = [frozenset(_concepts(word for name in names for word in _words(name))) for names in (places, technologies)]
    return OwnWords(terms[0] - terms[1], terms[1])


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """The word without its ending; at least four letters stay.

    >>> [stem(word) for word in ("monitoring", "administrator", "administration", "services", "batch")]
    ['monitor', 'administr', 'administr', 'servic', 'batch']
    """
    for suffix in SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= SHORTEST_STEM:
            return word[: -len(suffix)]
    return word


def terms_of(text: str, kind: str, own: OwnWords = NO_OWN_WORDS) -> Terms:
    """The terms of a text; a title without its grade, a wording without its cadence, both without places.

    >>> terms_of("Senior DBA (Europe)", TITLE, own_words(["Europe"], [])) == terms_of("Database Administrator", TITLE)
    True
    >>> terms_of("Weekly utilisation statistics", WORDING).subject
    ('capacity', 'report')
    """
    words = [word for word in _words(text) if word not in STOP_WORDS and _concept(word) not in own.places]
    names = frozenset(_concepts(_names(text)))
    if kind == TITLE:
        words = [word for word in words if word not in GRADE_WORDS]
        roles = frozenset(ROLES[stem(word)] for word in words if stem(word) in ROLES)
        subject = _concepts(word for word in words if stem(word) not in ROLES)
        return Terms(subject, roles, names.intersection(subject), is_title=True)
    subject = _concepts(word for word in words if word not in CADENCE_WORDS) or _concepts(words)
    if kind == WORDING:
        names |= TECHNOLOGIES | own.technologies
    return Terms(subject, DEEDS.intersection(subject), names.intersection(subject))


def _names(text: str) -> list[str]:
    """Words in capitals that no table knows, in a text that is not all in capitals: applications and customers."""
    if text.isupper():
        return []
    words = [word.casefold() for word in CAPITALS.findall(text)]
    return [word for word in words if word not in ABBREVIATIONS and _concept(word) not in MEANINGS]


def _concepts(words: Iterable[str]) -> tuple[str, ...]:
    """Each meaning once, in the order of the text."""
    return tuple(dict.fromkeys(_concept(word) for word in words if not word.isdigit()))


def _concept(word: str) -> str:
    return SYNONYMS.get(stem(word), stem(word))


def _words(text: str) -> list[str]:
    """The words of a text, abbreviations written out."""
    tokens = WORD.findall(JOINED.sub(r"\1", text.casefold().replace("'", "").replace("iz", "is")))
    words: list[str] = []
    at = 0
    while at < len(tokens):
        length = next((n for n in range(LONGEST_PHRASE, 0, -1) if " ".join(tokens[at : at + n]) in ABBREVIATIONS), 0)
        words += ABBREVIATIONS[" ".join(tokens[at : at + length])].split() if length else [tokens[at]]
        at += max(length, 1)
    return words


def _table(text: str) -> dict[str, str]:
    """What stands for a meaning -> the meaning."""
    rows = [line.split("=") for line in text.strip().splitlines()]
    return {part.strip().replace("iz", "is"): meaning.strip() for meaning, parts in rows for part in parts.split(",")}


ABBREVIATIONS = _table(ABBREVIATIONS_TABLE)
SYNONYMS = {stem(word): meaning for word, meaning in _table(SYNONYMS_TABLE).items()}
ROLES = {stem(word): role for word, role in _table(ROLES_TABLE).items()}
DEEDS = frozenset(map(_concept, DEEDS_TABLE.split()))
MEANINGS = frozenset(SYNONYMS.values())
TECHNOLOGIES = frozenset(map(_concept, TECHNOLOGY_WORDS_TABLE.split()))
