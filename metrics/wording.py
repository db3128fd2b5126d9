"""Figures of results in words: one place that knows how each unit is written."""

from core import figures

UNKNOWN = "unknown"


def written(value: float | None, unit: str, currency: str) -> str:
    """A figure with its unit.

    >>> written(530_000_000, "money", "EUR"), written(61.04, "fte", "EUR"), written(0.0678, "share", "EUR")
    ('EUR 5.3m', '61.0 FTE', '6.8%')
    >>> written(9454, "handoffs", "EUR"), written(1.25, "per ticket", "EUR"), written(None, "share", "EUR")
    ('9,454 handoffs', '1.25 per ticket', 'unknown')
    """
    if value is None:
        return UNKNOWN
    if unit == "money":
        return figures.money(value, currency)
    if unit == "fte":
        return f"{figures.fte(float(value))} FTE"
    if unit == "share":
        return figures.percent(value)
    if unit == "h":
        return figures.duration(value * 3_600_000_000)
    if unit == "month":
        return f"Month {figures.integer(value)}"
    digits = 0 if float(value).is_integer() else 2
    return f"{figures.decimal(value, digits)} {unit}".strip()
