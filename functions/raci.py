"""The processes between functions: who does what, who answers for it, and what a table of letters leaves open.

The default is functions/reference/raci.toml.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from towers.functions_reference import FUNCTIONS

PATH = Path(__file__).parent / "reference" / "raci.toml"
Letters = Mapping[str, str]  # party -> letter


@dataclass(frozen=True, slots=True)
class Process:
    """A process between functions with its default letters."""

    code: str
    name: str
    duties: Letters


@dataclass(frozen=True, slots=True)
class Raci:
    """Processes, and the parties of the table: the ten functions and the offices, by code."""

    processes: tuple[Process, ...]
    parties: Mapping[str, str]


@cache
def raci() -> Raci:
    """The table as it is shipped."""
    read = tomllib.loads(PATH.read_text("utf-8"))
    parties = {str(function.code): function.name for function in FUNCTIONS} | read["offices"]
    return Raci(tuple(Process(**process) for process in read["processes"]), parties)


def violations(letters: Letters) -> list[str]:
    """What is wrong with the letters of one process: exactly one party answers, at least one does the work.

    >>> violations({"8": "AR", "5": "R"}), violations({"2": "A", "smo": "A"})
    ([], ['2 parties answer for it: 2 and smo', 'nobody does it'])
    >>> violations({})
    ['nobody answers for it', 'nobody does it']
    """
    accountable = [party for party, letter in letters.items() if "A" in letter]
    found = []
    if not accountable:
        found.append("nobody answers for it")
    elif len(accountable) > 1:
        found.append(f"{len(accountable)} parties answer for it: {' and '.join(accountable)}")
    if not any("R" in letter for letter in letters.values()):
        found.append("nobody does it")
    return found
