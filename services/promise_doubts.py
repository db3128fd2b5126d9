"""What is promised against what is wanted: where an SLA gives customers less than their SLR, and SLAs that overlap."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from core.figures import day as day_text
from services.agreement_selectors import IN_FORCE, promise_of, state_of
from services.calendar_texts import minutes_text
from services.chain_words import MEASURE_NAMES, priority_name
from services.chains import MEASURES
from services.models import Agreement
from towers.names import folded

Kind = Agreement.Kind


@dataclass(frozen=True, slots=True)
class Comparison:
    """A target that customers want beside what they are promised, in minutes on the calendar of each; None: no time."""

    slr: Agreement
    sla: Agreement
    priority: str
    measure: str
    wanted: int
    promised: int | None

    @property
    def is_short(self) -> bool:
        """Whether less is promised than wanted: no time at all, or a longer one."""
        return self.promised is None or self.promised > self.wanted

    @property
    def words(self) -> dict[str, str]:
        """As a page shows it."""
        return {
            "priority": priority_name(self.priority),
            "measure": MEASURE_NAMES[self.measure],
            "wanted": minutes_text(self.wanted),
            "promised": "nothing" if self.promised is None else minutes_text(self.promised),
        }


def comparisons_of(agreement: Agreement, others: Iterable[Agreement], today: date) -> list[Comparison]:
    """An SLR against each SLA in force with its customers for its service, or an SLA against each such SLR."""
    if agreement.kind not in (Kind.SLR, Kind.SLA) or state_of(agreement, today) != IN_FORCE:
        return []
    wanted = Kind.SLA if agreement.kind == Kind.SLR else Kind.SLR
    found = [one for one in others if one.kind == wanted and _is_about(one, agreement, today)]
    pairs = [(agreement, one) if agreement.kind == Kind.SLR else (one, agreement) for one in found]
    return [row for slr, sla in pairs for row in _compared(slr, sla)]


def is_unanswered(agreement: Agreement, others: Iterable[Agreement], today: date) -> bool:
    """Whether customers want something for which they have no SLA."""
    is_wanted = agreement.kind == Kind.SLR and state_of(agreement, today) == IN_FORCE
    return is_wanted and not any(one.kind == Kind.SLA and _is_about(one, agreement, today) for one in others)


def overlapping(agreement: Agreement, others: Iterable[Agreement]) -> list[Agreement]:
    """Other SLAs with the same customers for the same service that hold on a day on which this one does."""
    if agreement.kind != Kind.SLA or agreement.is_draft:
        return []
    return [
        one
        for one in others
        if one.pk != agreement.pk and one.kind == Kind.SLA and not one.is_draft
        if one.service_key == agreement.service_key
        if folded(one.customer_group) == folded(agreement.customer_group)
        if one.valid_from <= (agreement.valid_to or date.max) and agreement.valid_from <= (one.valid_to or date.max)
    ]


def overlap_words(others: Sequence[Agreement]) -> str:
    """Which other agreements say something about the same days."""
    named = [f"“{one.name}” ({_days(one)})" for one in others]
    return f"{', '.join(named)} {'holds' if len(others) == 1 else 'hold'} for the same customers and service too"


def _days(agreement: Agreement) -> str:
    end = f" to {day_text(agreement.valid_to)}" if agreement.valid_to else " on"
    return f"from {day_text(agreement.valid_from)}{end}"


def _is_about(one: Agreement, agreement: Agreement, today: date) -> bool:
    groups = {folded(one.customer_group), folded(agreement.customer_group)} - {""}
    return one.service_key == agreement.service_key and len(groups) < 2 and state_of(one, today) == IN_FORCE


def _compared(slr: Agreement, sla: Agreement) -> list[Comparison]:
    wants, gives = promise_of(slr), promise_of(sla)
    names = {target.priority_key: target.priority for one in (sla, slr) for target in one.targets.all()}
    keys = [key for key in names if key in wants.targets or "" in wants.targets]
    return [
        Comparison(slr, sla, names[key], measure, wanted, gives.minutes(key, measure))
        for key in sorted(keys, key=lambda key: (not key, key))
        for measure in MEASURES
        if (wanted := wants.minutes(key, measure)) is not None
    ]
