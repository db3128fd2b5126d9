"""Levels of groups and classes of statuses, from their columns or by rule."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from services.importers.ticket_coding import Coded, most_frequent
from services.importers.ticket_fields import STATUS_CLASSES
from services.importers.ticket_rows import LogRows
from services.levels import UNKNOWN_LEVEL, level_by_suffix, level_of, level_suffix
from services.models import Status
from services.statuses import KIND_BY_NAME, kind_of
from towers.names import folded

KINDS = len(Status.Kind)


@dataclass(frozen=True, slots=True, eq=False)
class Statuses:
    """The status of each row and its class (of `Status.Kind`, 0 unknown), and the class of each status."""

    names: Coded
    kinds: npt.NDArray[np.int8]
    kind_of_name: dict[str, Status.Kind]


def statuses_of(rows: LogRows) -> Statuses:
    """A row's class is the mapped one, else that of its status's name; a row without a status has its class as one.

    The class of a status is the most frequent of its rows; of equally frequent ones the first in alphabetical order.
    """
    names, classes = rows.texts("status"), rows.texts("status_class")
    by_name = _lookup([kind_of(name) for name in names.texts])
    kinds = by_name[names.places]
    if len(classes.texts):
        stated = _lookup([KIND_BY_NAME[name] for name in classes.texts])[classes.places]
        kinds = np.where(stated > 0, stated, kinds)
        names = _named_by_class(names, classes)
    return Statuses(names, kinds, _most_frequent_kinds(names, kinds))


def group_levels(rows: LogRows) -> tuple[dict[str, tuple[int, str]], str]:
    """Level and its wording per group, and the rule that gave them: column, suffix or nothing."""
    groups, stated = rows.texts("group"), rows.texts("level")
    names = groups.texts.to_list()
    if len(stated.texts):
        worded = most_frequent(groups, stated)
        return {name: (level_of(worded.get(name, "")), worded.get(name, "")) for name in names}, "column"
    rules = rows.texts("level_rule").texts.to_list()
    has_suffix = any(level_suffix(name) for name in names)
    if "suffix" in rules or (has_suffix and "none" not in rules):
        return {name: (level_by_suffix(name), level_suffix(name)) for name in names}, "suffix"
    return dict.fromkeys(names, (UNKNOWN_LEVEL, "")), ""


def _lookup(kinds: list[Status.Kind]) -> npt.NDArray[np.int8]:
    """The class by place; the last entry, which -1 finds, is the unknown one."""
    return np.array([*kinds, Status.Kind.UNKNOWN], np.int8)


def _named_by_class(names: Coded, classes: Coded) -> Coded:
    """The statuses, where a row has none the name of its class."""
    texts = names.texts.to_list()
    known = {folded(name): place for place, name in enumerate(texts)}
    place = np.full(len(classes.texts) + 1, -1, np.int32)
    used = np.unique(classes.places[names.places < 0])
    for used_class in used[used >= 0].tolist():
        name = classes.texts[used_class]
        place[used_class] = known.setdefault(folded(name), len(texts))
        texts += [name] if place[used_class] == len(texts) else []
    return Coded(np.where(names.places < 0, place[classes.places], names.places), pl.Series(texts, dtype=pl.String))


def _most_frequent_kinds(names: Coded, kinds: npt.NDArray[np.int8]) -> dict[str, Status.Kind]:
    alphabetical = sorted(range(1, KINDS), key=lambda kind: STATUS_CLASSES[kind - 1])
    named = names.places >= 0
    cells = names.places[named].astype(np.int64) * KINDS + kinds[named]
    counts = np.bincount(cells, minlength=len(names.texts) * KINDS).reshape(len(names.texts), KINDS)[:, alphabetical]
    best = np.where(counts.any(axis=1), np.array(alphabetical)[counts.argmax(axis=1)], 0)
    return {name: Status.Kind(int(kind)) for name, kind in zip(names.texts, best, strict=True)}
