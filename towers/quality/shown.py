"""Defects as pages, downloads and the API show them: where the row came from, its price, who accepted it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from core.actor import Actor
from core.basis import basis_of
from core.models import ImportFile, ImportRow
from towers.models import FTE_UNIT, QualityDecision
from towers.quality.console import Found, money_of
from towers.quality.kinds import Hit
from towers.quality.rows import FileFinding, Post, Unit

SOURCE_HEADERS = ("File", "Sheet", "Line")
WORDS = ("Defect", "About", "Title", "Team", "What is the matter", "Proposed")
HEADERS = (*WORDS, *SOURCE_HEADERS, "FTE", "Accepted because")
BATCH = 500


@dataclass(frozen=True, slots=True)
class Source:
    """Where a row stood: file, sheet, line."""

    file: str = ""
    sheet: str = ""
    line: int | None = None


@dataclass(frozen=True, slots=True)
class ShownHit:
    """A defect with everything that is shown of it; money in minor units as the reader gets to see it."""

    kind: str
    hit: Hit
    team: Unit | None
    source: Source
    money: float | None
    proposal: str
    decision: QualityDecision | None

    @property
    def post(self) -> Post | None:
        """The position that it is about."""
        return self.hit.about if isinstance(self.hit.about, Post) else None

    @property
    def finding(self) -> FileFinding | None:
        """The finding of a file that it is about."""
        return self.hit.about if isinstance(self.hit.about, FileFinding) else None

    @property
    def name(self) -> str:
        """What it is about, by the name that the page shows."""
        about = self.hit.about
        if isinstance(about, Post):
            return about.key
        return about.name if isinstance(about, Unit) else about.code


def shown_hits(actor: Actor, found: Found, hits: Sequence[Hit]) -> list[ShownHit]:
    """The defects with their sources; two queries for every five hundred."""
    sources = _sources(actor, [hit.about for hit in hits if isinstance(hit.about, Post)])
    decisions = {hit.subject: decision for hit, decision in found.accepted}
    return [
        ShownHit(
            found.kind.label,
            hit,
            _team(found, hit),
            sources.get(hit.about.import_row_id or 0, Source()) if isinstance(hit.about, Post) else Source(),
            money_of(found.facts, hit),
            _proposal(found, hit),
            decisions.get(hit.subject),
        )
        for hit in hits
    ]


def _team(found: Found, hit: Hit) -> Unit | None:
    if isinstance(hit.about, Unit):
        return hit.about
    return found.facts.units_by_team.get(hit.about.team_id or 0) if isinstance(hit.about, Post) else None


def _proposal(found: Found, hit: Hit) -> str:
    """The manager that would be inferred, where that is a remedy of this kind."""
    if not isinstance(hit.about, Post) or found.kind.fix("infer") is None:
        return ""
    proposed = found.facts.proposals.get(hit.about.id)
    return f"{proposed[0].key}, who {proposed[1]}" if proposed else ""


def _sources(actor: Actor, posts: Sequence[Post]) -> dict[int, Source]:
    wanted = [post.import_row_id for post in posts if post.import_row_id]
    rows = [
        row
        for start in range(0, len(wanted), BATCH)
        for row in ImportRow.objects.visible_to(actor)
        .filter(pk__in=wanted[start : start + BATCH])
        .values_list("id", "import_of_id", "file_no", "sheet", "line")
    ]
    imports = {row[1] for row in rows}
    files = ImportFile.objects.visible_to(actor).filter(import_of__in=imports)
    names = {(one, no): name for one, no, name in files.values_list("import_of_id", "file_no", "upload__name")}
    return {pk: Source(names.get((of, no), f"file {no}"), sheet, line) for pk, of, no, sheet, line in rows}


def cells_of(row: ShownHit) -> list[Any]:
    """A row of a download; the columns are `HEADERS` and the cost."""
    title = row.post.title if row.post else ""
    team = row.team.name if row.team else ""
    reason = row.decision.reason if row.decision else ""
    place = [row.source.file, row.source.sheet, row.source.line]
    money = None if row.money is None else round(row.money)
    return [row.kind, row.name, title, team, row.hit.note, row.proposal, *place, row.hit.fte / FTE_UNIT, reason, money]


def money_header(actor: Actor) -> str:
    """What a column of money is called."""
    note = basis_of(actor).note
    return f"Yearly cost{f' {note}' if note else ''}, minor units"
