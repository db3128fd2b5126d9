"""What a ticket log's columns of statuses are together: the status, and what gives its class."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from core.imports.guess import Guess
from core.imports.profile import Profile
from core.imports.sources import Source
from core.imports.words import heading
from services.statuses import PAIR

FINER = frozenset(("sub status", "substatus", "sub state", "substate", "detailed status", "status detail"))
SURE = 0.9


def refined(found: Sequence[Guess], profiles: Sequence[Profile]) -> list[Guess]:
    """What columns of a log are together."""
    return with_door(finer_status(found, profiles))


def with_door(found: Sequence[Guess]) -> list[Guess]:
    """A column of channels says the origin of a ticket and, in its own words, the door by which it came in."""
    channel = next((guess for guess in found if guess.field == "origin"), None)
    if channel is None or len(channel.columns) > 1 or any(guess.field == "door" for guess in found):
        return list(found)
    said = replace(channel, field="door", confidence=SURE, why=f"“{channel.columns[0]}” names the channel itself")
    return [*found, said]


def finer_status(found: Sequence[Guess], profiles: Sequence[Profile]) -> list[Guess]:
    """Where there are two columns of statuses, the finer one is the status, and both together give its class."""
    status = next((guess for guess in found if guess.field == "status"), None)
    fine = next((one for one in profiles if heading(one.name) in FINER), None)
    taken = {name for guess in found for name in guess.columns}
    has_class = any(guess.field == "status_class" for guess in found)
    if status is None or fine is None or has_class or len(status.columns) > 1 or fine.name in taken:
        return list(found)
    coarse = next(one for one in profiles if one.name == status.columns[0])
    if fine.distinct < coarse.distinct:
        return list(found)
    both: Source = {"concat": [coarse.name, fine.name], "separator": PAIR}
    said = replace(
        status,
        columns=(fine.name,),
        confidence=max(status.confidence, SURE),
        why=f"finer than “{coarse.name}”",
        source={"column": fine.name},
    )
    others = [guess for guess in found if guess.field != "status"]
    return [*others, said, Guess("status_class", (coarse.name,), SURE, f"the class of each “{fine.name}”", both)]


def with_classes(columns: Mapping[str, Source]) -> dict[str, Source]:
    """A status whose class no column gives has it by its own words, which people then see and can change."""
    known = dict(columns)
    if "status" in known and "status_class" not in known and "constant" not in known["status"]:
        known["status_class"] = dict(known["status"])
    return known
