"""Which position of a later baseline is which of an earlier one. Pure: frames in, frames out.

Positions are the same by their reference; of a reference that is used several times, rows that say the same come first,
then the others in their order. Rows without a reference are the same by what they say. What is left on both sides is
one person in another post where both name the same person.
"""

from collections.abc import Iterable, Sequence

import polars as pl

PLACE = "row:"  # begins the key of a row that its source gave none
SAID: tuple[str, ...] = (
    *("title", "team", "grade", "manager_ref", "person_ref", "location", "profession"),
    *("fte", "heads", "is_aggregate", "status", "employment"),
)
# Ever less of what a row without a reference says has to agree.
LIKE: tuple[tuple[str, ...], ...] = (
    SAID,
    ("title", "team", "grade", "manager_ref"),
    ("title", "team", "grade"),
    ("title", "team", "manager_ref"),
)
BY_REFERENCE, BY_WORDS, BY_HAND, BY_PERSON = "reference", "words", "hand", "person"
PAIRS = {"before": pl.Int64, "after": pl.Int64, "by": pl.String}
Links = Iterable[tuple[int, int]]


def paired(before: pl.DataFrame, after: pl.DataFrame, by_hand: Links = ()) -> pl.DataFrame:
    """The pairs as `before` and `after` (ids) and `by`: reference, words, hand or person; each id at most once.

    >>> said = dict.fromkeys(SAID, "") | {"title": "Engineer"}
    >>> old = pl.DataFrame([{"id": 1, "key": "A"} | said, {"id": 2, "key": "row:1:3"} | said])
    >>> new = pl.DataFrame([{"id": 8, "key": "row:1:2"} | said, {"id": 9, "key": "A"} | said])
    >>> paired(old, new).rows()
    [(1, 9, 'reference'), (2, 8, 'words')]
    """
    known = {
        side: frame.with_columns(has_key=~pl.col("key").str.starts_with(PLACE))
        for side, frame in (("before", before), ("after", after))
    }
    pairing = _Pairing(known["before"], known["after"])
    pairing.add(_linked(known["before"], known["after"], by_hand), BY_HAND)
    pairing.match(("key", *SAID), BY_REFERENCE, pl.col("has_key"))
    pairing.match(("key",), BY_REFERENCE, pl.col("has_key"))
    for on in LIKE:
        pairing.match(on, BY_WORDS, ~pl.col("has_key"))
    one_post = (pl.col("person_ref") != "") & (pl.len().over("person_ref") == 1)
    pairing.match(("person_ref",), BY_PERSON, one_post)
    return pairing.found


def _linked(before: pl.DataFrame, after: pl.DataFrame, links: Links) -> pl.DataFrame:
    rows = pl.DataFrame(list(links), schema=["before", "after"], orient="row").cast(pl.Int64)
    rows = rows.join(before, left_on="before", right_on="id", how="semi")
    return rows.join(after, left_on="after", right_on="id", how="semi")


class _Pairing:
    """What is paired so far, and what is left on both sides."""

    def __init__(self, before: pl.DataFrame, after: pl.DataFrame) -> None:
        self.before, self.after = before, after
        self.found = pl.DataFrame(schema=PAIRS)

    def match(self, on: Sequence[str], by: str, of: pl.Expr) -> None:
        """Pair rows that agree in the columns `on`: the first with the first, the second with the second."""
        if self.before.is_empty() or self.after.is_empty():
            return
        number = pl.int_range(pl.len()).over(on).alias("_number")
        sides = [side.filter(of).select("id", *on).with_columns(number) for side in (self.before, self.after)]
        rows = sides[0].join(sides[1], on=[*on, "_number"], nulls_equal=True, suffix="_after", maintain_order="left")
        self.add(rows.select(before="id", after="id_after"), by)

    def add(self, rows: pl.DataFrame, by: str) -> None:
        """Keep the pairs and take them out of what is left."""
        if rows.is_empty():
            return
        self.found = pl.concat([self.found, rows.with_columns(by=pl.lit(by))])
        self.before = self.before.join(rows, left_on="id", right_on="before", how="anti")
        self.after = self.after.join(rows, left_on="id", right_on="after", how="anti")
