"""What the columns are called: as the header says, by their letter where it says nothing, numbered where it repeats."""

from collections.abc import Sequence

from core.imports.reading.limits import MAX_COLUMNS, Unreadable

MAX_NAME = 120
BETWEEN = " / "


def column_letter(number: int) -> str:
    """What a spreadsheet calls its n-th column, counted from 1.

    >>> [column_letter(number) for number in (1, 26, 27, 703)]
    ['A', 'Z', 'AA', 'AAA']
    """
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """The place of a column, from 1.

    >>> [column_number(letters) for letters in ("A", "Z", "AA")]
    [1, 26, 27]
    """
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def column_names(cells: Sequence[str], left: int = 0) -> list[str]:
    """Names as given, trimmed; a blank one is called by its letter, a repeated one is numbered.

    `left` is how many empty columns stand to the left of the first.

    >>> column_names(["Post", " ", "FTE", "FTE", "a\\nb"])
    ['Post', 'column B', 'FTE', 'FTE (2)', 'a b']
    """
    if len(cells) > MAX_COLUMNS:
        raise Unreadable("too-many-columns", f"{len(cells)} columns; at most {MAX_COLUMNS} are read. Leave some out.")
    names: list[str] = []
    for place, cell in enumerate(cells, 1 + left):
        wanted = " ".join(cell.split())[:MAX_NAME] or f"column {column_letter(place)}"
        wanted = f"column {wanted}" if wanted.startswith("_") else wanted
        name, number = wanted, 1
        while name in names:
            number += 1
            name = f"{wanted} ({number})"
        names.append(name)
    return names


def combined(upper: Sequence[str], lower: Sequence[str]) -> list[str]:
    """Two rows of a header as one.

    >>> combined(["Team", "Pay", "Pay"], ["", "low", "high"])
    ['Team', 'Pay / low', 'Pay / high']
    """
    width = max(len(upper), len(lower))
    rows = [[cell.strip() for cell in row] + [""] * (width - len(row)) for row in (upper, lower)]
    pairs = zip(*rows, strict=True)
    return [BETWEEN.join(dict.fromkeys(cell for cell in pair if cell)) for pair in pairs]
