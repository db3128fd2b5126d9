"""What keeps rows of a log from coming in, and which of their cells stay empty: nothing is ever cut to fit."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from services.importers.ticket_demand import SATISFACTION, unreadable
from services.importers.ticket_rows import NAMES, LogRows
from services.ticket_attributes import ATTRIBUTES, CLOSED, DEMAND, LONGEST_KEY, LONGEST_TEXT

Flags = npt.NDArray[np.bool_]

# Without these a row would tell another story of its ticket; without the others it tells less.
NEEDED = ("group", "status")
OTHERS = ("person", "region", "level", *(name for name in ATTRIBUTES if name not in CLOSED), *DEMAND)
MISSING = ("missing-ticket", "missing-time")
UNREAD = "The row comes in without it: it is no answer on the scale. State the scale in the mapping."
SHORTEN = "Shorten it in the file, take a part of it with a pattern, or read another column."


@dataclass(frozen=True, slots=True, eq=False)
class Fault:
    """Rows (a flag each) that are rejected, or whose cell in `column` stays empty."""

    code: str
    column: str
    rows: Flags
    remedy: str
    severity: str = "error"

    def value(self, rows: LogRows, number: int) -> str:
        """The beginning of what the row says, as a finding shows it."""
        if self.code in MISSING:
            return ""
        said = rows.texts(self.column)
        return str(said.texts[int(said.places[number])])[:LONGEST_TEXT]


def faults_of(rows: LogRows) -> list[Fault]:
    """Why rows stay out."""
    too_long = f"A ticket's number has up to {LONGEST_KEY} characters. Check which column holds it."
    no_time = "Fill in when it happened, or map the column opened."
    longest = f"has up to {LONGEST_TEXT} characters, and two that differ behind them would become one. {SHORTEN}"
    named = ((name, _is_longer(rows, name, LONGEST_TEXT)) for name in NEEDED)
    return [
        Fault("missing-ticket", "ticket", rows.texts("ticket").places < 0, "Fill in the ticket's number."),
        Fault("long-ticket", "ticket", _is_longer(rows, "ticket", LONGEST_KEY), too_long),
        Fault("missing-time", "time", rows.at.is_null().to_numpy(), no_time),
        *(Fault(f"long-{name}", name, flags, f"A {name} {longest}") for name, flags in named if flags.any()),
    ]


def doubts_of(rows: LogRows) -> list[Fault]:
    """Which cells are left empty: texts longer than what can be kept, and answers that are none on their scale."""
    remedy = f"The row comes in without it: a text has up to {LONGEST_TEXT} characters. {SHORTEN}"
    long = ((name, _is_longer(rows, name, LONGEST_TEXT)) for name in OTHERS)
    found = [Fault("long-text", name, flags, remedy, "warning") for name, flags in long if flags.any()]
    unread = unreadable(rows)
    return [*found, Fault("unread-score", SATISFACTION, unread, UNREAD, "warning")] if unread.any() else found


def _is_longer(rows: LogRows, name: str, most: int) -> Flags:
    """A name has its length as it is compared: without case, which may lengthen it."""
    said = rows.texts(name)
    if name in NAMES:
        is_long = np.array([*(len(text.casefold()) > most for text in said.texts), False], np.bool_)
    else:
        is_long = np.append((said.texts.str.len_chars() > most).to_numpy(), False)
    return is_long[said.places] if is_long.any() else np.zeros(len(rows), np.bool_)
