"""Reads the sample's files as plain rows, and walks tickets in plain loops: slow, obvious, independent."""

import csv
import gzip
import io
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import datetime
from itertools import pairwise

from sample.generator import SampleFiles

Row = dict[str, str]


def rows_of(content: bytes) -> list[Row]:
    return list(csv.DictReader(io.StringIO(content.decode())))


def events_by_ticket(files: SampleFiles) -> dict[str, list[Row]]:
    tickets: dict[str, list[Row]] = defaultdict(list)
    for row in rows_of(gzip.decompress(files.tickets_csv_gz)):
        tickets[row["Number"]].append(row)
    return dict(tickets)


def collapsed_groups(events: list[Row]) -> list[str]:
    """Return the groups in order, events without one left out first, equal neighbours merged."""
    groups = [event["Assignment group"] for event in events if event["Assignment group"]]
    return groups[:1] + [b for a, b in pairwise(groups) if a != b]


def is_ping_pong(groups: list[str]) -> bool:
    return any(first == third for first, third in zip(groups, groups[2:], strict=False))


def level_of(group: str, level_of_suffix: Mapping[str, int]) -> int:
    return next((level for suffix, level in level_of_suffix.items() if group.strip().endswith(suffix)), 0)


def queue_hours(events: list[Row], meaning_of_state: Mapping[str, str]) -> Iterator[tuple[str, float]]:
    """Yield (group, hours) for every stay that began in a queue and was worked on."""
    entered: datetime | None = None
    group = ""
    for event in events:
        if event["Assignment group"] != group:
            group, entered = event["Assignment group"], datetime.fromisoformat(event["Updated at"])
        if entered is not None and meaning_of_state[event["State"]] in ("working", "closed"):
            yield group, (datetime.fromisoformat(event["Updated at"]) - entered).total_seconds() / 3600
            entered = None
