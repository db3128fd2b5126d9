"""Recomputing an approved decision from what was frozen alone, and comparing it digit by digit."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from core.figures import plural
from core.runs.actions import lock_hash
from core.runs.registry import run_kind
from metrics.decisions.digits import Document, computed_results, differences, kept_results
from metrics.decisions.evidence import content_hash, owner_facts, text_of
from metrics.inputs.freezing import canonical, thawed
from metrics.kinds import replay
from metrics.kinds.artifacts import text_hash
from metrics.kinds.saving_run import computed
from metrics.models import Decision, FrozenEvidence
from metrics.registry import metric

Kind = FrozenEvidence.Kind
SHOWN = 8
Texts = Mapping[str, str]


@dataclass(slots=True)
class Verification:
    """What came of it. `changed`: frozen parts that are not what they were; `recomputed` and `shown`: what differs
    from the frozen results when they are computed again, and in the figures that the pages show; `owners`: services
    whose owner in the scenario is another than was frozen; `formulas`: metrics whose formula has another version now.
    `problem`: why nothing could be computed.
    """

    content_hash: str
    figures: int = 0
    lines: int = 0
    is_same_lock: bool = True
    changed: list[str] = field(default_factory=list)
    recomputed: list[str] = field(default_factory=list)
    shown: list[str] = field(default_factory=list)
    owners: list[str] = field(default_factory=list)
    formulas: list[str] = field(default_factory=list)
    problem: str = ""

    @property
    def is_same(self) -> bool:
        """Nothing was changed, and every digit came out again."""
        return not (self.changed or self.recomputed or self.shown or self.owners or self.problem)

    def outcome(self) -> dict[str, Any]:
        """As the run keeps it."""
        return {**asdict(self), "is_same": self.is_same, "sentence": self.sentence()}

    def sentence(self) -> str:
        """The finding in words, without digits of money."""
        lock = "with the same lock file" if self.is_same_lock else "although the lock file is another one now"
        if self.is_same:
            return (
                f"Recomputed to the same digits {lock}: {plural(self.figures, 'figure')} and "
                f"{plural(self.lines, 'line')} of the ledger."
            )
        parts = [
            *self.changed,
            *([f"Recomputed, these differ: {_listed(self.recomputed)}."] if self.recomputed else []),
            *([f"In the figures that are shown, these differ: {_listed(self.shown)}."] if self.shown else []),
            *(
                [f"The scenario states other owners now than were frozen: {_listed(self.owners)}."]
                if self.owners
                else []
            ),
            *([self.problem] if self.problem else []),
        ]
        reasons = [] if self.is_same_lock else ["The lock file is another one than at the approval."]
        if self.formulas:
            reasons.append(f"The formulas of {_listed(self.formulas)} have other versions now.")
        return " ".join([*parts, *reasons])


def frozen_texts(decision: Decision, found: Verification) -> dict[str, str]:
    """The frozen parts that are what they were; the others are noted. So is a hash that their hashes do not give."""
    texts: dict[str, str] = {}
    rows = list(decision.evidence.all())
    for row in rows:
        text = text_of(row)
        if text is None:
            found.changed.append(f"What was frozen of {row.get_kind_display()} is gone or cannot be read.")
        elif text_hash(text) != row.sha256:
            found.changed.append(f"What was frozen of {row.get_kind_display()} was changed since.")
        else:
            texts[row.kind] = text
    expected = set(Kind.values) - ({Kind.REPLAY} if decision.replay_run is None else set())
    missing = expected - {row.kind for row in rows}
    hashes = {row.kind: row.sha256 for row in rows}
    if missing or content_hash(decision.scenario.uid, hashes) != decision.content_hash:
        found.changed.append("The hashes of the parts do not give the content hash of the decision.")
    return texts


def compare_conditions(texts: Texts, found: Verification) -> None:
    """Whether lock file and formulas are those of the approval."""
    if Kind.COMPUTATION not in texts:
        return
    facts = json.loads(texts[Kind.COMPUTATION])
    found.is_same_lock = facts["lock"] == lock_hash()
    for run in facts["runs"]:
        present = {code: known.version for code in run["formulas"] if (known := metric(code))}
        found.formulas += [code for code, version in run["formulas"].items() if present.get(code) != version]
        if run_kind(run["kind"]).formula_version != run["formula"]:
            found.formulas.append(run["kind"])


def recompute(texts: Texts, found: Verification) -> None:
    """Compute everything from the frozen inputs, and hold it against the frozen results."""
    if Kind.INPUTS not in texts or Kind.RESULTS not in texts:
        found.problem = "Nothing could be recomputed without the frozen inputs and results."
        return
    try:
        evidence = thawed(texts[Kind.INPUTS])
        flows = thawed(texts[Kind.REPLAY]) if Kind.REPLAY in texts else None
    except (KeyError, TypeError, ValueError):
        found.problem = (
            "The frozen inputs were written by another version of the product, which this one cannot compute from. "
            "Start the version of then, whose lock file is named by its hash."
        )
        return
    results = computed_results(computed(evidence), replay.figures_of(flows) if flows else [])
    found.figures, found.lines = len(results["figures"]) + len(results["replay"]), len(results["ledger"])
    if text_hash(canonical(results)) != text_hash(texts[Kind.RESULTS]):
        found.recomputed = differences(_results(texts), results) or ["the results"]


def compare_shown(decision: Decision, texts: Texts, found: Verification) -> None:
    """Whether the stored figures, which all pages show, are the frozen ones."""
    if Kind.RESULTS not in texts or decision.saving_run is None:
        return
    stored = kept_results(decision.saving_run, decision.replay_run)
    if canonical(stored) != texts[Kind.RESULTS]:
        found.shown = differences(_results(texts), stored) or ["the results"]


def compare_owners(decision: Decision, texts: Texts, found: Verification) -> None:
    """Whether the owners of services that the pages show are the frozen ones, where owners were frozen."""
    frozen = json.loads(texts[Kind.SCENARIO]).get("service_owners") if Kind.SCENARIO in texts else None
    if frozen is None:
        return
    then, now = ({row["service"]: row for row in rows} for rows in (frozen, owner_facts(decision.scenario)))
    differing = [service for service in then | now if then.get(service) != now.get(service)]
    found.owners = sorted((then.get(service) or now[service])["name"] for service in differing)


def _results(texts: Texts) -> Document:
    document: Document = json.loads(texts[Kind.RESULTS])
    return document


def _listed(words: list[str]) -> str:
    more = len(words) - SHOWN
    return ", ".join(words[:SHOWN]) + (f" and {more} more" if more > 0 else "")
