"""The ticket log as the tool exports it: one line per change of a ticket, packed."""

import gzip

import numpy as np
import numpy.typing as npt

from sample.generator.catalogue import service_of_product
from sample.generator.channels import Channels
from sample.generator.clock import Ints, LocalClock
from sample.generator.demand import KINDS, LOG_TIME_ZONE, PRODUCTS, TOUCHES, Demand
from sample.generator.doors import Arrivals
from sample.generator.groups import Groups
from sample.generator.timeline import STATES, Events

HEADER = (
    "Number",
    "Updated at",
    "Assignment group",
    "Assigned to",
    "State",
    "Priority",
    "Product",
    "Service",
    "Type",
    "Origin",
    "Touch",
    "Fault",
    "Front door",
    "Customer group",
    "Satisfaction",
    "Sequence",
)
_PREFIXES = ("INC", "REQ", "CHG", "PRB")
_FIRST_NUMBER = 1_200_001
_COMPRESSION = 6  # the file is 5 % larger than at 9, and written three times as fast
Texts = npt.NDArray[np.str_]


def log_file(
    tickets: Demand, noted: Channels, came: Arrivals, events: Events, groups: Groups, rng: np.random.Generator
) -> bytes:
    """Return the gzip file, lines by ticket in order of opening. No cell needs quoting."""
    of_ticket = [column[events.ticket].tolist() for column in _ticket_columns(tickets, noted, came)]
    columns = [
        _iso_texts(events.at_s).tolist(),
        np.array([*groups.names, ""])[events.group].tolist(),
        _pseudonyms(groups, rng)[events.person].tolist(),
        np.array(STATES)[events.state].tolist(),
        events.sequence.astype(str).tolist(),
    ]
    number, *attributes = of_ticket
    *changing, sequence = columns
    lines = map(",".join, zip(number, *changing, *attributes, sequence, strict=True))
    text = "\n".join((",".join(HEADER), *lines, ""))
    return gzip.compress(text.encode(), compresslevel=_COMPRESSION, mtime=0)


def ticket_numbers(tickets: Demand) -> Texts:
    """Return what the tool calls each ticket."""
    numbers = np.arange(_FIRST_NUMBER, _FIRST_NUMBER + len(tickets.kind)).astype(str)
    return np.char.add(np.array(_PREFIXES)[tickets.kind], numbers)


def _ticket_columns(tickets: Demand, noted: Channels, came: Arrivals) -> tuple[Texts, ...]:
    service_of = service_of_product()
    return (
        ticket_numbers(tickets),
        np.array(["P1", "P2", "P3", "P4"])[tickets.priority - 1],
        np.array(PRODUCTS)[tickets.product],
        np.array([service_of[product] for product in PRODUCTS])[tickets.product],
        np.array(KINDS)[tickets.kind],
        noted.origin,
        np.array(TOUCHES)[tickets.touch],
        noted.fault,
        came.door,
        came.customer,
        came.satisfaction,
    )


def _iso_texts(at_s: Ints) -> Texts:
    """Return local time of head office with its offset.

    >>> _iso_texts(np.array([1_751_328_000])).tolist()
    ['2025-07-01T02:00:00+02:00']
    """
    offset_s = LocalClock(LOG_TIME_ZONE).offset_s(at_s)
    local = np.datetime_as_string((at_s + offset_s).astype("datetime64[s]"))
    return np.char.add(local, np.where(offset_s == 7_200, "+02:00", "+01:00"))


def _pseudonyms(groups: Groups, rng: np.random.Generator) -> Texts:
    """Return a name for each person of each group, and last the empty one; unrelated to Position IDs."""
    numbers = rng.permutation(np.arange(1_000, 9_999))[: int(groups.persons.sum())]
    return np.concatenate((np.char.add("U", numbers.astype(str)), [""]))
