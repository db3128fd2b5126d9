"""One ticket with its path: as swim lanes, as a table, and what its time was."""

from collections.abc import Sequence
from typing import Any

from core.figures import duration, plural
from core.views.base import Table, TablePage
from services import selectors
from services.clock_selectors import ticket_clocks
from services.clock_words import clocks_sentence
from services.clocks import NamedClocks
from services.demand_selectors import came_by
from services.models import Ticket, TicketLog
from services.selectors import Step
from services.ticket_lanes import KINDS, WORDS, Event, lasts_of, open_time, ticket_lanes
from services.ticket_way import ticket_way
from services.views.today import zone_of

HOUR_US = 3_600_000_000
HEADERS = ("Time (UTC)", "Group", "Level", "Status", "Handoff", "Lasts (s)", "Since the event before (s)")
LEAST_DRAWN = 640  # a block of no length still has a place: one part of so many


class TicketDetail(TablePage):
    """One ticket: its whole path, people hidden."""

    template_name = "services/ticket.html"
    section = "ticket-logs"

    def ticket(self) -> tuple[TicketLog, Ticket]:
        """The log and the ticket of the address."""
        log = selectors.log_of(self.actor, self.kwargs["uid"])
        return log, selectors.ticket_of(self.actor, log, self.request.GET.get("key", ""))

    def table(self, wanted: str) -> Table:
        """The path."""
        log, ticket = self.ticket()
        steps = selectors.ticket_path(log, ticket)
        events, (clocks, _) = _events(steps), _clocks(log, steps)
        elapsed, worked = _seconds(lasts_of(events)), _seconds(lasts_of(events, clocks)) if clocks else None
        cells = [
            [
                *(s.at.isoformat(), s.group, s.level or None, s.status, "yes" if s.is_handoff else "no"),
                *(lasts, s.since_seconds),
            ]
            for s, lasts in zip(steps, elapsed, strict=True)
        ]
        headers = list(HEADERS)
        if worked:
            headers.append("Lasts in working hours (s)")
            cells = [[*cell, lasts] for cell, lasts in zip(cells, worked, strict=True)]
        return Table(f"Ticket {ticket.key}", headers, cells)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The ticket, its lanes and its events."""
        log, ticket = self.ticket()
        steps = selectors.ticket_path(log, ticket)
        events, (clocks, hours_sentence) = _events(steps), _clocks(log, steps)
        lasting = [*lasts_of(events), None]
        worked = [*lasts_of(events, clocks), None] if clocks else [None] * len(steps)
        held = [(step.group, step.team) for step in steps if step.group and not step.is_machine]
        way = ticket_way(held, sum(step.is_handoff for step in steps))
        totals = _totals(events, clocks)
        length = events[-1][0] - events[0][0]
        zone = zone_of(self.request)
        door, customer = came_by(ticket)
        return super().get_context_data(
            log=log,
            ticket=ticket,
            door=door,
            customer=customer,
            steps=[
                {"step": step, "kind": KINDS[step.kind], "lasts": lasts, "worked": on_calendar}
                | {"at": step.at.astimezone(zone)}
                for step, lasts, on_calendar in zip(steps, lasting, worked, strict=True)
            ],
            lanes=_lanes(
                events,
                {step.group for step in steps if step.is_machine},
                _summary(ticket, events, totals, way.handoffs),
            ),
            first=steps[0].at.astimezone(zone),
            last=steps[-1].at.astimezone(zone),
            zone=zone.key,
            has_group=way.groups > 0,
            totals=totals,
            hours_sentence=hours_sentence,
            way=way,
            length=length,
            worked_share=_worked_share(totals),
            **kwargs,
        )


def _events(steps: Sequence[Step]) -> list[Event]:
    return [(step.at_us, step.group, step.kind) for step in steps]


def _clocks(log: TicketLog, steps: Sequence[Step]) -> tuple[NamedClocks | None, str]:
    """The clocks of the ticket's groups, and whose hours they are; none where the log has no working hours."""
    found = ticket_clocks(log, (step.group for step in steps if step.group))
    return (found[0], clocks_sentence(found[0].clocks, found[1])) if found else (None, "")


def _seconds(lasting: Sequence[int]) -> list[float | None]:
    return [*(lasts / 1_000_000 for lasts in lasting), None]


def _totals(events: Sequence[Event], clocks: NamedClocks | None) -> list[dict[str, Any]]:
    """What the ticket's time was, elapsed and in working hours; shares are of open time."""
    elapsed, worked = open_time(events), open_time(events, clocks) if clocks else {}
    whole = sum(lasted for kind, lasted in elapsed.items() if kind != "closed")
    return [
        {
            "kind": kind,
            "label": WORDS[kind],
            "us": lasted,
            "share": None if kind == "closed" else lasted / whole,
            "worked": worked.get(kind, 0),
        }
        for kind, lasted in elapsed.items()
    ]


def _worked_share(totals: Sequence[dict[str, Any]]) -> float | None:
    """Touch time over open time; None where no status says what is work."""
    share: dict[str, float] = {row["kind"]: row["share"] for row in totals if row["share"] is not None}
    return None if not share or set(share) == {"unmapped"} else share.get("working", 0.0)


def _lanes(events: Sequence[Event], machines: set[str], summary: str) -> dict[str, Any]:
    """The lanes as the page draws them; every block has some length, so that none is lost."""
    found = ticket_lanes(events, machines)
    least = found.span / LEAST_DRAWN
    return {
        "summary": summary,
        "span": found.span,
        "names": [f"{name} (machine)" if name in machines else name for name in found.names],
        "size": max(len(found.blocks), 4),
        "blocks": [
            {
                "lane": block.lane,
                "kind": block.kind,
                "at": min(block.starts, found.span - least),
                "length": max(block.length, least),
                "middle": block.starts + block.length / 2,
                "lasts": duration(block.lasts_us),
                "is_folded": block.is_folded,
            }
            for block in found.blocks
        ],
        "crossings": found.crossings,
        "folded": len(found.folded),
        "kinds": [(kind, WORDS[kind]) for kind in WORDS if any(block.kind == kind for block in found.blocks)],
    }


def _summary(ticket: Ticket, events: Sequence[Event], totals: Sequence[dict[str, Any]], handoffs: int) -> str:
    """The lanes in words."""
    ways = [group for _, group, _ in events if group]
    through = [group for at, group in enumerate(ways) if not at or group != ways[at - 1]]
    times = ", ".join(f"{row['label']} {duration(row['us'])}" for row in totals)
    lead = f"Ticket {ticket.key}: {duration(events[-1][0] - events[0][0])}, {plural(handoffs, 'handoff')}"
    return "; ".join(filter(None, (lead, f"through {', then '.join(through)}" if through else "", times)))
