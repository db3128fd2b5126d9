"""Which activity a text (a wording of the file, a job title with its team) most likely means.

A phrase matches when each of its words begins a word of the text. The score of a match grows with what the phrase
says: 0.5 for one word, 0.7 for two, 0.85 for three or more, 1 for the activity's own name. The organisation's own words
go before the defaults'. Then the best phrase wins; of equals the one that the text names first, then the longer one,
then the earlier activity of the table.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Self

from towers.default_activities import DEFAULT_ACTIVITIES, Phrase
from towers.models import Activity
from towers.names import folded
from towers.vocabulary import KnownActivity, known_activities, known_default

WORD = re.compile(r"[a-z0-9à-ÿ]+(?:-[a-z0-9à-ÿ]+)*")
SCORE_OF_WORDS = {1: 0.5, 2: 0.7}
SCORE_OF_MORE = 0.85
# A title tells what somebody does better than the name of the team does.
WEIGHT_OF_TEAM = 0.6
LONGEST_RULE = 200


@dataclass(frozen=True, slots=True)
class Proposal:
    """An activity, how sure the proposal is (0 to 1), and why, in words."""

    activity: KnownActivity
    score: float
    rule: str


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A phrase, whether it is the organisation's own, and the place of its activity."""

    phrase: Phrase
    is_own: bool
    place: int


@dataclass(frozen=True, slots=True, order=True)
class _Match:
    """A phrase that a text holds; the largest is the best."""

    is_own: bool
    score: float
    before: int
    letters: int
    earlier: int
    phrase: Phrase


class Vocabulary:
    """What the words of one organisation mean; each text is looked at once."""

    def __init__(self, activities: Iterable[KnownActivity]) -> None:
        self._activities = tuple(activities)
        self._by_name = {name: one for one in reversed(self._activities) for name in one.names}
        self._found: dict[str, Proposal | None] = {}
        # Phrases by their first two letters: few of them need a closer look at a text.
        self._starting: dict[str, list[_Candidate]] = defaultdict(list)
        for place, activity in enumerate(self._activities):
            for is_own, phrases in ((False, activity.phrases), (True, activity.own_phrases)):
                for phrase in phrases:
                    self._starting[phrase[0][:2]].append(_Candidate(phrase, is_own, place))

    @classmethod
    def of(cls, rows: Iterable[Activity]) -> Self:
        """The vocabulary of an organisation with these activities."""
        return cls(known_activities(rows))

    def proposed(self, text: str) -> Proposal | None:
        """The activity that the text most likely means, None where no phrase matches.

        >>> found = DEFAULT_VOCABULARY.proposed("Weekly utilisation statistics")
        >>> found.activity.name, found.score, found.rule
        ('Capacity reporting', 0.5, 'word “utilisation” in “Weekly utilisation statistics”')
        """
        if text not in self._found:
            self._found[text] = self._looked_up(text)
        return self._found[text]

    def proposed_for_position(self, title: str, team: str) -> Proposal | None:
        """The activity of somebody with this title in this team: by the title, else (weaker) by the team's name.

        A title of managing people is no hint: who leads others is known from the reporting lines.

        >>> DEFAULT_VOCABULARY.proposed_for_position("Engineer", "Server Monitoring Asia").score
        0.5
        >>> round(DEFAULT_VOCABULARY.proposed_for_position("Officer", "Server Monitoring Asia").score, 2)
        0.3
        """
        by_title = self.proposed(title)
        if by_title and not by_title.activity.is_management:
            return by_title
        by_team = self.proposed(team)
        if by_team is None:
            return None
        return Proposal(by_team.activity, by_team.score * WEIGHT_OF_TEAM, f"team: {by_team.rule}"[:LONGEST_RULE])

    def _looked_up(self, text: str) -> Proposal | None:
        if exact := self._by_name.get(folded(text)):
            return Proposal(exact, 1.0, "the name of the activity")
        best = max(self._matches(WORD.findall(text.casefold())), default=None)
        if best is None:
            return None
        noun = "word" if len(best.phrase) == 1 else "words"
        whose = "own " if best.is_own else ""
        rule = f"{whose}{noun} “{' '.join(best.phrase)}” in “{text}”"
        return Proposal(self._activities[-best.earlier], best.score, rule[:LONGEST_RULE])

    def _matches(self, words: list[str]) -> Iterator[_Match]:
        for start in {word[:length] for word in words for length in (1, 2)}:
            for one in self._starting.get(start, ()):
                if strength := _strength(one.phrase, words):
                    yield _Match(one.is_own, *strength, -one.place, one.phrase)


def _strength(phrase: Phrase, words: list[str]) -> tuple[float, int, int] | None:
    """Score, place of the first word found (negative: earlier is better) and letters; None without a match."""
    places = [next((at for at, word in enumerate(words) if word.startswith(part)), None) for part in phrase]
    found = [place for place in places if place is not None]
    if len(found) < len(phrase):
        return None
    return SCORE_OF_WORDS.get(len(phrase), SCORE_OF_MORE), -min(found), sum(map(len, phrase))


DEFAULT_VOCABULARY = Vocabulary(map(known_default, DEFAULT_ACTIVITIES))
