"""How the tickets of a log came in, as columns beside those of its events; kept as long as they are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np
import numpy.typing as npt
import polars as pl

from core.columns import Arrays, read_columns
from services.facts import Coded, Ints, LogFacts, ready_segments
from services.models import TicketDemand
from services.ticket_attributes import DEMAND
from towers.names import folded

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class DemandFacts:
    """One row per ticket of `LogFacts.ticket_ids`: door and customers ("" unknown), satisfaction 0 to 100 (nan none).

    Texts that differ in case or spaces only are one, spelt as most tickets have it.
    """

    door: Coded
    customer: Coded
    satisfaction: Floats

    @property
    def has_doors(self) -> bool:
        """Whether any ticket says by which door it came in."""
        return any(self.door.labels)


_READ: WeakKeyDictionary[LogFacts, DemandFacts] = WeakKeyDictionary()


def demand_facts(log_id: int, facts: LogFacts) -> DemandFacts:
    """Of a log whose columns were read; two queries the first time, none later."""
    if facts not in _READ:
        _READ[facts] = _read(facts, ready_segments(log_id)[0])
    return _READ[facts]


def _read(facts: LogFacts, segments: list[int]) -> DemandFacts:
    said = _rows(segments)
    size = len(facts.ticket_ids)
    place = np.minimum(np.searchsorted(facts.ticket_ids, said["ticket"]), max(size - 1, 0))
    is_known = facts.ticket_ids[place] == said["ticket"] if size else np.zeros(len(place), np.bool_)
    texts = {name: _latest(said[name][is_known], place[is_known], size) for name in DEMAND}
    score = np.full(size, np.nan)
    answered = is_known & ~np.isnan(said["satisfaction"])
    score[place[answered]] = said["satisfaction"][answered]  # of several, the last one is kept
    return DemandFacts(_as_one(texts["door"]), _as_one(texts["customer"]), score)


def _rows(segments: list[int]) -> Arrays:
    """What the segments say, the later ones last."""
    dtypes: dict[str, npt.DTypeLike] = {"ticket": np.int64, **dict.fromkeys(DEMAND, np.dtype(object))}
    dtypes["satisfaction"] = np.float64
    if not segments:
        return {name: np.empty(0, dtype) for name, dtype in dtypes.items()}
    wanted = f"segment_id IN ({', '.join(['%s'] * len(segments))}) ORDER BY segment_id, id"
    table = TicketDemand._meta.db_table
    sql = f"SELECT ticket_id, {', '.join(DEMAND)}, satisfaction FROM {table} WHERE {wanted}"  # nosec B608
    return read_columns(sql, segments, dtypes)


def _latest(said: npt.NDArray[Any], place: Ints, size: int) -> npt.NDArray[Any]:
    """The last text of each ticket that is not empty."""
    texts = np.full(size, "", object)
    says = said != ""
    texts[place[says]] = said[says]
    return texts


def _as_one(texts: npt.NDArray[Any]) -> Coded:
    """Coded by the folded text; a label is the spelling that most tickets have, of equals the first by the alphabet.

    >>> one = _as_one(np.array(["Phone", "phone ", "Phone", "", "Web"], object))
    >>> one.labels, one.codes.tolist()
    (['', 'Phone', 'Web'], [1, 1, 1, 0, 2])
    """
    if not len(texts):
        return Coded(np.empty(0, np.int64), [])
    counted = pl.Series("text", texts, dtype=pl.String).value_counts().sort("count", "text", descending=[True, False])
    key_of = {text: folded(text) for text in counted["text"]}
    label_of: dict[str, str] = {}
    for text in counted["text"]:
        label_of.setdefault(key_of[text], " ".join(text.split()))
    keys = sorted(label_of)
    number = {key: place for place, key in enumerate(keys)}
    code = {text: number[key] for text, key in key_of.items()}
    codes = pl.Series(texts, dtype=pl.String).replace_strict(code, return_dtype=pl.Int64)
    return Coded(codes.to_numpy(), [label_of[key] for key in keys])
