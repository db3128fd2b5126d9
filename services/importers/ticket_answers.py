"""The notes of a ticket log before it is confirmed: what is known, what is missing, what that makes impossible."""

import numpy as np
from django.db import connection

from core.figures import percent, plural
from core.models import Import
from services.importers.ticket_classes import Statuses, statuses_of
from services.importers.ticket_demand import scale_note
from services.importers.ticket_repeats import Repeats
from services.importers.ticket_rows import LogRows
from services.importers.ticket_tallies import tally
from services.log_answers import NEEDED_FOR, Known, too_many_for_sqlite, unanswered
from services.log_regions import SplitRegions, split_groups
from services.models import Status, TicketLog
from services.system_names import DEFAULT_RULE, is_system_by, machines_in_words
from towers.names import folded

Levels = dict[str, tuple[int, str]]
MACHINES = {"group": "group", "person": "user"}


def notes(import_of: Import, rows: LogRows, there: Repeats, group_levels: tuple[Levels, str]) -> list[str]:
    """Sentences about the accepted rows, of which some are in the log already."""
    levels, rule = group_levels
    statuses = statuses_of(rows)
    known = Known(
        has_history=rows.has_history,
        kinds=set(np.unique(statuses.kinds).tolist()),
        said={name for name in NEEDED_FOR if _is_said(rows, name)},
        has_people=_is_said(rows, "person"),
        has_levels=any(level for level, _ in levels.values()),
        has_regions=_is_said(rows, "region"),
        has_doors=_is_said(rows, "door"),
        without_group=rows.texts("group").nones,
        ties=rows.ties() if rows.has_history and rows.column("sequence") is None else 0,
    )
    told = [*_level_notes(levels, rule), *_class_notes(_classless(statuses))] if known.has_history else []
    told += filter(None, (_region_note(rows), _kept_classes(import_of, statuses)))
    events = there.events + len(rows) - there.rows
    told += filter(None, (_repeat_note(there, len(rows)),))
    more = (_machine_note(import_of, rows), scale_note(rows), too_many_for_sqlite(events, connection.vendor))
    return [*told, *unanswered(known), *filter(None, more)]


def _is_said(rows: LogRows, name: str) -> bool:
    return len(rows.texts(name).texts) > 0


def _level_notes(levels: Levels, rule: str) -> list[str]:
    if not rule:
        return []
    counts = [sum(level == wanted for level, _ in levels.values()) for wanted in (1, 2, 3, 0)]
    by = "a column" if rule == "column" else "the suffix of the name (none is level 1)"
    return [
        f"Levels come from {by}: {plural(counts[0], 'group')} of level 1, {counts[1]} of 2, {counts[2]} of 3, "
        f"{counts[3]} unknown. Correct them on the log's page."
    ]


def _classless(found: Statuses) -> list[str]:
    """Statuses that have no class in some row, sorted."""
    places = found.names.places[found.kinds == Status.Kind.UNKNOWN]
    return sorted(found.names.texts.gather(np.unique(places[places >= 0])).to_list())


def _class_notes(unknown: list[str]) -> list[str]:
    if not unknown:
        return []
    shown = ", ".join(f"“{name}”" for name in unknown[:5])
    have = plural(len(unknown), "status has", "statuses have")
    they = "it is" if len(unknown) == 1 else "they are"
    return [f"{have} no class yet ({shown}): say whether {they} queued, working or closed."]


def _region_note(rows: LogRows) -> str:
    return SplitRegions(split_groups(tally(rows.texts("group"), rows.texts("region")))).in_words


def _kept_classes(import_of: Import, statuses: Statuses) -> str:
    """Which statuses the log has in another class already, which they keep."""
    said = {folded(name): kind for name, kind in statuses.kind_of_name.items() if kind}
    known = Status.objects.filter(log__organisation_id=import_of.organisation_id, log__name=import_of.target_name)
    other = [
        f"“{row.name}” as {Status.Kind(row.kind).label.casefold()}"
        for row in known.exclude(kind=Status.Kind.UNKNOWN).order_by("name")
        if said.get(folded(row.name), row.kind) != row.kind
    ]
    if not other:
        return ""
    return f"The log keeps {', '.join(other[:5])}, other than here. Classes of its statuses change on the log's page."


def _machine_note(import_of: Import, rows: LogRows) -> str:
    """How much of the rows is by machines, by the rule of the log that they go into."""
    log = TicketLog.objects.filter(organisation_id=import_of.organisation_id, name=import_of.target_name).first()
    is_system = is_system_by(log.system_rule if log else DEFAULT_RULE)
    is_by_machine, parts = np.zeros(len(rows), np.bool_), {}
    for name, word in MACHINES.items():
        said = rows.texts(name)
        if name == "person" and import_of.organisation.is_person_free:
            continue  # they are pseudonyms already
        is_one = np.array([*map(is_system, said.texts), False], np.bool_)
        if is_one.any():
            parts[word] = int(is_one.sum())
            is_by_machine |= is_one[said.places]
    if not parts:
        return ""
    share = percent(np.count_nonzero(is_by_machine) / len(rows))
    they_count = "counts as a machine" if sum(parts.values()) == 1 else "count as machines"
    named = " and ".join(plural(count, word) for word, count in parts.items())
    return (
        f"By the log's rule {named} {they_count}, with {share} of the events. "
        f"{machines_in_words(parts.get('group', 0), parts.get('user', 0))} "
        "The rule can be changed on the log's page."
    )


def _repeat_note(there: Repeats, rows: int) -> str:
    if there.rows == rows:
        return "All events of these files are in the log already: the import adds none."
    if not there.rows:
        return ""
    repeated = plural(there.rows, "event of these files is", "events of these files are")
    return f"{repeated} in the log already: no event counts twice."
