"""What a computation takes, as a text that gives exactly the same again: canonical JSON, full digits, no pickles.

A run computes from what it has read back from this text, so that nothing beside it can have a part in the digits.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from dataclasses import fields
from typing import Any
from uuid import UUID

import numpy as np

from metrics.assumptions.effective import EffectiveAssumption
from metrics.computations import saving_inputs as columns
from metrics.computations.handoffs import PairCounts
from metrics.computations.replay import Flows, UnitShares
from metrics.computations.timing import Wave
from metrics.inputs.efforts import EffortRows
from metrics.inputs.replay_evidence import ReplayEvidence
from metrics.inputs.saving_evidence import SavingEvidence
from metrics.inputs.saving_inputs import SavingRows
from metrics.inputs.staff import Staff
from metrics.inputs.ticket_load import TicketLoad
from towers.models import Activity, Region

TAG = "is"
RECORDS: dict[str, Any] = {
    record.__name__: record
    for record in (
        SavingEvidence,
        SavingRows,
        columns.SavingInputs,
        columns.Teams,
        columns.Activities,
        columns.Efforts,
        columns.Placements,
        columns.Design,
        columns.Positions,
        Wave,
        Staff,
        EffortRows,
        TicketLoad,
        EffectiveAssumption,
        ReplayEvidence,
        Flows,
        PairCounts,
        UnitShares,
    )
}
# Rows of tables, by the columns that a computation reads of them.
ROWS: dict[str, tuple[Any, tuple[str, ...]]] = {
    "Activity": (
        Activity,
        ("id", "uid", "name", "function_code", "is_shareable", "is_ticket_driven", "value_class", "scale_class"),
    ),
    "Region": (Region, ("id", "uid", "name")),
}


def canonical(value: Any) -> str:
    """The one way to write plain values: keys in order, no spaces; a number that is none is refused (ValueError).

    >>> canonical({"b": 0.1, "a": [1, None]})
    '{"a":[1,null],"b":0.1}'
    """
    return json.dumps(value, sort_keys=True, separators=(",", ":"), allow_nan=False, ensure_ascii=False)


def frozen_text(value: Any) -> str:
    """Records, arrays and rows as text. Raises TypeError for a kind of thing that `thawed` would not know.

    >>> frozen_text({(1, 2): 0.5})
    '{"is":"map","of":[[{"is":"tuple","of":[1,2]},0.5]]}'
    """
    return canonical(_plain(value))


def thawed(text: str) -> Any:
    """What `frozen_text` was given; arrays lie row by row.

    >>> thawed(frozen_text({(1, 2): float("nan")}))
    {(1, 2): nan}
    """
    return _whole(json.loads(text))


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, np.generic):
        return _plain(value.item())
    if isinstance(value, int):
        return int(value)
    if isinstance(value, str):
        return str(value)
    if isinstance(value, float):
        return {TAG: "nan"} if math.isnan(value) else value
    if isinstance(value, np.ndarray):
        return _plain_array(value)
    if isinstance(value, list):
        return [_plain(one) for one in value]
    if isinstance(value, tuple):
        return {TAG: "tuple", "of": [_plain(one) for one in value]}
    if isinstance(value, dict):  # as pairs: the order decides the order of sums
        return {TAG: "map", "of": [[_plain(key), _plain(one)] for key, one in value.items()]}
    return _plain_record(value)


def _plain_array(array: np.ndarray[Any, Any]) -> dict[str, Any]:
    flat = array.ravel().tolist()
    if array.dtype.kind == "f":
        flat = [None if math.isnan(one) else one for one in flat]
    return {TAG: "array", "type": array.dtype.str, "shape": list(array.shape), "of": flat}


def _plain_record(value: Any) -> dict[str, Any]:
    name = type(value).__name__
    if name in ROWS and isinstance(value, ROWS[name][0]):
        return {TAG: name, **{column: _cell(getattr(value, column)) for column in ROWS[name][1]}}
    if RECORDS.get(name) is not type(value):
        raise TypeError(f"{name} cannot be frozen; list it among the records.")
    return {TAG: name, **{one.name: _plain(getattr(value, one.name)) for one in fields(value)}}


def _cell(value: Any) -> Any:
    return str(value) if isinstance(value, UUID) else _plain(value)


def _whole(value: Any) -> Any:
    if isinstance(value, list):
        return [_whole(one) for one in value]
    if not isinstance(value, dict):
        return value
    kind = value[TAG]
    if kind in SHAPES:
        return SHAPES[kind](value)
    held = {name: _whole(one) for name, one in value.items() if name != TAG}
    if kind in ROWS:
        return ROWS[kind][0](**{**held, "uid": UUID(held["uid"])})
    return RECORDS[kind](**held)


def _whole_array(value: dict[str, Any]) -> np.ndarray[Any, Any]:
    kind = np.dtype(value["type"])
    flat = [math.nan if one is None else one for one in value["of"]] if kind.kind == "f" else value["of"]
    return np.array(flat, kind).reshape(value["shape"])


SHAPES: dict[str, Callable[[dict[str, Any]], Any]] = {
    "nan": lambda value: math.nan,
    "tuple": lambda value: tuple(_whole(one) for one in value["of"]),
    "map": lambda value: {_whole(key): _whole(one) for key, one in value["of"]},
    "array": _whole_array,
}
