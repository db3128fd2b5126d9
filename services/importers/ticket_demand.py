"""How tickets came in, as the rows of an import say it: door, customers, and how content they were."""

from collections import deque

import numpy as np
import polars as pl

from core.figures import plural
from services.bulk import insert_rows
from services.importers.ticket_coding import Coded
from services.importers.ticket_rows import Ints, LogRows, Order
from services.importers.ticket_tickets import latest_said
from services.models import LogSegment, TicketDemand
from services.satisfaction import likely_scale, scores
from services.ticket_attributes import DEMAND

SATISFACTION = "satisfaction"


def keep_demand(rows: LogRows, order: Order, ticket_ids: Ints, segment: LogSegment) -> None:
    """Write a row for each ticket of which the rows say anything; columns that are not mapped cost nothing."""
    said = {name: coded for name in (*DEMAND, SATISFACTION) if len((coded := rows.texts(name)).texts)}
    if not said:
        return
    ticket = rows.texts("ticket").places[order]
    latest = {name: latest_said(coded, ticket, order, len(ticket_ids)) for name, coded in said.items()}
    answers = scores_of(rows)
    columns = {name: latest.get(name, pl.repeat("", len(ticket_ids), eager=True)) for name in DEMAND}
    score = _by_text(said[SATISFACTION], answers, latest[SATISFACTION]) if SATISFACTION in said else None
    frame = pl.DataFrame({"ticket_id": ticket_ids, **columns}).with_columns(
        pl.lit(segment.pk, pl.Int64).alias("segment_id"),
        (pl.lit(None, pl.Float64) if score is None else score).alias(SATISFACTION),
    )
    says = pl.any_horizontal(*(pl.col(name) != "" for name in DEMAND), pl.col(SATISFACTION).is_not_null())
    kept = frame.filter(says).sort("ticket_id")
    deque(insert_rows(TicketDemand, len(kept), kept.slice), maxlen=0)


def scores_of(rows: LogRows) -> list[float | None]:
    """The score of each distinct answer, on the scale that a column states, else on the likely one."""
    return scores(rows.texts(SATISFACTION).texts.to_list(), scale_of(rows))


def scale_of(rows: LogRows) -> str:
    """The stated scale, else the likely one of the answers; "" where none is a number."""
    stated = rows.texts("satisfaction_scale").texts.to_list()
    return stated[0] if stated else likely_scale(rows.texts(SATISFACTION).texts.to_list())


def unreadable(rows: LogRows) -> np.typing.NDArray[np.bool_]:
    """Flag the rows whose answer is none on the scale."""
    is_unread = np.array([*(score is None for score in scores_of(rows)), False], np.bool_)
    return is_unread[rows.texts(SATISFACTION).places]


def scale_note(rows: LogRows) -> str:
    """On which scale answers are read where no column says it; "" where there is nothing to say."""
    said, scale = rows.texts(SATISFACTION), scale_of(rows)
    if not scale or len(rows.texts("satisfaction_scale").texts):
        return ""
    worst, best = scale.split("-")
    answers = plural(len(said.places) - said.nones, "row says", "rows say")
    return (
        f"{answers} how content somebody was, read on a scale from {worst} to {best}, the narrowest usual one that "
        "holds every number. If it is another, state it in the mapping as the scale of satisfaction."
    )


def _by_text(said: Coded, answers: list[float | None], latest: pl.Series) -> pl.Series:
    """The score of each ticket's last answer."""
    known: dict[str, float | None] = dict(zip(said.texts, answers, strict=True))
    return latest.replace_strict(known, default=None, return_dtype=pl.Float64)
