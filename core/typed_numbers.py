"""Numbers as a person types them into a form: one rule for every page, with a decimal point or a decimal comma. Pure.

The last of two signs is the decimal one, the other stands between thousands; a sign that stands twice does, too. One
sign is the decimal one, unless exactly three digits follow it: then it may be either, and what the number can be
decides, or the person who typed it is asked.
"""

import re
from decimal import Decimal

from core.figures import MINUS

LONGEST = 40
GAP = "[ \u00a0\u202f'’]"
ONE_SIGN = re.compile(rf"(?P<head>\d{{1,3}}(?:{GAP}\d{{3}})+|\d*)(?:(?P<sign>[.,])(?P<tail>\d*))?")
GROUPED = re.compile(
    r"(?P<head>\d{1,3}(?:(?P<between>[.,])\d{3})(?:(?P=between)\d{3})*)(?:(?!(?P=between))[.,](?P<tail>\d*))?"
)


def typed_number(text: str, decimals: int | None = None, most: Decimal | float | None = None) -> Decimal:
    """The number that was typed; a `ValueError` says why there is none, and what to write.

    `decimals`: how many the number can have; 0 for whole numbers, 2 for most money, None for any. With fewer than
    three of them, three digits behind a sign are thousands; where thousands would be above `most`, they are decimals.

    >>> [str(typed_number(text)) for text in ("12,50", "0,99", "0.125", "1.000,50", "1,000.50", "1,000,000", "1 250")]
    ['12.50', '0.99', '0.125', '1000.50', '1000.50', '1000000', '1250']
    >>> [str(typed_number(*asked)) for asked in (("1,250", 2), ("1.250", 0), ("12,125", None, 100))]
    ['1250', '1250', '12.125']
    >>> typed_number("1,250")
    Traceback (most recent call last):
    ValueError: “1,250” can be 1250 or 1.25. Write 1250 or 1.25.
    """
    bare = text.strip()
    negative = bare[:1] in ("-", MINUS)
    digits = bare[1:].lstrip() if negative or bare[:1] == "+" else bare
    number = _read(digits, decimals, most) if len(digits) <= LONGEST else None
    if number is None:
        example = "1250" if decimals == 0 else "1250 or 12.50"
        kind = "whole number" if decimals == 0 else "number"
        raise ValueError(f"“{bare[:LONGEST]}” is no {kind}. Write it like {example}.")
    return -number if negative else number


def typed_text(number: Decimal | float) -> str:
    """A number as `typed_number` reads it back, whatever it is for.

    >>> typed_text(1250), typed_text(0.125), typed_text(1.125), typed_text(Decimal("2.50"))
    ('1250', '0.125', '1.1250', '2.5')
    """
    text = f"{Decimal(str(number)).normalize():f}"
    head, _, tail = text.removeprefix("-").partition(".")
    return f"{text}0" if len(tail) == 3 and len(head) < 4 and head != "0" else text


def _read(digits: str, decimals: int | None, most: Decimal | float | None) -> Decimal | None:
    if one := ONE_SIGN.fullmatch(digits):
        head, sign, tail = re.sub(GAP, "", one["head"]), one["sign"], one["tail"] or ""
        is_grouped = head != one["head"]
        if sign and not is_grouped and len(tail) == 3 and 0 < len(head) < 4 and head[0] != "0":
            return _three_behind(one, decimals, most)
        number = Decimal(f"{head or 0}.{tail}" if head or tail else "NaN")
    elif many := GROUPED.fullmatch(digits):
        number = Decimal(f"{re.sub('[.,]', '', many['head'])}.{many['tail'] or ''}")
    else:
        return None
    is_refused = number.is_nan() or (decimals == 0 and number != number.to_integral_value())
    return None if is_refused else number


def _three_behind(found: re.Match[str], decimals: int | None, most: Decimal | float | None) -> Decimal:
    """What “1,250” is: thousands where it cannot be a fraction, a fraction where they were too much, else unknown."""
    thousands, fraction = Decimal(found["head"] + found["tail"]), Decimal(f"{found['head']}.{found['tail']}")
    if decimals is not None and decimals < 3:
        return thousands
    if most is not None and thousands > most:
        return fraction
    write = f"{thousands} or {typed_text(fraction)}"
    raise ValueError(f"“{found[0]}” can be {write}. Write {write}.")
