"""Which doors each group of customers uses, for pages that are about something else."""

from core.actor import Actor
from metrics.inputs.kept import Kept
from metrics.selectors.front_doors import FrontDoors
from metrics.selectors.handoffs import HandoffFilters
from metrics.selectors.log_columns import columns_of
from metrics.selectors.visible_logs import LOGS_KEPT, ReplayLog, replay_logs
from services.demand_facts import demand_facts
from services.facts import facts_of
from services.models import TicketDemand


def doors_in_use(actor: Actor) -> tuple[ReplayLog | None, dict[str, list[str]]]:
    """The newest log, and by customer group the doors that its tickets come through; no log where it names no door.

    A log is read only if it says anything of the kind; one query once that is known.
    """
    log = next(iter(replay_logs(actor)), None)
    found = _IN_USE.get((log.uid, log.segments), lambda: _doors_in_use(log)) if log else {}
    return (log, found) if found else (None, {})


def _doors_in_use(log: ReplayLog) -> dict[str, list[str]]:
    if not TicketDemand.objects.filter(segment__log=log.pk).exclude(door="").exists():
        return {}
    columns = columns_of(facts_of(log.pk, log.segments))
    found = FrontDoors(columns, demand_facts(log.pk, columns.facts), {}, (HandoffFilters(), "UTC"))
    return {row.key: row.doors for row in found.groups({}) if row.name}


_IN_USE = Kept[dict[str, list[str]]](LOGS_KEPT)
