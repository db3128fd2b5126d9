"""The rows behind a comparison: every position that joined, left or changed, with both sides and their sources."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import polars as pl

from core.actor import Actor
from core.figures import fte, money_exact
from towers.models import Position
from towers.refresh.comparing import Compared
from towers.refresh.differences import FACTS, KINDS, NOW, Comparison
from towers.refresh.pairing import BY_HAND, BY_PERSON, BY_WORDS
from towers.refresh.renames import Proposal

JOINED, LEFT, CHANGED = "joined", "left", "changed"
HEADERS = ("What", "Reference before", "Reference now", "Title", "Team", "Fact", "Before", "Now")
SHOWN_AS = {"team": "team_name", "manager": "manager_key"}
PAIRED_BY = {
    BY_WORDS: "without a reference: paired by what the row says",
    BY_HAND: "confirmed to be the same post",
    BY_PERSON: "the same person in another post",
}
Row = dict[str, Any]


class Listed(NamedTuple):
    """A position in the list, by its rows in both baselines."""

    what: str
    before: int | None
    after: int | None


@dataclass(frozen=True, slots=True)
class Change:
    """One fact that is another one now, in words."""

    fact: str
    before: str
    now: str


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """A position on a page: what became of it, its rows in both baselines, its changes, and a note on the pairing."""

    what: str
    before: Position | None
    after: Position | None
    changes: list[Change]
    note: str = ""

    @property
    def shown(self) -> Position | None:
        """The row to speak of: the later one, of a leaver the earlier one."""
        return self.after or self.before


@dataclass(frozen=True, slots=True)
class ProposalRow:
    """Two positions that may be one post, how sure that is, and why."""

    before: Position
    after: Position
    score: float
    why: str


def listed(comparison: Comparison, kind: str = "") -> list[Listed]:
    """Who joined, who left, who changed (in this kind), each by reference."""
    found: list[Listed] = []
    if kind in ("", JOINED):
        found += [Listed(JOINED, None, pk) for pk in comparison.joined["id"].to_list()]
    if kind in ("", LEFT):
        found += [Listed(LEFT, pk, None) for pk in comparison.left["id"].to_list()]
    if kind not in (JOINED, LEFT):
        changed = comparison.changed.filter(pl.col(f"is_{kind}")) if kind else comparison.changed
        rows = changed.sort(f"key{NOW}").select("before", "after").rows()
        found += [Listed(CHANGED, before, after) for before, after in rows]
    return found


def positions_of(actor: Actor, places: Iterable[Listed], proposed: Iterable[Proposal] = ()) -> dict[int, Position]:
    """The positions behind rows and proposals, with team and source; one query."""
    wanted = {pk for place in places for pk in (place.before, place.after) if pk is not None}
    wanted |= {pk for one in proposed for pk in (one.before, one.after)}
    rows = Position.objects.visible_to(actor).select_related("team", "import_row__import_of")
    return rows.in_bulk(sorted(wanted))


def change_rows(
    found: Compared, places: Sequence[Listed], positions: dict[int, Position], currency: str
) -> list[ChangeRow]:
    """The rows of a page, in their order."""
    told = pairs_of(found, places)
    rows = []
    for what, before, after in places:
        sides = positions.get(before or 0), positions.get(after or 0)
        row = told.get(before) if what == CHANGED else None
        changes = list(_changes(row, currency)) if row else []
        rows.append(ChangeRow(what, *sides, changes, PAIRED_BY.get(row["by"], "") if row else ""))
    return rows


def pairs_of(found: Compared, places: Iterable[Listed]) -> dict[int | None, Row]:
    """The rows of `Comparison.pairs` behind those that changed, by the id of the earlier position."""
    wanted = [one.before for one in places if one.what == CHANGED]
    pairs = found.comparison.pairs.filter(pl.col("before").is_in(wanted))
    return {row["before"]: row for row in pairs.iter_rows(named=True)}


def proposal_rows(proposed: Iterable[Proposal], positions: dict[int, Position]) -> list[ProposalRow]:
    """Proposals with their positions."""
    return [ProposalRow(positions[one.before], positions[one.after], one.score, one.why) for one in proposed]


def table_rows(found: Compared, kind: str, currency: str) -> Iterator[list[str]]:
    """A row for each joiner and leaver and for each fact that changed; the columns are `HEADERS`."""
    comparison = found.comparison
    for what, side in ((JOINED, comparison.joined), (LEFT, comparison.left)):
        if kind in ("", what):
            for row in side.iter_rows(named=True):
                keys = ["", row["key"]] if what == JOINED else [row["key"], ""]
                yield [KINDS[what], *keys, row["title"], row["team_name"] or "", "", "", ""]
    if kind in (JOINED, LEFT):
        return
    changed = comparison.changed.filter(pl.col(f"is_{kind}")) if kind else comparison.changed
    for row in changed.sort(f"key{NOW}").iter_rows(named=True):
        of = [row["key"], row[f"key{NOW}"], row[f"title{NOW}"], row[f"team_name{NOW}"] or ""]
        for change in _changes(row, currency):
            yield ["Changed", *of, change.fact, change.before, change.now]


def raw_changes(row: Row) -> Iterator[tuple[str, str, Any, Any]]:
    """(fact, what it is called, before, now) of a row of pairs; FTE in 1/10,000, money in minor units."""
    for fact, label, _ in FACTS:
        if row.get(f"differs_{fact}"):
            name = SHOWN_AS.get(fact, fact)
            yield fact, label, row[name], row[f"{name}{NOW}"]


def _changes(row: Row, currency: str) -> Iterator[Change]:
    for fact, label, *values in raw_changes(row):
        before, now = (_written(fact, value, currency) for value in values)
        yield Change(label, before, now)


def _written(fact: str, value: Any, currency: str) -> str:
    if fact == "fte":
        return fte(value)
    if fact.startswith("cost"):
        return money_exact(value, currency)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value) if value not in (None, "") else "none"
