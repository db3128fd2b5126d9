"""Which values an assumption may have: outside them a formula has no meaning."""

import math
from dataclasses import dataclass

from django.http import Http404

from core.errors import UserError
from metrics.computations.defaults import DEFAULTS, Default
from metrics.computations.pert import Entry
from metrics.computations.timing import MONTHS

BY_CODE: dict[str, Default] = {default.code: default for default in DEFAULTS}

# Formulas take these as one number for all draws.
CONSTANT = frozenset(
    {
        "correlation",
        "minimum_cover",
        "target_share_first",
        "target_minutes_first",
        "target_share_other",
        "target_hours_other",
        "wave_start",
    }
)
WHOLE = frozenset({"minimum_cover", "wave_start"})


@dataclass(frozen=True, slots=True)
class Domain:
    """From `least` to `most`; an open end is itself not allowed."""

    least: float = 0.0
    most: float = math.inf
    is_open_below: bool = False
    is_open_above: bool = False

    def __contains__(self, value: float) -> bool:
        above = value > self.least if self.is_open_below else value >= self.least
        below = value < self.most if self.is_open_above else value <= self.most
        return above and below

    def __str__(self) -> str:
        lower = f"above {self.least:g}" if self.is_open_below else f"at least {self.least:g}"
        if math.isinf(self.most):
            return lower
        return f"{lower} and {'below' if self.is_open_above else 'at most'} {self.most:g}"


_POSITIVE = Domain(is_open_below=True)
_POSITIVE_SHARE = Domain(most=1, is_open_below=True)
_BY_CODE = {
    "cap": _POSITIVE_SHARE,
    "cap_small": _POSITIVE_SHARE,
    "kappa": _POSITIVE_SHARE,
    "utilisation": _POSITIVE_SHARE,
    "shrinkage": Domain(most=1, is_open_above=True),
    "target_share_first": Domain(most=1, is_open_above=True),
    "target_share_other": Domain(most=1, is_open_above=True),
    "contract_hours": Domain(most=168, is_open_below=True),
    "ramp": _POSITIVE,
    "minimum_cover": Domain(least=1),
    "wave_start": Domain(least=1, most=MONTHS),
}
_BY_UNIT = {
    "share": Domain(most=1),
    "share a year": Domain(most=1),
    "exponent": _POSITIVE_SHARE,
    "staff per manager": Domain(least=1),
}


def domain_of(default: Default) -> Domain:
    """The values allowed for an assumption: by its code, else by its unit, else 0 and more.

    >>> str(domain_of(BY_CODE["beta_factory"])), str(domain_of(BY_CODE["span_f7"]))
    ('above 0 and at most 1', 'at least 1')
    """
    return _BY_CODE.get(default.code) or _BY_UNIT.get(default.unit) or Domain()


def known_default(code: str) -> Default:
    """The default with this code; 404 for a code that no formula knows."""
    if code not in BY_CODE:
        raise Http404(f"There is no assumption “{code}”. The list of assumptions has the codes.")
    return BY_CODE[code]


def checked_entry(code: str, low: float, likely: float, high: float) -> Entry:
    """The three values as a distribution; a `UserError` says which of them is not allowed, and what is."""
    default = known_default(code)
    try:
        entry = Entry(code, low, likely, high, default.entry.cause)
    except ValueError as error:
        raise UserError(str(error), status=400) from error
    domain = domain_of(default)
    for name, value in (("low", low), ("likely", likely), ("high", high)):
        if value not in domain:
            raise UserError(f"{default.label}: {name} is {value:g}; it must be {domain}.", status=400)
    if code in CONSTANT and not entry.is_constant:
        raise UserError(f"{default.label} is one number: give low, likely and high the same value.", status=400)
    if code in WHOLE and likely != int(likely):
        raise UserError(f"{default.label}: whole numbers only, not {likely:g}.", status=400)
    return entry
