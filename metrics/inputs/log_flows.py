"""The flows of a log between its groups: counted once, kept as a file named by the log's segments, and per process.

A structural replay needs nothing else of a log, so a scenario is replayed without reading an event.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID, uuid4
from zipfile import BadZipFile

import numpy as np
from django.conf import settings

from metrics.computations.columns import EventColumns, Ints
from metrics.computations.handoffs import PairCounts
from metrics.computations.replay import Flows, flows
from metrics.inputs.kept import Kept
from services.facts import log_facts, ready_segments

LOGS_KEPT = 64
FOLDER = "flows"
_PAIRS = ("sender", "receiver", "count")


@dataclass(frozen=True, eq=False)
class LogFlows:
    """Flows whose holders are places in `group_ids`, as in `LogFacts`; `without_group`: events that name no group."""

    group_ids: Ints
    flows: Flows
    without_group: int


_KEPT = Kept[LogFlows](LOGS_KEPT)


def log_flows(log_id: int, segments: Sequence[UUID] | None = None) -> LogFlows:
    """The flows of the visible segments (named by the uids of `ready_segments`, where they are known already); the
    caller has decided that the actor may see the log.
    """
    key = (log_id, *(ready_segments(log_id)[1] if segments is None else segments))
    return _KEPT.get(key, lambda: _read(log_id, settings.DATA_DIR / FOLDER / f"{_name(key)}.npz"))


def _name(key: tuple[object, ...]) -> str:
    return hashlib.sha256(" ".join(map(str, key)).encode()).hexdigest()


def _read(log_id: int, path: Path) -> LogFlows:
    if known := _stored(path):
        return known
    facts = log_facts(log_id)
    events = EventColumns(facts.ticket, facts.at, facts.group, facts.person, facts.status)
    found = LogFlows(facts.group_ids, flows(events), events.without_group)
    _store(found, path)
    return found


def _stored(path: Path) -> LogFlows | None:
    """What the file holds; None where there is none, or none that can be read: it is counted again."""
    try:
        with np.load(path, allow_pickle=False) as kept:
            across, inside = (PairCounts(*(kept[f"{name}_{side}"] for side in _PAIRS)) for name in ("across", "inside"))
            counted = Flows(across, inside, kept["holder"], kept["events"])
            return LogFlows(kept["group_ids"], counted, int(kept["without_group"]))
    except (OSError, ValueError, KeyError, EOFError, BadZipFile, zlib.error):
        return None


def _store(found: LogFlows, path: Path) -> None:
    """Written under a name of its own and renamed, so that nobody reads half a file."""
    pairs = {"across": found.flows.across, "inside": found.flows.inside}
    columns = {f"{name}_{side}": getattr(counts, side) for name, counts in pairs.items() for side in _PAIRS}
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(f".{uuid4().hex}.part")
    with part.open("wb") as file:
        np.savez_compressed(
            file,
            group_ids=found.group_ids,
            holder=found.flows.holder,
            events=found.flows.events,
            without_group=np.int64(found.without_group),
            **columns,
        )
    part.replace(path)
