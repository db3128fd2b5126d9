"""What a file may cost, and the error of one that costs more or cannot be read."""

from core.imports.found import Found

MAX_LINE_BYTES = 1_000_000
MAX_CELL_CHARACTERS = 32_767  # a spreadsheet's own limit
MAX_COLUMNS = 500
MAX_HEADER_LINE = 200
MAX_SHEET_ROWS = 1_000_000
MAX_SHEET_CELLS = 30_000_000
MAX_WORKBOOK_BYTES = 300_000_000
MAX_WORKBOOK_ENTRIES = 5_000
MAX_TEXT_BYTES = 2_000_000_000
# Real tables deflate 5 to 100 times, bombs about 1,000 times.
MAX_RATIO = 200
RATIO_COUNTS_FROM_BYTES = 10_000_000
MAX_DEPTH = 64

MEMORY_BYTES = 1 << 30
CPU_SECONDS = 600
WALL_SECONDS = 900


class Unreadable(Exception):
    """The file cannot be read on; carries the fatal defect, whose file number the caller fills in."""

    def __init__(self, code: str, remedy: str, line: int | None = None, *, sheet: str = "", value: str = "") -> None:
        super().__init__(f"{code}: {remedy}")
        self.code, self.remedy, self.line, self.sheet, self.value = code, remedy, line, sheet, value

    def found(self, file_no: int) -> Found:
        """The defect of the file with this number."""
        value = self.value[:200]
        return Found("fatal", self.code, self.remedy, file_no, self.sheet, self.line, value=value)


def inflated_or_refused(inflated: int, packed: int, most: int, sheet: str = "") -> None:
    """Refuse what inflates beyond `most` bytes, or so strongly that it can only be a bomb."""
    is_bomb = inflated > RATIO_COUNTS_FROM_BYTES and inflated > packed * MAX_RATIO
    if inflated > most or is_bomb:
        remedy = f"Unpacked, the file is larger than {most // 1_000_000} MB or packed unnaturally tight. Split it."
        raise Unreadable("too-large-unpacked", remedy, sheet=sheet)
