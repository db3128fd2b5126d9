"""Deployments: how many of what was asked for is custom, by quarter and by tower."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.http import Http404
from django.urls import reverse

from core.figures import integer, percent
from core.views.base import Table
from metrics.computations.deployments import FOUND, OTHER_WORDS, WAYS, WORDS, Mix, total
from metrics.selectors.deployments import HEADERS, Deployments, deployments_of, quarter_words, way_words
from metrics.selectors.question_ground import LINES
from metrics.selectors.some_tickets import five_of
from metrics.views.owner_questions import QuestionedLog
from services import selectors as logs
from services.models import TicketLog

NARROWING = ("quarter", "line", "offering", "way", "closed")
QUARTERS_SHOWN = 8
MIX_HEADERS = ("Standard", "Custom", "Undetermined", "Custom share")
Address = Callable[..., str]


class DeployedLog(QuestionedLog):
    """What the page and its tickets read from the address."""

    section = "services"
    prefers = "tower"

    def deployments(self, log: TicketLog) -> Deployments:
        """The deployments of the log against the catalogue."""
        return deployments_of(self.actor, self.ground(log), self.filters())


class DeploymentsPage(DeployedLog):
    """The share of custom deployments, its trend, where it is high, and what it rests on."""

    template_name = "metrics/deployments.html"
    without_log = "deployments"

    def table(self, wanted: str) -> Table:
        """Quarters by line, or how the kinds are found, in full."""
        log = self.log()
        if log is None or wanted not in ("quarters", "ways"):
            raise Http404("There is no such table. Choose quarters or ways.")
        found = self.deployments(log)
        if wanted == "ways":
            rows = [[way_words(way), count] for way, count in zip(WAYS, found.ways(), strict=True)]
            return Table("Deployments ways", ["Kind of offering", "Deployments"], rows)
        headers, labels = ["Quarter", LINES[found.ground.line], *MIX_HEADERS], found.ground.lines.labels
        lines = [
            [quarter_words(quarter), labels[line], mix.standard, mix.custom, mix.undetermined, mix.share]
            for (quarter, line), mix in sorted(found.mixes.items())
        ]
        return Table("Deployments quarters", headers, lines)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Everything that the deployments in view say."""
        log = self.log()
        if log is None:
            return super().get_context_data(log=None, **kwargs)
        found, query, behind = self.deployments(log), self.query(), self._behind(log)
        every = total(found.mixes.values())
        quarters = found.quarters[-QUARTERS_SHOWN:]
        ground, columns = found.ground, found.ground.columns
        return super().get_context_data(
            log=log,
            row=logs.log_row(log, columns.facts),
            heading=heading(every),
            every=every,
            has_statuses=columns.has_statuses,
            deployed=every.known + every.undetermined,
            undetermined_url=behind(offering="undetermined"),
            has_catalogue=bool(found.catalogue.exact),
            kinds=[(one, behind(closed=one.label)) for one in found.kinds],
            words=", ".join(WORDS),
            other_words=", ".join(OTHER_WORDS),
            trend=_trend(found, quarters, every),
            quarters=[_quarter_name(found, quarter) for quarter in quarters],
            hidden=len(found.quarters) - len(quarters),
            rows=_rows(found, quarters, behind),
            totals=_line(found, None, quarters, behind),
            ways=_ways(found, behind),
            csv_query=f"?{query}&format=csv&table=" if query else "?format=csv&table=",
            **self.filter_choices(ground),
            **kwargs,
        )

    def _behind(self, log: TicketLog) -> Address:
        """The way to the tickets behind a number."""
        address, query = reverse("deployment-tickets", args=[self.actor.organisation_slug, log.uid]), self.query()
        return lambda **more: f"{address}?{f'{query}&' if query else ''}{urlencode(more)}"


class DeploymentTickets(DeployedLog):
    """The tickets behind a number: five of them, and all of them as a download."""

    template_name = "metrics/deployment_tickets.html"
    fragment_name = "metrics/question_tickets_fragment.html"

    def _asked(self) -> dict[str, str]:
        return {name: self.request.GET[name] for name in NARROWING if name in self.request.GET}

    def table(self, wanted: str) -> Table:
        """All of them."""
        log = logs.log_of(self.actor, self.kwargs["uid"])
        found = self.deployments(log)
        some = found.some(self._asked())
        return Table(f"{log.name} {some.title}", HEADERS, found.rows(some))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Five real tickets, those with most handoffs."""
        log = logs.log_of(self.actor, self.kwargs["uid"])
        found = self.deployments(log)
        asked = self.request.GET.copy()
        asked["format"] = "csv"
        return super().get_context_data(
            log=log,
            behind=five_of(found.ground.columns, found.ground.groups, found.some(self._asked())),
            back_query=self.query(),
            csv_url=f"{self.request.path}?{asked.urlencode()}",
            **kwargs,
        )


def heading(every: Mix) -> str:
    """The finding.

    >>> heading(Mix(30, 10, 5))
    '25% of deployments are custom: 10 of 40 whose offering the catalogue tells'
    >>> heading(Mix(0, 0, 5))
    'Whether deployments are standard or custom is unknown: the catalogue tells it of none of 5'
    """
    if every.share is not None:
        return (
            f"{percent(every.share, 0)} of deployments are custom: {integer(every.custom)} of {integer(every.known)} "
            "whose offering the catalogue tells"
        )
    if not every.undetermined:
        return "No deployment is in view"
    return (
        "Whether deployments are standard or custom is unknown: the catalogue tells it of none of "
        f"{integer(every.undetermined)}"
    )


def _quarter_name(found: Deployments, quarter: int) -> str:
    return f"{quarter_words(quarter)}, in part" if found.is_in_part(quarter) else quarter_words(quarter)


def _trend(found: Deployments, quarters: list[int], every: Mix) -> dict[str, Any] | None:
    """The custom share quarter by quarter against that of all; nothing to draw below two quarters that tell it."""
    mixes = [(quarter, total(mix for (own, _), mix in found.mixes.items() if own == quarter)) for quarter in quarters]
    bars = [
        {
            "label": _quarter_name(found, quarter),
            "detail": f"{integer(mix.custom)} of {integer(mix.known)}",
            "value": mix.share,
            "text": percent(mix.share),
            "is_chosen": False,
        }
        for quarter, mix in mixes
        if mix.share is not None
    ]
    if len(bars) < 2 or every.share is None:
        return None
    compare = {"value": every.share, "text": f"all: {percent(every.share)}"}
    return {"unit": "custom, of deployments whose offering is known", "bars": bars, "compare": compare}


def _rows(found: Deployments, quarters: list[int], behind: Address) -> list[dict[str, Any]]:
    """A row per line, most deployments first."""
    lines = {line for _, line in found.mixes}
    rows = [_line(found, line, quarters, behind) for line in sorted(lines)]
    return sorted(rows, key=lambda row: -(row["all"]["mix"].known + row["all"]["mix"].undetermined))


def _line(found: Deployments, line: int | None, quarters: list[int], behind: Address) -> dict[str, Any]:
    """A line, all of them for None: its quarters, and all quarters together."""
    of_line = {} if line is None else {"line": found.ground.lines.keys[line]}
    own = [(quarter, mix) for (quarter, at), mix in found.mixes.items() if line in (None, at)]
    return {
        "label": "All" if line is None else found.ground.lines.labels[line],
        "all": _cell(total(mix for _, mix in own), behind, of_line),
        "cells": [
            _cell(total(mix for at, mix in own if at == quarter), behind, of_line | {"quarter": str(quarter)})
            for quarter in quarters
        ],
    }


def _cell(mix: Mix, behind: Address, narrowed: dict[str, str]) -> dict[str, Any]:
    return {"mix": mix} | {
        f"{name}_url": behind(**narrowed, offering=name) for name in ("custom", "known", "undetermined")
    }


def _ways(found: Deployments, behind: Address) -> list[dict[str, Any]]:
    counts = found.ways()
    every = sum(counts)
    return [
        {
            "label": way_words(way),
            "is_found": place < FOUND,
            "tickets": count,
            "share": count / every,
            "url": behind(way=way),
        }
        for place, (way, count) in enumerate(zip(WAYS, counts, strict=True))
        if count
    ]
