"""Changing the bands of reports per manager: stating one, and taking it back."""

from typing import Any

from django.db import IntegrityError, transaction

from core import audit
from core.access import require_edit
from core.actor import Actor
from core.errors import UserError
from core.versions import Conflict, claim_version
from metrics.models import SpanBand
from metrics.selectors.span_bands import Band, band_of, known_number, own_band

MOST = 500


def set_span_band(*, by: Actor, code: str, low: int, high: int, source: str, version: int) -> SpanBand:
    """State how many reports fit the managers of a kind of work, on top of `version` (0: the default holds).

    Raises `Conflict` when somebody changed it since, `UserError` for ends out of order.
    """
    require_edit(by)
    known_number(code)
    if not 1 <= low <= high <= MOST:
        raise UserError(f"The band is {low} to {high}. State 1 <= low <= high <= {MOST} persons.", status=400)
    yours = {"low": low, "high": high, "source": source.strip()}
    try:
        with transaction.atomic():
            before = band_of(by, code)
            row = own_band(by, code)
            if row is None:
                row = _made(by, code, yours, before, version)
            else:
                claim_version(row, version, kind="span band", yours=yours, theirs=_facts(before))
                SpanBand.objects.filter(pk=row.pk).update(**yours)
                row.refresh_from_db()
            audit.record(by, "set_span_band", "span band", code, before=_facts(before), after=yours)
    except IntegrityError as error:  # the other one committed between the look and the write
        now = band_of(by, code)
        raise Conflict("span band", yours, _facts(now), version, now.version) from error
    return row


def reset_span_band(*, by: Actor, code: str, version: int) -> None:
    """Take the organisation's own band back: the default holds again."""
    require_edit(by)
    known_number(code)
    with transaction.atomic():
        before, row = band_of(by, code), own_band(by, code)
        if row is None:
            raise UserError(f"The default holds for “{before.label}”; there is nothing to take back.")
        claim_version(row, version, kind="span band", yours={"band": "the default"}, theirs=_facts(before))
        row.delete()
        audit.record(by, "reset_span_band", "span band", code, before=_facts(before), after=_facts(band_of(by, code)))


def _made(by: Actor, code: str, yours: dict[str, Any], now: Band, version: int) -> SpanBand:
    """The first own band; who saw one that is gone is told so."""
    if version:
        raise Conflict("span band", yours, _facts(now), version, now.version)
    return SpanBand.objects.create(organisation_id=by.organisation_id, code=code, **yours)


def _facts(band: Band) -> dict[str, Any]:
    """As audit and conflicts show it."""
    return {"low": band.low, "high": band.high, "source": band.source}
