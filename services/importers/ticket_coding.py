"""Texts of a log as places in the list of the distinct ones: a log says few things, and says them often."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

Places = npt.NDArray[np.int32]
NONE = -1


@dataclass(frozen=True, slots=True, eq=False)
class Coded:
    """A text per row: its place in `texts`, which are distinct and in the order in which they first occur; -1: none."""

    places: Places
    texts: pl.Series

    @property
    def nones(self) -> int:
        """Rows without a text."""
        return int(np.count_nonzero(self.places < 0))


def nothing(size: int) -> Coded:
    """No row has a text; takes no memory per row."""
    return Coded(np.broadcast_to(np.int32(NONE), size), pl.Series([], dtype=pl.String))


def coded(column: pl.Series, spelled: Callable[[pl.Series], pl.Series]) -> Coded:
    """Number the texts of a column; `spelled` says of the distinct ones how they are spelt, null for none.

    >>> found = coded(pl.Series(["b", " a", None, "b ", " "]), stripped)
    >>> found.places.tolist(), found.texts.to_list()
    ([0, 1, -1, 0, -1], ['b', 'a'])
    """
    if column.null_count() == len(column):
        return nothing(len(column))
    if not isinstance(column.dtype, pl.Categorical):
        column = column.cast(pl.Categorical(pl.Categories.random()))
    distinct = column.drop_nulls().unique(maintain_order=True)
    own = distinct.to_physical().to_numpy()
    spelling = spelled(distinct.cast(pl.String)).alias("text").to_frame()
    known = spelling.drop_nulls().unique(maintain_order=True).with_row_index("place")
    place = spelling.join(known, on="text", how="left", maintain_order="left")["place"].cast(pl.Int32).fill_null(NONE)
    lookup = np.full(int(own.max()) + 2, NONE, np.int32)
    lookup[own] = place.to_numpy()
    return Coded(lookup[column.to_physical().fill_null(len(lookup) - 1).to_numpy()], known["text"])


def stripped(texts: pl.Series) -> pl.Series:
    """Without spaces around; null where nothing is left."""
    return texts.str.strip_chars().replace("", None)


def tidied(texts: pl.Series) -> pl.Series:
    """Names that differ in case or spaces only, spelt as the first of them; null where nothing is left.

    >>> tidied(pl.Series(["G 1", "g  1 ", " "])).to_list()
    ['G 1', 'G 1', None]
    """
    first: dict[str, str] = {}
    names = (" ".join(text.split()) for text in texts)  # not cut: what is too long is refused, not merged
    return pl.Series([first.setdefault(name.casefold(), name) or None for name in names], dtype=pl.String)


def most_frequent(names: Coded, values: Coded) -> dict[str, str]:
    """The most frequent value of each name that has any; of equally frequent ones the first in alphabetical order."""
    pairs = pl.DataFrame({"name": names.places, "value": values.places})
    counted = pairs.filter((pl.col("name") >= 0) & (pl.col("value") >= 0)).group_by("name", "value").len()
    worded = counted.with_columns(name=names.texts.gather(counted["name"]), value=values.texts.gather(counted["value"]))
    ordered = worded.sort("len", "value", descending=[True, False])
    return dict(ordered.unique("name", keep="first", maintain_order=True).select("name", "value").iter_rows())
