"""Towers and sub-towers of the TBM Taxonomy, to map one's own towers to: names and codes, by version.

A code is `version/tower` or `version/tower/sub-tower`, for instance `4.0/compute/mainframe`. Each version is a file of
`towers/reference/`; another one is added beside it, and what was mapped before keeps its code.
Source: TBM Council, TBM Taxonomy 4.0 of 16 December 2020 (https://www.tbmcouncil.org/taxonomy).
"""

import re
import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "reference"


@dataclass(frozen=True, slots=True)
class TbmTower:
    """A tower (`part` is "") or a sub-tower."""

    code: str
    tower: str
    part: str

    @property
    def name(self) -> str:
        """As it is shown: `Compute`, `Compute: Mainframe`."""
        return f"{self.tower}: {self.part}" if self.part else self.tower


@dataclass(frozen=True, slots=True)
class Taxonomy:
    """One version with the day of its publication, its towers each followed by their parts."""

    name: str
    version: str
    published: date
    towers: tuple[TbmTower, ...]


@cache
def taxonomies() -> tuple[Taxonomy, ...]:
    """All versions that there are, the newest first."""
    found = [_taxonomy(tomllib.loads(path.read_text("utf-8"))) for path in FOLDER.glob("tbm_*.toml")]
    return tuple(sorted(found, key=lambda taxonomy: taxonomy.published, reverse=True))


@cache
def tbm_towers() -> dict[str, TbmTower]:
    """Every tower and sub-tower of every version by code.

    >>> tbm_towers()["4.0/compute/mainframe"].name
    'Compute: Mainframe'
    """
    return {tower.code: tower for taxonomy in taxonomies() for tower in taxonomy.towers}


def tbm_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """(heading, [(code, name)]) for a field of choice, the newest version first."""
    return [
        (f"{taxonomy.name} {taxonomy.version}", [(tower.code, tower.name) for tower in taxonomy.towers])
        for taxonomy in taxonomies()
    ]


def _taxonomy(read: dict[str, Any]) -> Taxonomy:
    towers = []
    for tower in read["towers"]:
        code = f"{read['version']}/{_slug(tower['name'])}"
        towers.append(TbmTower(code, tower["name"], ""))
        towers += [TbmTower(f"{code}/{_slug(part)}", tower["name"], part) for part in tower["parts"]]
    return Taxonomy(read["name"], read["version"], read["date"], tuple(towers))


def _slug(name: str) -> str:
    """The name in small letters and hyphens.

    >>> _slug("Conferencing & AV")
    'conferencing-av'
    """
    return "-".join(re.findall(r"[a-z0-9]+", name.lower()))
