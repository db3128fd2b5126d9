"""Several names in one cell, and teams with their FTE: as people write them, and as they are exported."""

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal

from core.typed_numbers import typed_number, typed_text
from services.portfolio.offering_statements import MOST_FTE
from towers.models import FTE_UNIT

SEPARATORS = ";|\n"
PART = re.compile(r'\s*(?:"(?:[^"]|"")*"[^;|\n]*|[^;|\n]+)')
QUOTED = re.compile(r'"((?:[^"]|"")*)"')
TEAM_AND_FTE = re.compile(r"(.*\S)\s*:\s*([\d.,' \u00a0\u202f’]*\d)\s*(?:fte)?", re.IGNORECASE | re.DOTALL)


def names_in(cell: str) -> list[str]:
    """The names by semicolons, bars or lines; one that holds such a sign stands in double quotes.

    >>> names_in('SAP HANA; Windows Server | "Tools; old"'), names_in("")
    (['SAP HANA', 'Windows Server', 'Tools; old'], [])
    """
    parts = (part.strip() for part in PART.findall(cell))
    return [name for part in parts if (name := _unquoted(part))]


def names_cell(names: Iterable[str]) -> str:
    """Names as `names_in` reads them.

    >>> names_cell(["SAP HANA", "Tools; old"])
    'SAP HANA; "Tools; old"'
    """
    return "; ".join(map(_quoted, names))


def labour_in(cell: str) -> dict[str, int]:
    """FTE in 1/10,000 by team, from teams with FTE by semicolons or lines; a `ValueError` says what is none.

    >>> labour_in("Messaging: 1.5; Storage: 0,2 FTE")
    {'Messaging': 15000, 'Storage': 2000}
    """
    pairs = [team_and_fte(part.strip()) for part in PART.findall(cell) if part.strip()]
    labour = {_unquoted(team): fte for team, fte in pairs}
    if len(labour) < len(pairs):
        raise ValueError("A team stands there twice. Add its FTE up in one place.")
    return labour


def labour_cell(labour: Mapping[str, int], between: str = "; ") -> str:
    """Teams with FTE as `labour_in` reads them.

    >>> labour_cell({"Messaging": 15_000, "Storage": 2_000})
    'Messaging: 1.5; Storage: 0.2'
    """
    return between.join(f"{_quoted(team)}: {typed_text(Decimal(fte) / FTE_UNIT)}" for team, fte in labour.items())


def team_and_fte(text: str) -> tuple[str, int]:
    """A team and its FTE in 1/10,000; a `ValueError` says how to write it.

    >>> team_and_fte("Desk: early shift: 1,200.5")
    ('Desk: early shift', 12005000)
    """
    found = TEAM_AND_FTE.fullmatch(text.strip())
    fte = round(typed_number(found[2]) * FTE_UNIT) if found else 0
    if not found or not 0 < fte <= MOST_FTE:
        raise ValueError(f"“{text[:80]}” is no team with FTE above 0. Write team, colon, FTE: Messaging: 1.5")
    return found[1], fte


def _quoted(name: str) -> str:
    holds = any(sign in name for sign in SEPARATORS) or name.startswith('"')
    return '"' + name.replace('"', '""') + '"' if holds else name


def _unquoted(part: str) -> str:
    found = QUOTED.fullmatch(part)
    return found[1].replace('""', '"').strip() if found else part
