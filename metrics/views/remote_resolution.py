"""Remote resolution: how many tickets were closed without physical touch, today and in a scenario, and the band."""

from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.http import Http404
from django.urls import reverse

from core.figures import integer, percent, plural
from core.views.base import Table, TablePage, wants_fragment
from functions.models import Scenario
from functions.selectors import scenario_of, scenarios_of
from metrics.computations.remote_resolution import BAND, RemoteResolution, standing
from metrics.selectors.question_tickets import MOST_TELLING
from metrics.selectors.remote_resolution import PARTS, SCENARIO, TODAY, RemoteTickets, remote_tickets
from metrics.selectors.segment_rules import segment_rules_of
from metrics.selectors.visible_logs import ReplayLog, chosen_log, replay_logs

BAND_WORDS = f"the band of {BAND[0] * 100:.0f} to {percent(BAND[1], 0)}"
HEADERS = ("When", "Tickets asked about", "Without touch", "With touch", "Touch unknown", "Rate", "Low", "High", "Band")
PART_WORDS = {"without": "without touch", "touched": "with touch", "unknown": "touch unknown"}


class RemoteLog(TablePage):
    """What the page and its tickets read from the address: a log, the newest where none is named, and a scenario."""

    section = "estimates"

    @cached_property
    def logs(self) -> list[ReplayLog]:
        """Those that can be asked."""
        return replay_logs(self.actor)

    @cached_property
    def scenario(self) -> Scenario | None:
        """The one of the address, if any."""
        uid = self.request.GET.get("scenario", "")
        return scenario_of(self.actor, uid) if uid else None

    @cached_property
    def found(self) -> RemoteTickets | None:
        """The tickets; None before the first log."""
        log = chosen_log(self.logs, self.request.GET.get("log", ""))
        return remote_tickets(log, segment_rules_of(self.actor), self.scenario) if log else None

    def name_of(self, when: str) -> str:
        """Today, or the scenario's name."""
        return self.scenario.name if when == SCENARIO and self.scenario else "Today"

    def query(self, **more: str) -> str:
        """How the address asks, with other parameters, encoded."""
        kept = {name: self.request.GET.get(name, "") for name in ("log", "scenario")} | more
        return urlencode({name: value for name, value in kept.items() if value})


class RemoteResolutionPage(RemoteLog):
    """The rate, its range, and where it stands to the band; as a fragment, a part of other pages."""

    template_name = "metrics/remote_resolution.html"
    fragment_name = "metrics/_remote_resolution.html"

    def table(self, wanted: str) -> Table:
        """The counts today and in the scenario."""
        found = self.found.found if self.found else {}
        return Table("Remote resolution", HEADERS, [_line(self.name_of(when), one) for when, one in found.items()])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Today, and the scenario where the address names one."""
        tickets = self.found
        return super().get_context_data(
            logs=self.logs,
            log=tickets.log if tickets else None,
            scenarios=list(scenarios_of(self.actor)),
            scenario=self.scenario,
            finding=_finding(tickets),
            card_title=_finding(tickets) if wants_fragment(self.request) else "Counts",
            rows=[self._row(when, one) for when, one in tickets.found.items()] if tickets else [],
            origin_sentence=_origin_sentence(tickets),
            assumed_sentences=_assumed_sentences(tickets),
            handless=tickets.handless if tickets else 0,
            band=BAND_WORDS,
            query=self.query(),
            **kwargs,
        )

    def _row(self, when: str, one: RemoteResolution) -> dict[str, Any]:
        address = reverse("remote-resolution-tickets", args=[self.actor.organisation_slug])
        return {
            "name": self.name_of(when),
            "found": one,
            "parts": [
                (PART_WORDS[part], getattr(one, part), f"{address}?{self.query(when=when, part=part)}")
                for part in PARTS
            ],
            "standing": standing_words(one),
        }


class RemoteResolutionTickets(RemoteLog):
    """Five real tickets behind one of the counts."""

    template_name = "metrics/remote_resolution_tickets.html"
    fragment_name = "metrics/question_tickets_fragment.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The part of the address, today or in the scenario; without touch today where nothing is named."""
        if self.found is None:
            raise Http404("There is no ticket log yet.")
        when, part = self.request.GET.get("when", TODAY), self.request.GET.get("part", PARTS[0])
        count, tickets = self.found.five(self.actor, when, part)
        title = f"{self.name_of(when)}: {PART_WORDS[part]}"
        behind = {"title": title, "count": count, "tickets": tickets, "chosen": MOST_TELLING}
        return super().get_context_data(log=self.found.log, behind=behind, back_query=self.query(), **kwargs)


def standing_words(found: RemoteResolution) -> str:
    """Where the rate stands to the band, and whether the tickets of unknown touch could change that.

    >>> standing_words(RemoteResolution(82, 18, 0))
    'inside the band of 80 to 85%'
    >>> standing_words(RemoteResolution(90, 10, 100))
    'above the band of 80 to 85% where the touch is known; the others leave it anywhere between 45.0% and 95.0%'
    >>> standing_words(RemoteResolution(0, 0, 5))
    'unknown: the touch of no ticket is known'
    """
    if found.rate is None or found.low is None or found.high is None:
        return "unknown: the touch of no ticket is known" if found.asked else "unknown: no such ticket was closed"
    stands = f"{standing(found.rate)} {BAND_WORDS}"
    if not found.unknown:
        return stands
    if found.is_certain:
        return f"{stands}, whatever the touch of the others was"
    between = f"{percent(found.low)} and {percent(found.high)}"
    return f"{stands} where the touch is known; the others leave it anywhere between {between}"


def _finding(tickets: RemoteTickets | None) -> str:
    if tickets is None:
        return "No tickets yet"
    today = tickets.found[TODAY]
    if today.rate is None:
        return "Remote resolution cannot be told from this log"
    is_assumed = sum(tickets.assumed.values()) > today.asked / 2
    more = "; for most tickets that is assumed" if is_assumed else ""
    return f"{percent(today.rate)} is resolved remotely today, {standing(today.rate)} {BAND_WORDS}{more}"


def _assumed_sentences(tickets: RemoteTickets | None) -> list[str]:
    """What a rule that tests nothing says of tickets is no evidence."""
    assumed = tickets.assumed if tickets else {}
    return [
        f"For {plural(count, 'ticket')} the touch is assumed: {origin} tests nothing and takes whatever the rules "
        "before it leave. State rules that ask for something, or audit a sample."
        for origin, count in assumed.items()
    ]


def _origin_sentence(tickets: RemoteTickets | None) -> str:
    if tickets is None or not tickets.found[TODAY].asked:
        return ""
    asked, unknown = tickets.found[TODAY].asked, tickets.unknown_origin
    if not unknown:
        return f"All of {plural(asked, 'closed ticket')} say that they came from a user."
    if unknown == asked:
        return f"None of {plural(asked, 'closed ticket')} says whether it came from a user: all count."
    return (
        f"{integer(unknown)} of {plural(asked, 'closed ticket')} do not say whether they came from a user: "
        "they count, since only what comes from monitoring is left out."
    )


def _line(name: str, one: RemoteResolution) -> list[Any]:
    counts = [one.asked, one.without, one.touched, one.unknown]
    return [name, *counts, one.rate, one.low, one.high, standing_words(one)]
