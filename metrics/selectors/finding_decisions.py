"""Decisions about findings: what they are known by, and which finding of a later search they still hold for.

A decision keeps the wordings that were decided about. It holds for a finding as long as what both have makes at least
half of what either has (Jaccard index); of several decisions the one that fits best holds.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from core.access import visible_or_404
from core.actor import Actor
from metrics.computations.finder import Decided, Key
from metrics.models import FindingDecision
from towers.names import folded

HOLDS_FROM = 0.5
KEY_LENGTH = 32


@dataclass(frozen=True, slots=True)
class Member:
    """A wording of a finding: wording, title or product; its text and the uid of its activity ("" for none)."""

    kind: str
    text: str
    activity: str = ""

    @property
    def key(self) -> Key:
        """What it is matched by, whatever it is mapped to."""
        return self.kind, folded(self.text)

    def stored(self, *, is_out: bool = False) -> dict[str, Any]:
        """As a decision keeps it."""
        facts: dict[str, Any] = {"kind": self.kind, "text": folded(self.text), "activity": self.activity}
        return facts | ({"out": True} if is_out else {})


@dataclass(frozen=True, slots=True)
class Held:
    """A decision that holds for a finding, with how many wordings came and went since."""

    decision: FindingDecision
    new: int
    gone: int


def key_of(members: Iterable[Mapping[str, Any]]) -> str:
    """The hash of stored members: the same whatever their order."""
    lines = sorted(
        "|".join((one["kind"], one["text"], one["activity"], "out" if one.get("out") else "")) for one in members
    )
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:KEY_LENGTH]


def finding_key(members: Iterable[Member]) -> str:
    """The key of a finding with these members."""
    return key_of(member.stored() for member in members)


def keys_of(decision: FindingDecision, *, is_out: bool | None = None) -> frozenset[Key]:
    """The wordings of a decision; of a split those taken out (or those that stay) alone."""
    rows = decision.members
    return frozenset((row["kind"], row["text"]) for row in rows if is_out is None or bool(row.get("out")) == is_out)


def decisions(actor: Actor) -> list[FindingDecision]:
    """All decisions, newest first."""
    return list(FindingDecision.objects.visible_to(actor).select_related("by"))


def decision_of(actor: Actor, uid: UUID | str) -> FindingDecision:
    """The visible decision with this uid, or 404."""
    return visible_or_404(FindingDecision, actor, uid)


def decided(known: Iterable[FindingDecision]) -> Decided:
    """What a search has to keep to, the oldest decision first."""
    rows = sorted(known, key=lambda row: row.pk)
    split, merged = FindingDecision.Decision.SPLIT, FindingDecision.Decision.MERGED
    return Decided(
        merges=tuple(keys_of(row) for row in rows if row.decision == merged),
        splits=tuple((keys_of(row, is_out=True), keys_of(row, is_out=False)) for row in rows if row.decision == split),
    )


def held_decisions(known: Iterable[FindingDecision], findings: Mapping[str, Sequence[Member]]) -> dict[str, Held]:
    """The decision that holds for each finding, by the finding's key; splits hold in the search itself."""
    rows = [(row, keys_of(row)) for row in known if row.decision != FindingDecision.Decision.SPLIT]
    of_key: dict[Key, list[int]] = defaultdict(list)
    for place, (_, keys) in enumerate(rows):
        for key in keys:
            of_key[key].append(place)
    found: dict[str, Held] = {}
    for finding, members in findings.items():
        own = {member.key for member in members}
        candidates = {place for key in own for place in of_key.get(key, ())}
        scored = [(_jaccard(own, rows[place][1]), -place) for place in candidates]
        score, place = max(scored, default=(0.0, 0))
        if score >= HOLDS_FROM:
            decision, keys = rows[-place]
            found[finding] = Held(decision, len(own - keys), len(keys - own))
    return found


def _jaccard(one: set[Key], other: frozenset[Key]) -> float:
    return len(one & other) / len(one | other)
