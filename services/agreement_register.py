"""The register of what stands behind promises: each OLA and UC, who keeps it, what rests on it, and where gaps are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from core.actor import Actor
from services.agreement_selectors import DRAFT, ENDED, IN_FORCE, PROMISED, agreements_of, chain_of, kept_by, state_of
from services.agreement_template import TEMPLATE, TO_BE_NAMED
from services.chain_words import gaps_of
from services.models import Agreement, Service

BROKERED = (Agreement.Kind.OLA, Agreement.Kind.UC)


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """An OLA or UC: its state on the day, who keeps it, the promises that rest on it, and those that it breaks."""

    agreement: Agreement
    state: str
    provider: str
    rests: list[Agreement]
    breaks: list[Agreement]

    @property
    def gaps(self) -> list[str]:
        """What is wrong with it, in words."""
        found = []
        if self.provider == TO_BE_NAMED:
            found.append("nobody is named who keeps it")
        if self.state in (DRAFT, IN_FORCE) and not self.agreement.step:
            found.append("it has no place on the path")
        if self.state == IN_FORCE and not self.rests:
            found.append("no promise to customers rests on it")
        found += [f"it breaks “{one.name}”" for one in self.breaks]
        return found


@dataclass(frozen=True, slots=True)
class Register:
    """The rows by service and place on the path; promises with nobody behind them; live services without a promise."""

    rows: list[RegisterRow]
    alone: list[Agreement]
    unpromised: list[Service]

    @property
    def with_gaps(self) -> int:
        """How many of the rows have a gap."""
        return sum(bool(row.gaps) for row in self.rows)


def agreement_register(actor: Actor, today: date) -> Register:
    """All OLAs and UCs of the organisation with what is missing around them; four queries."""
    live = Service.objects.visible_to(actor).exclude(stage=Service.Stage.RETIRED).order_by("name")
    return register_of(agreements_of(actor), live, today)


def register_of(known: Sequence[Agreement], live: Iterable[Service], today: date) -> Register:
    """The same of all agreements and the services that are not retired, where these have been read."""
    promises = [one for one in known if one.kind in PROMISED and state_of(one, today) in (DRAFT, IN_FORCE)]
    breaks = broken_promises(promises, known, today)
    brokered = [one for one in known if one.kind in BROKERED]
    rows = [_row(one, promises, breaks.get(str(one.uid), []), today) for one in sorted(brokered, key=_place)]
    covered = {one.service_key for one in promises}
    return Register(
        rows,
        alone=[one for one in promises if not any(_is_behind(row, one) for row in rows)],
        unpromised=[one for one in live if one.key not in covered],
    )


def broken_promises(
    promises: Iterable[Agreement], known: Iterable[Agreement], week: date
) -> dict[str, list[Agreement]]:
    """By the uid of the agreement that breaks them, the promises that their path does not keep in the week of a day."""
    by_service: dict[str, list[Agreement]] = defaultdict(list)
    for one in known:
        by_service[one.service_key].append(one)
    breaks: dict[str, list[Agreement]] = defaultdict(list)
    for promise in promises:
        for key in dict.fromkeys(gap.key for gap in gaps_of(chain_of(promise, by_service[promise.service_key], week))):
            breaks[key].append(promise)
    return dict(breaks)


@dataclass(frozen=True, slots=True)
class ChainRow:
    """An agreement of a service, who is on its other side, and its state."""

    agreement: Agreement
    other: str
    state: str


@dataclass(frozen=True, slots=True)
class ServiceChain:
    """The agreements of one service from what is wanted to who delivers."""

    rows: list[ChainRow]

    @property
    def agreements(self) -> list[Agreement]:
        """In the order of the chain."""
        return [row.agreement for row in self.rows]

    @property
    def missing(self) -> str:
        """The kinds that the template has and the service has none of, in words; "" where there is one of each."""
        present = {row.agreement.kind for row in self.rows}
        return ", ".join(dict.fromkeys(one.kind.upper() for one in TEMPLATE if one.kind not in present))


def service_chain(agreements: Iterable[Agreement], today: date) -> ServiceChain:
    """The agreements of a service: SLR, SLA, then OLAs and UCs as its path goes."""
    order = Agreement.Kind.values
    ordered = sorted(agreements, key=lambda one: (order.index(one.kind), one.step, one.pk))
    return ServiceChain([ChainRow(one, kept_by(one), state_of(one, today)) for one in ordered])


def _row(one: Agreement, promises: Sequence[Agreement], breaks: list[Agreement], today: date) -> RegisterRow:
    state = state_of(one, today)
    rests = [promise for promise in promises if state != ENDED and _supports(one, state, promise)]
    return RegisterRow(one, state, kept_by(one), rests, breaks)


def _supports(one: Agreement, state: str, promise: Agreement) -> bool:
    """Whether it is about the promise's service; a draft stands behind drafts only."""
    return one.service_key == promise.service_key and (state != DRAFT or promise.is_draft)


def _is_behind(row: RegisterRow, promise: Agreement) -> bool:
    return any(one.pk == promise.pk for one in row.rests)


def _place(one: Agreement) -> tuple[str, int, int]:
    return one.service_key, one.step, one.pk
