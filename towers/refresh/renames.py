"""Which leaver and joiner may be one post whose reference has changed: proposed, never taken for granted. Pure."""

from dataclasses import dataclass

import polars as pl

from towers.refresh.differences import Comparison
from towers.refresh.pairing import BY_PERSON, PLACE

LEAST = 0.7
MOST_ALIKE = 40  # of more posts with one title in one team nothing tells which is which
MOST_SHOWN = 100
WEIGHTS = (("manager", "same manager", 0.25), ("grade", "same grade", 0.15), ("fte", "same FTE", 0.10))
SAME_WORDS = 0.5
UNKNOWN = 0.5  # of a weight, for what neither side says


@dataclass(frozen=True, slots=True)
class Proposal:
    """Two positions (ids) that may be one post, how sure that is (0 to 1), and why."""

    before: int
    after: int
    score: float
    why: str


def proposals(comparison: Comparison) -> list[Proposal]:
    """The likeliest pairs of a leaver and a joiner of one team with one title, each post at most once, surest first.

    score = 0.5 + 0.25 (same manager) + 0.15 (same grade) + 0.10 (same FTE); from 0.7 on. What neither side states of
    manager or grade counts half.
    """
    left, joined = (_candidates(side) for side in (comparison.left, comparison.joined))
    posts = comparison.pairs.filter(pl.col("by") != BY_PERSON).select(manager="before", manager_then="after")
    left = left.join(posts, on="manager", how="left")
    both = left.join(joined, on=["team", "_title"], suffix="_now")
    neither_led = pl.col("manager").is_null() & pl.col("manager_now").is_null()
    both = both.with_columns(
        same_manager=_agrees(pl.col("manager_then") == pl.col("manager_now"), neither_led),
        same_grade=_agrees(
            pl.col("grade") == pl.col("grade_now"), (pl.col("grade") == "") & (pl.col("grade_now") == "")
        ),
        same_fte=_agrees(pl.col("fte") == pl.col("fte_now"), pl.lit(value=False)),
    )
    score = pl.sum_horizontal(pl.col(f"same_{name}") * weight for name, _, weight in WEIGHTS)
    both = both.with_columns(score=score + SAME_WORDS).filter(pl.col("score") >= LEAST - 1e-9)
    return _each_once(both.sort(["score", "key", "key_now"], descending=[True, False, False]))


def _agrees(is_same: pl.Expr, is_unknown: pl.Expr) -> pl.Expr:
    return pl.when(is_unknown).then(UNKNOWN).otherwise(is_same.fill_null(value=False).cast(pl.Float64))


def _candidates(side: pl.DataFrame) -> pl.DataFrame:
    named = side.filter(~pl.col("key").str.starts_with(PLACE) & pl.col("team").is_not_null())
    named = named.with_columns(_title=pl.col("title").str.to_lowercase())
    few = pl.len().over("team", "_title") <= MOST_ALIKE
    return named.filter(few).select("id", "key", "team", "_title", "manager", "grade", "fte")


def _each_once(rows: pl.DataFrame) -> list[Proposal]:
    taken: set[tuple[str, int]] = set()
    found = []
    for row in rows.iter_rows(named=True):
        ends = {("before", row["id"]), ("after", row["id_now"])}
        if not ends & taken:
            taken |= ends
            why = ["same team and title", *(words for name, words, _ in WEIGHTS if row[f"same_{name}"] == 1)]
            found.append(Proposal(row["id"], row["id_now"], row["score"], ", ".join(why)))
    return found
