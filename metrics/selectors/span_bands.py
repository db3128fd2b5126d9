"""The bands of reports per manager that hold for an organisation: its own, else the defaults."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404

from core.actor import Actor
from metrics.computations.span_bands import DEFAULT_BANDS, OTHER, UPPER, class_in_band
from metrics.models import SpanBand
from towers.functions_reference import BY_CODE

CODES = {**{number: f"f{number}" for number in BY_CODE}, UPPER: "upper", OTHER: "other"}
NUMBERS = {code: number for number, code in CODES.items()}
LABELS = {
    **{number: function.name for number, function in BY_CODE.items()},
    UPPER: "Managers of managers",
    OTHER: "Work that nobody stated",
}


@dataclass(frozen=True, slots=True)
class Band:
    """Both ends fit. `version`: of the organisation's own band, 0 while the default holds."""

    number: int
    low: int
    high: int
    source: str
    version: int = 0

    @property
    def code(self) -> str:
        """What addresses call it: f1 to f10, upper, other."""
        return CODES[self.number]

    @property
    def label(self) -> str:
        """The work whose managers it is for."""
        return LABELS[self.number]

    @property
    def range(self) -> str:
        """Its ends in words.

        >>> Band(7, 11, 18, "").range, Band(UPPER, 8, 8, "").range
        ('11 to 18', '8')
        """
        return f"{self.low} to {self.high}" if self.low < self.high else str(self.low)

    @property
    def is_own(self) -> bool:
        """Stated by the organisation."""
        return self.version > 0

    @property
    def default_range(self) -> str:
        """The ends of the default in words."""
        default = DEFAULT_BANDS[self.number]
        return f"{default.low} to {default.high}"

    def word(self, reports: int) -> str:
        """Narrow, fit or wide."""
        return class_in_band(reports, self.low, self.high)


def bands_of(actor: Actor) -> dict[int, Band]:
    """All bands by their numbers: functions first, then managers of managers, then what nobody stated; one query."""
    own = {row.code: row for row in SpanBand.objects.visible_to(actor)}
    return {number: _band(number, own.get(code)) for number, code in CODES.items()}


def spans_that_fit(actor: Actor) -> dict[int, tuple[int, int]]:
    """Fewest and most reports per manager of the ten functions, by code."""
    return {number: (band.low, band.high) for number, band in bands_of(actor).items() if number in BY_CODE}


def band_of(actor: Actor, code: str) -> Band:
    """One of them; 404 for an unknown code."""
    return _band(known_number(code), own_band(actor, code))


def own_band(actor: Actor, code: str) -> SpanBand | None:
    """What the organisation states, if it states anything."""
    return SpanBand.objects.visible_to(actor).filter(code=code).first()


def known_number(code: str) -> int:
    """The number of a band; 404 for an unknown code."""
    if code not in NUMBERS:
        raise Http404(f"There is no band “{code}”. There are: {', '.join(NUMBERS)}.")
    return NUMBERS[code]


def _band(number: int, own: SpanBand | None) -> Band:
    if own:
        return Band(number, own.low, own.high, own.source, own.version)
    default = DEFAULT_BANDS[number]
    return Band(number, default.low, default.high, default.source)
