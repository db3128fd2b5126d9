"""The wordings and teams of what a search found: kept beside its figures as one file, named by its hash."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from django.conf import settings

from core.models import Run
from metrics.kinds.artifacts import StoredFile, store_arrays
from metrics.models import Artifact
from metrics.selectors.finding_decisions import Member

ARTIFACT_KIND = "findings"


@dataclass(frozen=True, slots=True)
class Wording:
    """A wording of a finding: its FTE and teams, and how alike it is to those that read like it (None: alone)."""

    member: Member
    fte: float
    teams: int
    similarity: float | None


@dataclass(frozen=True, slots=True)
class TeamShare:
    """A team of a finding (uid, empty for one that the baseline does not know) with its FTE."""

    uid: str
    name: str
    fte: float


@dataclass(frozen=True, slots=True)
class Details:
    """What a finding consists of, both most FTE first."""

    wordings: tuple[Wording, ...] = ()
    teams: tuple[TeamShare, ...] = ()

    @property
    def members(self) -> list[Member]:
        """The wordings as decisions know them."""
        return [wording.member for wording in self.wordings]


def store_details(details: Iterable[tuple[str, Details]]) -> StoredFile:
    """Keep the details by the finding's key."""
    rows = {
        key: {
            "wordings": [
                [w.member.kind, w.member.text, w.member.activity, w.fte, w.teams, w.similarity] for w in d.wordings
            ],
            "teams": [[team.uid, team.name, team.fte] for team in d.teams],
        }
        for key, d in details
    }
    text = json.dumps(rows, ensure_ascii=False, sort_keys=True).encode()
    return store_arrays({"json": np.frombuffer(text, np.uint8)})


def details_of(run: Run) -> dict[str, Details]:
    """The details of a finished search by the finding's key."""
    kept = Artifact.objects.filter(run=run, kind=ARTIFACT_KIND).only("path").first()
    return _read(kept.path) if kept else {}


@lru_cache(maxsize=4)
def _read(path: str) -> dict[str, Details]:
    """A file's name is the hash of its content: what was read once holds."""
    with np.load(settings.DATA_DIR / path) as arrays:
        rows: dict[str, Any] = json.loads(arrays["json"].tobytes())
    return {
        key: Details(
            tuple(Wording(Member(*row[:3]), *row[3:]) for row in found["wordings"]),
            tuple(TeamShare(*row) for row in found["teams"]),
        )
        for key, found in rows.items()
    }
