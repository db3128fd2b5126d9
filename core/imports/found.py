"""A defect: what is wrong with a file, a row or a cell, and what to do about it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Found:
    """A defect: severity fatal, error or warning, a code, the place, the value, the remedy."""

    severity: str
    code: str
    remedy: str
    file_no: int = 1
    sheet: str = ""
    line: int | None = None
    column: str = ""
    value: str = ""
