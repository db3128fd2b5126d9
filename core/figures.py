"""How figures are written: one rounding and one spelling, for pages, charts, exports and mails.

Every function takes the stored unit (money in minor units, FTE in 1/10,000, durations in microseconds) and returns
text. Unknown is never zero: ``None`` and NaN read "unknown". Halves round away from zero. Minus is U+2212.
"""

import datetime
import re
from decimal import ROUND_HALF_UP, Decimal
from numbers import Integral, Real
from typing import Any

UNKNOWN = "unknown"
MINUS = "\N{MINUS SIGN}"
FTE_UNITS = 10_000
DEFAULT_MINOR_DIGITS = 2
# ISO 4217 currencies whose minor unit is not the hundredth.
MINOR_DIGITS = dict.fromkeys(
    ["BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "VND", "VUV", "XAF", "XOF", "XPF"], 0
) | (dict.fromkeys(["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"], 3))
KEYS = re.compile(r"\s*\((?:mapping|command):[^)]*\)")
MILLION = Decimal(1_000_000)
SECOND = Decimal(1_000_000)
MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


def decimal(value: Any, digits: int = 2) -> str:
    """A plain number with thousands separators and a true minus.

    >>> decimal(1012.345, 1), decimal(-0.004), decimal(None)
    ('1,012.3', '0.00', 'unknown')
    """
    number = _number(value)
    return UNKNOWN if number is None else _written(number, digits)


def plain(value: Any) -> str:
    """A number with as many decimals as it has, at most four: for values that people state.

    >>> plain(0.88), plain(1.0), plain(200_000), plain(-0.00001)
    ('0.88', '1', '200,000', '0')
    """
    text = decimal(value, 4)
    return text.rstrip("0").rstrip(".") if "." in text else text


def integer(value: Any) -> str:
    """A count with thousands separators.

    >>> integer(25310), integer(-405250)
    ('25,310', '−405,250')
    """
    return decimal(value, 0)


def plural(count: int, one: str, many: str = "") -> str:
    """How many of what, in the right number; `many` where an “s” is not enough.

    >>> plural(1, "row"), plural(2310, "row"), plural(1, "row repeats", "rows repeat"), plural(0, "status", "statuses")
    ('1 row', '2,310 rows', '1 row repeats', '0 statuses')
    """
    return f"{integer(count)} {one if count == 1 else many or f'{one}s'}"


def dashed(code: str) -> str:
    """A range that is stored with a hyphen, with the dash that belongs between figures.

    >>> dashed("2-3"), dashed("17+")
    ('2–3', '17+')
    """
    return code.replace("-", "–")


def fte(value: Any) -> str:
    """Full-time equivalents with one decimal: integers are stored 1/10,000, floats are FTE already.

    >>> fte(9_860_000), fte(986.04)
    ('986.0', '986.0')
    """
    number = _number(value)
    if number is None:
        return UNKNOWN
    return _written(number / FTE_UNITS if isinstance(value, Integral) else number, 1)


def percent(fraction: Any, digits: int = 1) -> str:
    """A fraction of one as a percentage.

    >>> percent(0.0678), percent(0.59, 0)
    ('6.8%', '59%')
    """
    number = _number(fraction)
    return UNKNOWN if number is None else f"{_written(number * 100, digits)}%"


def points(fraction: Any, digits: int = 1) -> str:
    """A difference of two fractions, in percentage points.

    >>> points(0.006), points(-0.02)
    ('+0.6 pt', '−2.0 pt')
    """
    number = _number(fraction)
    return UNKNOWN if number is None else f"{signed(number * 100, digits)} pt"


def signed(value: Any, digits: int = 2) -> str:
    """A change, with its sign; no change has none.

    >>> signed(0.04), signed(-0.01), signed(5, 0), signed(0, 0)
    ('+0.04', '−0.01', '+5', '0')
    """
    text = decimal(value, digits)
    if text == UNKNOWN or text.startswith(MINUS) or not text.strip("0.,"):
        return text
    return f"+{text}"


def money(minor_units: Any, currency: str) -> str:
    """Money as people say it: millions with one decimal from one million on, whole units below.

    >>> money(530_000_000, "EUR"), money(8_480_000, "EUR"), money(-40_525_000, "EUR")
    ('EUR 5.3m', 'EUR 84,800', 'EUR −405,250')
    """
    units = _units(minor_units, currency)
    if units is None:
        return UNKNOWN
    if abs(_rounded(units, 0)) < MILLION:
        return f"{currency} {_written(units, 0)}"
    return money_millions(minor_units, currency)


def money_millions(minor_units: Any, currency: str) -> str:
    """Money in millions whatever its size, where figures stand side by side.

    >>> money_millions(40_000_000, "EUR"), money_millions(7_840_126_000, "EUR")
    ('EUR 0.4m', 'EUR 78.4m')
    """
    units = _units(minor_units, currency)
    return UNKNOWN if units is None else f"{currency} {_written(units / MILLION, 1)}m"


def money_exact(minor_units: Any, currency: str) -> str:
    """Money to the whole unit, where a file is compared with the database.

    >>> money_exact(7_840_126_000, "EUR"), money_exact(120, "JPY")
    ('EUR 78,401,260', 'JPY 120')
    """
    units = _units(minor_units, currency)
    return UNKNOWN if units is None else f"{currency} {_written(units, 0)}"


def amount(minor_units: Any, currency: str) -> str:
    """Money as a person types it: in units of the currency, which stands beside it, with the decimals that it has.

    >>> amount(500_000, "EUR"), amount(500_050, "EUR"), amount(120, "JPY")
    ('5,000', '5,000.5', '120')
    """
    return plain(_units(minor_units, currency))


def millions(minor_units: Any, currency: str, digits: int = 1) -> str:
    """The bare number of millions, for charts and columns whose unit is written once.

    >>> millions(530_000_000, "EUR")
    '5.3'
    """
    units = _units(minor_units, currency)
    return UNKNOWN if units is None else _written(units / MILLION, digits)


def money_range(low: Any, high: Any, currency: str) -> str:
    """Two ends of a range in millions; a negative end is spelt with "to", where a dash would read as a minus.

    >>> money_range(320_000_000, 760_000_000, "EUR"), money_range(-20_000_000, 110_000_000, "EUR")
    ('EUR 3.2–7.6m', 'EUR −0.2m to 1.1m')
    """
    ends = millions(low, currency), millions(high, currency)
    if UNKNOWN in ends:
        return UNKNOWN
    joined = "m to " if any(end.startswith(MINUS) for end in ends) else "–"
    return f"{currency} {joined.join(ends)}m"


def duration(microseconds: Any) -> str:
    """A length of time in its natural unit: seconds, minutes, hours, then days and hours.

    >>> [duration(hours * 3_600_000_000) for hours in (0.2, 6.4, 19.2, 148)]
    ['12 min', '6.4 h', '19 h', '6 d 4 h']
    """
    number = _number(microseconds)
    if number is None:
        return UNKNOWN
    sign, length = (MINUS, -number) if number < 0 else ("", number)
    return sign + _length(length / SECOND)


def worked(microseconds: Any) -> str:
    """Time in working hours: never in days, since a working day is none of 24 hours.

    >>> [worked(hours * 3_600_000_000) for hours in (0.2, 6.4, 19.2, 38_366)]
    ['12 min', '6.4 h', '19 h', '38,366 h']
    """
    number = _number(microseconds)
    hours = None if number is None else _rounded(number / SECOND / 3600, 0)
    return duration(microseconds) if hours is None or hours < 24 else f"{hours:,} h"


def lasting(microseconds: Any, is_working: bool) -> str:
    """Time as it elapsed, or in working hours.

    >>> lasting(38 * 3_600_000_000, False), lasting(38 * 3_600_000_000, True)
    ('1 d 14 h', '38 h')
    """
    return worked(microseconds) if is_working else duration(microseconds)


def day(value: datetime.date | None) -> str:
    """A date, in the same words whatever the reader's language settings.

    >>> day(datetime.date(2026, 6, 12))
    '12 Jun 2026'
    """
    return UNKNOWN if value is None else f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def moment(value: datetime.datetime | None) -> str:
    """A date with its minute, in the zone the value carries.

    >>> moment(datetime.datetime(2026, 11, 2, 9, 41, tzinfo=datetime.UTC))
    '2 Nov 2026, 09:41'
    """
    return UNKNOWN if value is None else f"{day(value)}, {value:%H:%M}"


def words(code: str) -> str:
    """A stored code as people read it.

    >>> words("ticket_log")
    'ticket log'
    """
    return code.replace("_", " ")


def for_people(remedy: str) -> str:
    """A remedy without what only a mapping or a command is asked for.

    >>> for_people("State their time zone (mapping: “time_zone”, command: --time-zone).")
    'State their time zone.'
    """
    return KEYS.sub("", remedy)


def told(value: Any) -> str:
    """What is kept of an object, as people read it: lists by commas, parts by semicolons.

    >>> told({"High": "4 h", "all": None}), told(["Desk", "Plant"]), told(True), told("")
    ('High: 4 h; all: nothing', 'Desk, Plant', 'yes', 'nothing')
    """
    if isinstance(value, bool):
        return "yes" if value else "no"
    if value is None or value in ("", (), [], {}):
        return "nothing"
    if isinstance(value, dict):
        return "; ".join(f"{words(str(name))}: {told(part)}" for name, part in value.items())
    return ", ".join(map(told, value)) if isinstance(value, list | tuple) else str(value)


def minor_per_unit(currency: str) -> int:
    """How many minor units make one unit of the currency (ISO 4217).

    >>> minor_per_unit("EUR"), minor_per_unit("JPY")
    (100, 1)
    """
    return int(10 ** MINOR_DIGITS.get(currency, DEFAULT_MINOR_DIGITS))


def _number(value: Any) -> Decimal | None:
    """The value as it is written, so that 2.675 rounds as a reader expects; None for unknown."""
    if value is None or value == "":
        return None
    if isinstance(value, Integral):
        return Decimal(int(value))
    number = value if isinstance(value, Decimal) else Decimal(str(float(value) if isinstance(value, Real) else value))
    return number if number.is_finite() else None


def _units(minor_units: Any, currency: str) -> Decimal | None:
    number = _number(minor_units)
    return None if number is None else number / minor_per_unit(currency)


def _rounded(number: Decimal, digits: int) -> Decimal:
    return number.quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)


def _written(number: Decimal, digits: int) -> str:
    rounded = _rounded(number, digits)
    return f"{MINUS}{-rounded:,}" if rounded < 0 else f"{abs(rounded):,}"


def _length(seconds: Decimal) -> str:
    """Each unit is left when its own rounding reaches the next: 59.6 minutes are one hour, not 60 minutes."""
    minutes, hours = seconds / 60, seconds / 3600
    if _rounded(seconds, 0) < 60:
        return f"{_rounded(seconds, 0)} s"
    if _rounded(minutes, 0) < 60:
        return f"{_rounded(minutes, 0)} min"
    if _rounded(hours, 1) < 10:
        return f"{_rounded(hours, 1)} h"
    whole_hours = int(_rounded(hours, 0))
    days, rest = divmod(whole_hours, 24)
    if days == 0:
        return f"{whole_hours} h"
    return f"{days:,} d {rest} h" if rest else f"{days:,} d"
