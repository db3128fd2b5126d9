"""How alike texts are: words and character n-grams, weighed by how much each says, compared in blocks of rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from metrics.computations.columns import Columns, Floats, Ints
from metrics.computations.similarity_terms import Terms

# Two texts are one wording of the same work from here on; see the method, Duplication finder.
THRESHOLD = 0.6
# Pairs below this are not kept: what is missing counts as 0 when groups are compared.
FLOOR = 0.2
WORD_WEIGHT = 0.6
NGRAMS = (3, 4)
# What a term counts that names an application or a technology, against one that names the work.
NAME_WEIGHT = 0.4
# Titles that name different roles, a title with beside one without, and a title with a role beside a wording: a post is
# more than one piece of work.
OTHER_ROLE, ONE_ROLE, ROLE_AND_WORDING = 0.25, 0.75, 0.65
BLOCK_ROWS = 500

Step = Callable[[int, int], None]


@dataclass(frozen=True, slots=True, eq=False)
class Pairs(Columns):
    """Alike texts: places `one` < `other` and their similarity (0 to 1), sorted by place."""

    one: Ints
    other: Ints
    similarity: Floats


def no_step(done: int, total: int) -> None:
    """Nobody waits."""


def alike_pairs(terms: Sequence[Terms], step: Step = no_step) -> Pairs:
    """Return the pairs of texts whose similarity is at least `FLOOR`; `step(done, total)` is told of every block.

    similarity = role factor x (0.6 cosine over terms + 0.4 cosine over character 3- and 4-grams), both weighed by
    TF-IDF over these texts. Texts without a subject are alike to none. Memory: one block of 500 rows at a time.

    >>> from metrics.computations.similarity_terms import TITLE, terms_of
    >>> titles = ["Senior DBA", "Database administrator", "Network engineer", "Network manager"]
    >>> pairs = alike_pairs([terms_of(title, TITLE) for title in titles])
    >>> pairs.one.tolist(), pairs.other.tolist(), pairs.similarity.round(2).tolist()
    ([0, 2], [1, 3], [1.0, 0.25])
    """
    if not any(one.subject for one in terms):
        return _pairs([])
    words, grams = _vectors(terms)
    roles = _Roles(terms)
    count = len(terms)
    found = []
    for start in range(0, count, BLOCK_ROWS):
        stop = min(start + BLOCK_ROWS, count)
        found.append(_block(words, grams, roles, start, stop))
        step(stop, count)
    return _pairs(found)


def _block(words: Any, grams: Any, roles: _Roles, start: int, stop: int) -> tuple[Ints, Ints, Floats]:
    """The pairs of the rows from `start` with all later rows."""
    block = WORD_WEIGHT * (words[start:stop] @ words[start:].T) + (1 - WORD_WEIGHT) * (
        grams[start:stop] @ grams[start:].T
    )
    block = block.tocoo()
    keep = (block.data >= FLOOR) & (block.col > block.row)
    one, other = block.row[keep].astype(np.int64) + start, block.col[keep].astype(np.int64) + start
    similarity = np.minimum(block.data[keep], 1.0) * roles.factors(one, other)
    keep = similarity >= FLOOR
    return one[keep], other[keep], similarity[keep]


def _pairs(found: list[tuple[Ints, Ints, Floats]]) -> Pairs:
    if not found:
        return Pairs(np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0))
    one, other, similarity = (np.concatenate(part) for part in zip(*found, strict=True))
    order = np.lexsort((other, one))
    return Pairs(one[order], other[order], similarity[order])


def _vectors(terms: Sequence[Terms]) -> tuple[Any, Any]:
    """TF-IDF rows of length 1 over terms and over character n-grams (sparse [texts, features])."""
    from sklearn.feature_extraction.text import TfidfVectorizer  # slow to import
    from sklearn.preprocessing import normalize

    by_word = TfidfVectorizer(analyzer=lambda one: one.subject)
    words = by_word.fit_transform(terms).tocsr()
    names = [(row, by_word.vocabulary_[name]) for row, one in enumerate(terms) for name in sorted(one.names)]
    for row, column in names:
        words[row, column] *= NAME_WEIGHT
    by_gram = TfidfVectorizer(analyzer="char_wb", ngram_range=NGRAMS)
    grams = by_gram.fit_transform(" ".join(one.work) for one in terms)
    return normalize(words), grams.tocsr()


class _Roles:
    """The roles of titles as rows of flags."""

    def __init__(self, terms: Sequence[Terms]) -> None:
        names = sorted({role for one in terms for role in one.roles})
        place = {name: at for at, name in enumerate(names)}
        self.flags: npt.NDArray[np.float32] = np.zeros((len(terms), max(len(names), 1)), np.float32)
        for row, one in enumerate(terms):
            for role in one.roles:
                self.flags[row, place[role]] = 1
        self.counts = self.flags.sum(axis=1)
        self.is_title = np.array([one.is_title for one in terms], np.bool_)

    def factors(self, one: Ints, other: Ints) -> Floats:
        """1 for the same roles, less for others: shared roles / all roles decide between; one shared deed is enough."""
        shared = (self.flags[one] * self.flags[other]).sum(axis=1)
        either = self.counts[one] + self.counts[other] - shared
        has_both = (self.counts[one] > 0) & (self.counts[other] > 0)
        overlap = np.divide(shared, either, out=np.ones(len(one), np.float32), where=either > 0)
        titles = self.is_title[one].astype(np.int8) + self.is_title[other]
        overlap = np.where((titles == 0) & (shared > 0), 1.0, overlap)
        one_role = np.array([1.0, ROLE_AND_WORDING, ONE_ROLE])[titles]
        factor = np.where(has_both, OTHER_ROLE + (1 - OTHER_ROLE) * overlap, np.where(either > 0, one_role, 1.0))
        return np.asarray(factor, np.float64)
