"""Making a meter, and changing what it is held against."""

from functools import cached_property
from typing import Any

from django.forms import Form
from django.urls import reverse

from core.asked import one_of
from metrics.meter_actions import add_meter, change_meter
from metrics.meter_forms import MeterForm, meter_initial
from metrics.models import Meter
from metrics.selectors.clock_words import ELAPSED, WORKING
from metrics.selectors.handoff_units import places_of
from metrics.selectors.handoffs import months_of
from metrics.selectors.log_columns import log_events
from metrics.selectors.meter_figures import ATTRIBUTES, FIGURES, PAIR, WANTED
from metrics.selectors.meters import meter_of, months_between, promises_of
from metrics.views.how import organisation_of
from services import selectors as logs
from services.clock_selectors import clocks_of
from services.clock_words import clocks_short
from services.facts import seen_groups
from services.log_choice import log_asked
from services.models import TicketLog
from services.views.form_page import FormPage

# What a form that is asked for again, for another figure, keeps of what was typed.
SAID = (
    *("name", "figure", "agreement", "basis", "baseline_from", "baseline_to"),
    *("target", "target_month", "owner", "note", *WANTED),
)


class MeterFormPage(FormPage):
    """What both forms offer: the months and the values of the log, the promises."""

    template_name = "metrics/meter_form.html"
    section = "meters"

    def hours_offered(self, log: TicketLog, figure: str, basis: str = ELAPSED) -> list[tuple[str, str]]:
        """The ways to count the figure's time; none where it counts none, or where all time is elapsed."""
        if not (figure in FIGURES and FIGURES[figure].is_timed and (log.calendar or basis == WORKING)):
            return []
        clocks = clocks_of(log)
        worked = clocks_short(clocks, FIGURES[figure].is_whole) if clocks else "Working hours, which the log has not"
        return [(ELAPSED, "Elapsed"), (WORKING, worked)]

    def offered(self, log: TicketLog, figure: str, meter: Meter | None = None) -> dict[str, Any]:
        """The choices; what a meter has stays among them when the log no longer holds it."""
        columns = log_events(self.actor, log)
        months = months_of(columns, organisation_of(self.request).time_zone)
        months += [meter.baseline_from, meter.baseline_to] if meter else []
        places = places_of(self.actor, seen_groups(log.pk, columns.facts))
        names = {place.group.name for place in places} if figure in FIGURES and FIGURES[figure].needs_pair else set()
        values = {
            **{name: set(columns.values_of(name)) for name in ATTRIBUTES},
            "team": {place.group.team.name for place in places if place.group.team},
            "region": {place.region for place in places} - {""},
            **dict.fromkeys(PAIR, names),
        }
        own = {name: {getattr(meter, name)} - {""} if meter else set() for name in WANTED}
        return {
            "agreements": promises_of(self.actor),
            "months": months_between(min(months), max(months)) if months else [],
            "values": {name: sorted(values[name] | own[name]) for name in WANTED},
        }


class MeterNew(MeterFormPage):
    """A figure that is to be followed; the address may name the log, the figure and the tickets."""

    @cached_property
    def log(self) -> TicketLog | None:
        """The log that is asked for, else the newest."""
        return log_asked(self.actor, self.request.GET)

    def form(self, *data: Any) -> Form:
        """The first half of the months as a start for the baseline."""
        if self.log is None:
            return Form(*data)
        offered, asked = self.offered(self.log, self.figure), self.request.GET
        months, initial = offered["months"], dict[str, Any]()
        if months:
            initial |= {"baseline_from": months[0], "baseline_to": months[(len(months) - 1) // 2]}
        if one_of(asked, "hours", (ELAPSED, WORKING)) == WORKING:
            initial["basis"] = WORKING
        initial |= {name: asked[name] for name in SAID if name in asked}
        again = f"{reverse('meter-new', args=[self.actor.organisation_slug])}?log={self.log.uid}"
        hours = self.hours_offered(self.log, self.figure)
        return MeterForm(*data, initial=initial, hours=hours, again=again, **offered)

    @property
    def figure(self) -> str:
        """The figure that is sent or asked for; the first one at the start."""
        said = self.request.POST or {"figure": one_of(self.request.GET, "figure", FIGURES)}
        return said.get("figure") or next(iter(FIGURES))

    def save(self, form: Any) -> tuple[str, str]:
        """Make it; on to its page."""
        log = self.log
        if log is None:
            return "A meter needs a ticket log: import one first.", self.back()
        made = add_meter(by=self.actor, log=log, figure=form.chosen_figure(), terms=form.terms())
        return f"“{made.name}” is followed from now on.", reverse(
            "meter", args=[self.actor.organisation_slug, made.uid]
        )

    def back(self) -> str:
        """The list."""
        return reverse("meters", args=[self.actor.organisation_slug])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The form with the log it is about, and the other logs."""
        others = [row for row in logs.log_list(self.actor) if self.log and row.log.pk != self.log.pk]
        return super().get_context_data(
            log=self.log, others=others, figures=FIGURES.values(), calendar_after=self._calendar_after(), **kwargs
        )

    def _calendar_after(self) -> str:
        """The field after which the form says what working hours need; none where they are offered or do not apply."""
        figure = FIGURES.get(self.figure)
        return "figure" if self.log and not self.log.calendar and figure and figure.is_timed else ""


class MeterEdit(MeterFormPage):
    """Another target, baseline, name or owner; log and figure stay."""

    @cached_property
    def meter(self) -> Meter:
        """The one of the address."""
        return meter_of(self.actor, self.kwargs["uid"])

    def form(self, *data: Any) -> Form:
        """What holds, to be changed."""
        offered = self.offered(self.meter.log, self.meter.figure, self.meter)
        hours = self.hours_offered(self.meter.log, self.meter.figure, self.meter.basis)
        return MeterForm(*data, initial=meter_initial(self.meter), figure=self.meter.figure, hours=hours, **offered)

    def save(self, form: Any) -> tuple[str, str]:
        """Keep it; back to the meter."""
        version = form.cleaned_data["version"] or 0
        meter = change_meter(by=self.actor, meter=self.meter, version=version, terms=form.terms())
        return f"Saved: {meter.name}.", reverse("meter", args=[self.actor.organisation_slug, meter.uid])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the meter and its figure."""
        meter, figure = self.meter, FIGURES[self.meter.figure]
        needs_calendar = figure.is_timed and meter.basis == ELAPSED and not meter.log.calendar
        after = "name" if needs_calendar else ""
        return super().get_context_data(meter=meter, log=meter.log, figures=[figure], calendar_after=after, **kwargs)
