"""Writes about meters: adding one, changing what it is held against, laying it aside."""

import math
from dataclasses import dataclass, fields
from typing import Any

from django.db import IntegrityError, transaction

from core import audit
from core.access import require_edit
from core.actor import Actor
from core.errors import UserError
from core.versions import claim_version
from metrics.models import Meter
from metrics.selectors.clock_words import ELAPSED, WORKING
from metrics.selectors.meter_figures import FIGURES, SHARE
from services.agreement_selectors import PROMISED
from services.models import Agreement, TicketLog

FIRST_YEAR, LAST_YEAR = 1970, 2200
NO_PAIR = "Only “Bounce of a pair” is about two groups. Leave them out."


@dataclass(frozen=True, slots=True)
class MeterTerms:
    """What a meter is held against and which tickets it is about; months are yyyymm, shares fractions of one.

    `basis`: elapsed, or working for a figure of time of a log that has a calendar.
    """

    name: str
    baseline_from: int
    baseline_to: int
    target: float
    target_month: int
    agreement: Agreement | None = None
    basis: str = ELAPSED
    kind: str = ""
    priority: str = ""
    product: str = ""
    service: str = ""
    team: str = ""
    region: str = ""
    one_group: str = ""
    other_group: str = ""
    owner: str = ""
    note: str = ""


def add_meter(*, by: Actor, log: TicketLog, figure: str, terms: MeterTerms) -> Meter:
    """Follow a figure of a log from now on, over all that the log holds.

    Raises `UserError` for an unknown figure, months out of order, a target that cannot be, working hours where there
    are none, or a name that is taken.
    """
    require_edit(by)
    if figure not in FIGURES:
        raise UserError(f"“{figure}” is no figure. Choose one of {', '.join(FIGURES)}.", status=400)
    _require_good(figure, terms)
    _require_hours(log, terms)
    try:
        with transaction.atomic():
            made = Meter.objects.create(organisation_id=by.organisation_id, log=log, figure=figure, **_values(terms))
            audit.record(by, "add_meter", "meter", made.uid, after=meter_facts(made))
    except IntegrityError as error:
        raise _taken(terms) from error
    return made


def change_meter(*, by: Actor, meter: Meter, version: int, terms: MeterTerms) -> Meter:
    """Other terms in place of all that it had, on top of `version`; figure and log stay what they were.

    Raises `Conflict` when somebody changed it since, `UserError` as in adding one.
    """
    require_edit(by)
    _require_good(meter.figure, terms)
    if terms.basis != meter.basis:
        _require_hours(meter.log, terms)
    before = meter_facts(meter)
    try:
        with transaction.atomic():
            claim_version(meter, version, kind="meter", yours=_stated(terms), theirs=before)
            Meter.objects.filter(pk=meter.pk).update(**_values(terms))
            meter.refresh_from_db()
            audit.record(by, "change_meter", "meter", meter.uid, before=before, after=meter_facts(meter))
    except IntegrityError as error:
        raise _taken(terms) from error
    return meter


def archive_meter(*, by: Actor, meter: Meter, version: int, is_archived: bool) -> Meter:
    """Lay a meter aside, or take it up again; its definition stays."""
    require_edit(by)
    before = {"is_archived": meter.is_archived}
    after = {"is_archived": is_archived}
    with transaction.atomic():
        claim_version(meter, version, kind="meter", yours=after, theirs=before)
        Meter.objects.filter(pk=meter.pk).update(is_archived=is_archived)
        meter.refresh_from_db()
        audit.record(by, "archive_meter", "meter", meter.uid, before=before, after=after)
    return meter


def meter_facts(meter: Meter) -> dict[str, Any]:
    """As audit and conflicts show it."""
    terms = MeterTerms(**{field.name: getattr(meter, field.name) for field in fields(MeterTerms)})
    return {"figure": meter.figure, "log": str(meter.log.uid), **_stated(terms)}


def _values(terms: MeterTerms) -> dict[str, Any]:
    """The fields as they are kept."""
    values = {field.name: getattr(terms, field.name) for field in fields(MeterTerms)}
    return {name: value.strip() if isinstance(value, str) else value for name, value in values.items()}


def _stated(terms: MeterTerms) -> dict[str, Any]:
    return _values(terms) | {"agreement": str(terms.agreement.uid) if terms.agreement else None}


def _taken(terms: MeterTerms) -> UserError:
    return UserError(f"There is a meter called “{terms.name.strip()}” already. Choose another name.", status=409)


def _require_good(figure: str, terms: MeterTerms) -> None:
    """Refuse what makes no sense together, naming it."""
    known = FIGURES[figure]
    if not terms.name.strip():
        raise UserError("A meter needs a name.", status=400)
    for month in (terms.baseline_from, terms.baseline_to, terms.target_month):
        if not (FIRST_YEAR <= month // 100 <= LAST_YEAR and 1 <= month % 100 <= 12):
            shown = f"{month // 100}-{month % 100:02}"
            remedy = f"Months go from 01 to 12, years from {FIRST_YEAR} to {LAST_YEAR}."
            raise UserError(f"“{shown}” is no month. {remedy}", status=400)
    if not terms.baseline_from <= terms.baseline_to < terms.target_month:
        raise UserError("The baseline begins before it ends, and the target lies in a month after it.", status=400)
    if not math.isfinite(terms.target) or terms.target < 0 or (known.unit == SHARE and terms.target > 1):
        most = "from 0 to 100%" if known.unit == SHARE else "0 or more"
        raise UserError(f"The target of “{known.label}” is {most}.", status=400)
    if known.needs_agreement and terms.agreement is None:
        raise UserError(f"“{known.label}” needs an agreement. Choose the one that promises it.", status=400)
    if terms.agreement and (not known.needs_agreement or terms.agreement.kind not in PROMISED):
        raise UserError(f"“{known.label}” is not read from this agreement. Leave it out.", status=400)
    if known.needs_pair != bool(terms.one_group and terms.other_group and terms.one_group != terms.other_group):
        raise UserError(f"“{known.label}” needs two different groups." if known.needs_pair else NO_PAIR, status=400)
    if not known.needs_pair and (terms.one_group or terms.other_group):
        raise UserError(NO_PAIR, status=400)
    if terms.basis not in Meter.Basis.values:
        raise UserError(f"“{terms.basis}” is no way to count time. Choose one of elapsed, working.", status=400)
    if terms.basis == WORKING and not known.is_timed:
        raise UserError(f"“{known.label}” counts no working hours. Leave them out.", status=400)


def _require_hours(log: TicketLog, terms: MeterTerms) -> None:
    """Working hours need the calendar of the log."""
    if terms.basis == WORKING and log.calendar is None:
        remedy = "Choose a calendar on its page, or count elapsed time."
        raise UserError(f"The log “{log.name}” has no working hours. {remedy}", status=409)
