"""Which default activity a text (a wording of the file, a job title with its team) most likely means.

A phrase matches when each of its words begins a word of the text. The score of a match grows with what the phrase
says: 0.5 for one word, 0.7 for two, 0.85 for three or more, 1 for the activity's own name. The best phrase wins; of
equals the one that the text names first, then the longer one, then the earlier activity of the table.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from towers.default_activities import DEFAULT_ACTIVITIES, DEFAULTS_BY_NAME, DefaultActivity
from towers.names import folded

WORD = re.compile(r"[a-z0-9à-ÿ]+(?:-[a-z0-9à-ÿ]+)*")
SCORE_OF_WORDS = {1: 0.5, 2: 0.7}
SCORE_OF_MORE = 0.85
# A title tells what somebody does better than the name of the team does.
WEIGHT_OF_TEAM = 0.6
_BY_FOLDED_NAME = {folded(name): default for name, default in DEFAULTS_BY_NAME.items()}


@dataclass(frozen=True, slots=True)
class Proposal:
    """A default activity, how sure the proposal is (0 to 1), and why, in words."""

    activity: DefaultActivity
    score: float
    rule: str


@lru_cache(maxsize=20_000)
def proposed_activity(text: str) -> Proposal | None:
    """The default activity that the text most likely means, None where no phrase matches.

    >>> found = proposed_activity("Weekly utilisation statistics")
    >>> found.activity.name, found.score, found.rule
    ('Capacity reporting', 0.5, 'word “utilisation” in “Weekly utilisation statistics”')
    """
    if exact := _BY_FOLDED_NAME.get(folded(text)):
        return Proposal(exact, 1.0, "the name of the activity")
    words = WORD.findall(text.casefold())
    matches = [
        (*strength, -place, phrase)
        for place, activity in enumerate(DEFAULT_ACTIVITIES)
        for phrase in activity.phrases
        if (strength := _strength(phrase, words))
    ]
    if not matches:
        return None
    score, _, _, place, phrase = max(matches)
    noun = "word" if len(phrase) == 1 else "words"
    return Proposal(DEFAULT_ACTIVITIES[-place], score, f"{noun} “{' '.join(phrase)}” in “{text}”"[:200])


def _strength(phrase: tuple[str, ...], words: list[str]) -> tuple[float, int, int] | None:
    """Score, place of the first word found (negative: earlier is better) and letters; None without a match."""
    places = [next((at for at, word in enumerate(words) if word.startswith(part)), None) for part in phrase]
    found = [place for place in places if place is not None]
    if len(found) < len(phrase):
        return None
    return SCORE_OF_WORDS.get(len(phrase), SCORE_OF_MORE), -min(found), sum(map(len, phrase))


@lru_cache(maxsize=20_000)
def proposed_for_position(title: str, team: str) -> Proposal | None:
    """The default activity of somebody with this title in this team: by the title, else (weaker) by the team's name.

    A title of managing people is no hint: who leads others is known from the reporting lines.

    >>> proposed_for_position("Engineer", "Server Monitoring Asia").score
    0.5
    >>> round(proposed_for_position("Officer", "Server Monitoring Asia").score, 2)
    0.3
    """
    by_title = proposed_activity(title)
    if by_title and by_title.activity.name != "People management":
        return by_title
    by_team = proposed_activity(team)
    if by_team is None:
        return None
    return Proposal(by_team.activity, by_team.score * WEIGHT_OF_TEAM, f"team: {by_team.rule}"[:200])
