"""Shares of a team's FTE: read from percent, written as percent, and turned into FTE that add up."""

from collections.abc import Mapping
from decimal import Decimal

from core.errors import UserError
from core.typed_numbers import typed_number

WHOLE = 10_000
Shares = dict[str, int]


def share_of_percent(text: str, name: str) -> int:
    """A share in 1/10,000 of what somebody typed in percent; nothing typed is 0.

    >>> share_of_percent("12,5", "Monitoring"), share_of_percent("", "Monitoring"), share_of_percent("40 %", "Desk")
    (1250, 0, 4000)
    """
    try:
        share = typed_number(text.replace("%", "").strip() or "0", most=100) * 100
    except ValueError:
        share = Decimal("NaN")
    if not (share.is_finite() and 0 <= share <= WHOLE):
        raise UserError(f"{name}: “{text[:20]}” is no percentage. Type a number from 0 to 100.", status=400)
    return round(share)


def percent_of_share(share: int) -> str:
    """The percentage as a number field takes it: without thousands separators, as many decimals as it has.

    >>> percent_of_share(1250), percent_of_share(4000), percent_of_share(0)
    ('12.5', '40', '')
    """
    return f"{share / 100:.2f}".rstrip("0").rstrip(".") if share else ""


def require_within(shares: Mapping[str, int]) -> None:
    """Refuse more than the whole."""
    above = sum(shares.values()) - WHOLE
    if above > 0:
        text = f"The shares are {percent_of_share(above)} % above 100 %. Take that much away somewhere."
        raise UserError(text, status=400)


def split_fte(capacity: int, shares: Mapping[str, int]) -> dict[str, int]:
    """FTE (1/10,000) by key: `capacity * share / 10,000`, cut down, what is lost by cutting to the largest remainders.

    The parts add up to floor(capacity * sum of shares / 10,000), so they never exceed the capacity; without a part of
    at least 1/10,000 FTE a key is left out.

    >>> split_fte(80_000, {"desk": 3_333, "monitoring": 3_333, "people": 3_334})
    {'desk': 26664, 'monitoring': 26664, 'people': 26672}
    >>> split_fte(1, {"desk": 5_000, "monitoring": 5_000})
    {'desk': 1}
    """
    parts = {key: divmod(capacity * share, WHOLE) for key, share in shares.items()}
    missing = capacity * sum(shares.values()) // WHOLE - sum(part for part, _ in parts.values())
    first = set(sorted(parts, key=lambda key: -parts[key][1])[:missing])
    found = {key: part + (key in first) for key, (part, _) in parts.items()}
    return {key: fte for key, fte in found.items() if fte}
