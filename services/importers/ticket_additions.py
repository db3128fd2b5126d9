"""What a later import says of tickets that the log has already."""

from collections import deque

import numpy as np
import polars as pl

from core.columns import read_columns
from services.bulk import delete_rows, insert_rows
from services.importers.ticket_rows import Ints
from services.models import LogSegment, Ticket, TicketAddition
from services.ticket_attributes import ATTRIBUTES


def keep_additions(ids: Ints, said: pl.DataFrame, segment: LogSegment) -> None:
    """Keep what the segment says of known tickets (`ids`, with the attributes `said`) that is new; may start over.

    Nothing is new of a ticket that this segment itself brought, and of one of which no segment says anything else.
    """
    delete_rows(TicketAddition, "segment_id", segment.pk)
    before = _said_before(segment) if len(ids) else None
    if before is None or before.is_empty():
        return
    both = said.select(ATTRIBUTES).with_columns(ticket_id=pl.Series(ids)).join(before, on="ticket_id")
    says = [pl.col(name) != "" for name in ATTRIBUTES]
    other = [pl.col(name) != pl.col(f"{name}_before") for name in ATTRIBUTES]
    is_new = pl.any_horizontal(one & another for one, another in zip(says, other, strict=True))
    is_kept = is_new | (pl.any_horizontal(says) & pl.col("ticket_id").is_in(_with_additions(segment)))
    rows = both.filter(is_kept).select(pl.lit(segment.pk, pl.Int64).alias("segment_id"), "ticket_id", *ATTRIBUTES)
    deque(insert_rows(TicketAddition, len(rows), rows.slice), maxlen=0)


def _said_before(segment: LogSegment) -> pl.DataFrame:
    """What the segments that brought the log's other tickets said of them."""
    sql = (
        f"SELECT id, {', '.join(ATTRIBUTES)} FROM {Ticket._meta.db_table} "  # nosec B608
        "WHERE log_id = %s AND segment_id <> %s"
    )
    texts = {f"{name}_before": np.dtype(object) for name in ATTRIBUTES}
    columns = read_columns(sql, [segment.log_id, segment.pk], {"ticket_id": np.int64, **texts})
    return pl.DataFrame(columns, schema={"ticket_id": pl.Int64, **dict.fromkeys(texts, pl.String)})


def _with_additions(segment: LogSegment) -> list[int]:
    others = TicketAddition.objects.filter(segment__log_id=segment.log_id).exclude(segment=segment)
    return list(others.values_list("ticket_id", flat=True).distinct())
