"""What became of the tickets that an agreement covers: shares by priority and month, and the tickets behind."""

from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.http import Http404
from django.urls import reverse

from core.asked import month_asked, one_of, refused
from core.figures import percent, plural
from core.views.base import Table, TablePage
from metrics.selectors.agreement_results import (
    AgreementResults,
    Count,
    TicketBehind,
    newest_covered,
    results_of,
    total,
)
from metrics.selectors.imported_results import DIFFERENCES, ImportedResults
from metrics.selectors.meters import month_words
from services.agreement_selectors import PROMISED, agreement_of
from services.calendar_texts import minutes_text
from services.chain_words import MEASURE_NAMES, clock_text, priority_name
from services.chains import MEASURES, RESOLVE
from services.log_choice import LOG, log_named, log_switch
from services.models import Agreement, TicketLog
from services.views.today import zone_of

RESTARTED = "restarted"
HEADERS = ("Measure", "Priority", "Month", "Target (min)", "Met", "Missed", "Still running", "Share met")


class OfAgreement(TablePage):
    """What these pages read from the address: the agreement and the log."""

    section = "agreements"

    def agreement(self) -> Agreement:
        """The one of the address; 404 for what promises customers nothing."""
        found = agreement_of(self.actor, self.kwargs["uid"])
        if found.kind not in PROMISED:
            raise Http404("Results are worked out for what is promised to customers.")
        return found

    def log(self, agreement: Agreement) -> TicketLog | None:
        """The log of the address, else the newest with tickets that the agreement covers."""
        uid = self.request.GET.get(LOG, "")
        return log_named(self.actor, uid) if uid else newest_covered(self.actor, agreement)


class AgreementResultsPart(OfAgreement):
    """The results of an agreement, for its page."""

    template_name = "metrics/_agreement_results.html"

    def table(self, wanted: str) -> Table:
        """Every priority and month."""
        agreement = self.agreement()
        log = self.log(agreement)
        if log is None:
            raise Http404("There is no ticket log yet.")
        found = results_of(self.actor, log, agreement)
        return Table(f"{agreement.name} results", HEADERS, table_rows(found))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """A table for each measure, or what is missing."""
        agreement = self.agreement()
        log = self.log(agreement)
        page = reverse("agreement", args=[self.actor.organisation_slug, agreement.uid])
        switch = log_switch(self.actor, log, page)
        context = super().get_context_data(agreement=agreement, log=log, log_switch=switch, **kwargs)
        if log is None:
            return context
        found = results_of(self.actor, log, agreement)
        address = reverse("agreement-tickets", args=[self.actor.organisation_slug, agreement.uid])

        def behind(measure: str, **more: Any) -> str:
            return f"{address}?{urlencode({'log': log.uid, 'measure': measure, **more})}"

        return context | {
            "found": found,
            "finding": finding(found),
            "has_statuses": found.columns.has_statuses,
            "tables": [measure_table(found, measure, behind) for measure in MEASURES],
            "differs": int(found.measured[RESOLVE].differs.sum()),
            "differs_url": behind(RESOLVE, view=RESTARTED),
            "imported": imported_table(ImportedResults(found), behind),
        }


def finding(found: AgreementResults) -> str:
    """The share of each measure in words."""
    said = []
    for measure in MEASURES:
        every = total(found.counts(measure))
        if every.share is not None:
            said.append(
                f"{MEASURE_NAMES[measure]} kept for {percent(every.share)} of {plural(every.decided, 'ticket')}"
            )
    return "; ".join(said)


def measure_table(found: AgreementResults, measure: str, behind: Any) -> dict[str, Any]:
    """Shares with their counts, a row per priority and a column per month; a cell leads to the tickets it missed."""
    counts, months = found.counts(measure), found.months
    rows = []
    for place, key in enumerate(found.priorities):
        minutes = found.promise.minutes(key, measure)
        if minutes is not None:
            own = [counts.get((place, month), Count()) for month in months]
            rows.append(
                {
                    "label": priority_name(found.names[key]),
                    "target": minutes_text(minutes),
                    "total": _cell(total(counts, place=place), behind(measure, priority=key)),
                    "cells": [
                        _cell(count, behind(measure, priority=key, month=month))
                        for month, count in zip(months, own, strict=True)
                    ],
                }
            )
    return {
        "title": MEASURE_NAMES[measure].capitalize(),
        "months": [month_words(month) for month in months],
        "rows": rows,
        "total": _cell(total(counts), behind(measure)),
        "totals": [_cell(total(counts, month=month), behind(measure, month=month)) for month in months],
    }


def imported_table(imported: ImportedResults, behind: Any) -> dict[str, Any] | None:
    """What the tool says by what the events say; None where no covered ticket brings a result."""
    if not len(imported):
        return None
    rows, (kept, missed) = imported.rows(), DIFFERENCES
    differ = rows[0].missed + rows[1].kept
    return {
        "tickets": len(imported),
        "finding": plural(differ, "ticket differs", "tickets differ"),
        "rows": [
            {"said": rows[0], "missed_url": behind(RESOLVE, view=kept) if rows[0].missed else ""},
            {"said": rows[1], "kept_url": behind(RESOLVE, view=missed) if rows[1].kept else ""},
        ],
    }


def _cell(count: Count, url: str) -> dict[str, Any]:
    share = percent(count.share, 0) if count.decided else "–"
    return {"count": count, "share": share, "url": url if count.missed else ""}


def table_rows(found: AgreementResults) -> list[list[Any]]:
    """Every priority and month with its counts."""
    return [
        [
            MEASURE_NAMES[measure],
            found.names[found.priorities[place]] or "all others",
            f"{month // 100}-{month % 100:02}",
            found.promise.minutes(found.priorities[place], measure),
            *(count.met, count.missed, count.running, count.share),
        ]
        for measure in MEASURES
        for (place, month), count in sorted(found.counts(measure).items())
    ]


class AgreementTickets(OfAgreement):
    """Five real tickets behind a figure."""

    template_name = "metrics/agreement_tickets.html"
    fragment_name = "metrics/agreement_tickets_fragment.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Those that missed a target by most, in the cell of the address."""
        agreement = self.agreement()
        log = self.log(agreement)
        asked = self.request.GET
        measure, month = one_of(asked, "measure", MEASURES, RESOLVE), month_asked(asked)
        view = one_of(asked, "view", [RESTARTED, *DIFFERENCES])
        if log is None:
            raise Http404("There is no ticket log yet.")
        results, priority = results_of(self.actor, log, agreement), asked.get("priority")
        if priority is not None and priority not in results.priorities:
            known = ", ".join(key or "“” for all others" for key in results.priorities)
            raise refused("priority", priority, f"The parameter “priority” may be: {known}.")
        if view in DIFFERENCES:
            found = ImportedResults(results).behind(view)
        else:
            found = results.behind(measure, priority, month, anew=view == RESTARTED)
        zone = zone_of(self.request)
        return super().get_context_data(
            agreement=agreement,
            log=log,
            measure=MEASURE_NAMES[measure],
            view=view,
            tickets=[_ticket_row(one, zone) for one in found],
            zone=zone.key,
            **kwargs,
        )


def _ticket_row(one: TicketBehind, zone: ZoneInfo) -> dict[str, Any]:
    return {
        "key": one.key,
        "priority": one.priority or "none",
        "begins": one.begins.astimezone(zone),
        "used": clock_text(one.used_us),
        "target": clock_text(one.target_us),
        "over": clock_text(abs(one.used_us - one.target_us)),
    }
