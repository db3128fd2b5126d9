"""Where a figure sits on a scale: colour steps of heat maps and matrices, lengths of bars.

Steps are classes of the style sheet (``h0`` to ``h20``, ``m0`` to ``m20``), so no page carries colours of its own.
"""

from typing import Any

LARGEST_STEP = 20
HEAT_EXPONENT = 0.72
MATRIX_EXPONENT = 0.5


def heat_step(value: float, largest: float) -> int:
    """Colour step of a heat map cell: round(20 x (value / largest) ^ 0.72); 0 only for nothing.

    >>> heat_step(0, 16), heat_step(0.1, 16), heat_step(8, 16), heat_step(16, 16)
    (0, 1, 12, 20)
    """
    return _step(value, largest, HEAT_EXPONENT)


def matrix_step(value: float, largest: float) -> int:
    """Colour step of a matrix cell: round(20 x sqrt(value / largest)); 0 only for nothing.

    >>> matrix_step(0, 1091), matrix_step(1, 1091), matrix_step(273, 1091)
    (0, 1, 10)
    """
    return _step(value, largest, MATRIX_EXPONENT)


def share_of(value: Any, whole: Any) -> str:
    """A length in per cent of a whole as CSS reads it, kept between nothing and the whole.

    >>> share_of(6.8, 12), share_of(14, 12), share_of(1, 0), share_of(None, 12)
    ('56.67%', '100.00%', '0.00%', '0.00%')
    """
    if value in (None, "") or not whole:
        return "0.00%"
    return f"{min(max(float(value) / float(whole), 0.0), 1.0) * 100:.2f}%"


def _step(value: float, largest: float, exponent: float) -> int:
    if value <= 0 or largest <= 0:
        return 0
    share: float = min(value / largest, 1.0) ** exponent
    return max(1, round(LARGEST_STEP * share))
