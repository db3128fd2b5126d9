"""Agreements: the list with what holds, one with its targets and its path, and the form."""

from datetime import date, timedelta
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils import timezone

from core.asked import week_asked
from core.figures import plural
from core.views.base import ActionView, Page, seen_version
from services import agreement_selectors as selectors
from services.actions import agreements as actions
from services.agreement_forms import AgreementForm, agreement_initial
from services.calendar_texts import minutes_text
from services.chain_words import MEASURE_NAMES, clock_text, gap_of, gaps_of, headline, priority_name
from services.chains import Check
from services.models import Agreement
from services.promise_doubts import comparisons_of, is_unanswered, overlap_words, overlapping
from services.selectors import log_of, teams_of
from services.views.form_page import FormPage

Kind = Agreement.Kind


class AgreementList(Page):
    """All agreements by service."""

    template_name = "services/agreements.html"
    section = "agreements"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the state of each path this week."""
        known = sorted(selectors.agreements_of(self.actor), key=_in_order)
        today = timezone.localdate()
        rows = [_list_row(one, known, today) for one in known]
        return super().get_context_data(
            rows=rows,
            promised=sum(row["is_now"] and row["agreement"].kind in selectors.PROMISED for row in rows),
            broken=sum(bool(row["gaps"]) for row in rows),
            kinds=Kind.choices,
            has_calendar=selectors.calendars_of(self.actor).exists(),
            **kwargs,
        )


def _in_order(agreement: Agreement) -> tuple[Any, ...]:
    """By service: what is promised, then those behind it as their path goes."""
    return agreement.service_key, agreement.step, Kind.values.index(agreement.kind), agreement.pk


def _list_row(agreement: Agreement, known: list[Agreement], today: date) -> dict[str, Any]:
    state = selectors.state_of(agreement, today)
    is_now = state == selectors.IN_FORCE
    checks = selectors.chain_of(agreement, known, today) if is_now else []
    names = dict.fromkeys(gap.name for gap in gaps_of(checks))
    return {
        "agreement": agreement,
        "other": selectors.kept_by(agreement),
        "targets": agreement.targets.all(),
        "is_now": is_now,
        "rests": "" if is_now else state,
        "has_path": bool(checks),
        "gaps": list(names),
        "doubts": _doubts(agreement, known, today) if is_now else [],
    }


def _doubts(agreement: Agreement, known: list[Agreement], today: date) -> list[str]:
    """What does not fit between what is wanted and what is promised, in a few words."""
    compared = comparisons_of(agreement, known, today)
    short = any(row.is_short for row in compared)
    return [
        *(["less is promised than wanted"] if short else []),
        *(["no SLA answers it"] if is_unanswered(agreement, known, today) else []),
        *(["overlaps another SLA"] if overlapping(agreement, known) else []),
    ]


class AgreementDetail(Page):
    """One agreement; of what is promised to customers, also whether its path keeps it."""

    template_name = "services/agreement.html"
    section = "agreements"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Targets, path and gaps in the week of the address, else this week."""
        agreement = selectors.agreement_of(self.actor, self.kwargs["uid"])
        week = week_asked(self.request.GET, timezone.localdate())
        others = selectors.same_service(self.actor, agreement)
        path = selectors.path_of(agreement, others, week)
        checks = selectors.chain_of(agreement, others, week)
        is_promise = agreement.kind in selectors.PROMISED
        return super().get_context_data(
            agreement=agreement,
            other=selectors.kept_by(agreement),
            is_promise=is_promise,
            headline=headline(checks, len(path)) if is_promise else _place(agreement),
            targets=[
                (priority_name(one.priority), minutes_text(one.own_minutes), minutes_text(one.resolve_minutes))
                for one in agreement.targets.all()
            ],
            path=[(step, selectors.kept_by(step)) for step in path],
            checks=[_check_row(check, ZoneInfo(agreement.calendar.time_zone)) for check in checks],
            gaps=gaps_of(checks),
            promises=[one for one in others if one.kind in selectors.PROMISED],
            **_wanted(agreement, others, timezone.localdate()),
            log=self._log(),
            week=week,
            week_before=(week - timedelta(days=7)).isoformat(),
            week_after=(week + timedelta(days=7)).isoformat(),
            **kwargs,
        )

    def _log(self) -> str:
        """The log of the address, for the results of the agreement; 404 where there is none."""
        uid = self.request.GET.get("log", "")
        return str(log_of(self.actor, uid).uid) if uid else ""


def _wanted(agreement: Agreement, others: list[Agreement], today: date) -> dict[str, Any]:
    """What customers want beside what they are promised, and what else is promised to them at the same time."""
    also = overlapping(agreement, others)
    return {
        "compared": comparisons_of(agreement, others, today),
        "is_unanswered": is_unanswered(agreement, others, today),
        "overlap": overlap_words(also) if also else "",
    }


def _place(agreement: Agreement) -> str:
    return f"step {agreement.step} of the path" if agreement.step else "not on the path"


def _check_row(check: Check, zone: ZoneInfo) -> dict[str, Any]:
    worst = check.worst
    links = worst.links if worst else ()
    return {
        "priority": priority_name(check.priority),
        "measure": MEASURE_NAMES[check.measure],
        "target": minutes_text(check.minutes),
        "used": clock_text(worst.used_us) if worst else None,
        "over": clock_text(worst.over_us) if worst and worst.over_us else None,
        "start": worst.start.astimezone(zone) if worst else None,
        "links": [
            (link.promise.name, minutes_text(link.minutes), link.ends.astimezone(zone), clock_text(link.used_us))
            for link in links
        ],
        "gap": gap_of(check),
    }


class AgreementNew(FormPage):
    """An agreement that is to be."""

    template_name = "services/agreement_form.html"
    section = "agreements"

    def kind(self) -> Agreement.Kind:
        """The kind of the address; 404 for another word."""
        if self.kwargs["kind"] not in Kind.values:
            raise Http404("There is no such kind of agreement.")
        return Kind(self.kwargs["kind"])

    def initial(self) -> dict[str, Any]:
        """From today on."""
        return {"valid_from": timezone.localdate().isoformat(), "step": 1}

    def form(self, *data: Any) -> Form:
        """The fields that the kind has."""
        calendars, teams = selectors.calendars_of(self.actor), teams_of(self.actor)
        return AgreementForm(*data, kind=self.kind(), calendars=calendars, teams=teams, initial=self.initial())

    def save(self, form: Any) -> tuple[str, str]:
        """Make it."""
        made = actions.add_agreement(by=self.actor, kind=self.kind(), terms=form.terms())
        return f"“{made.name}” is kept.", address_of(self.actor.organisation_slug, made)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the kind in words."""
        has_calendar = selectors.calendars_of(self.actor).exists()
        return super().get_context_data(kind_label=self.kind().label, has_calendar=has_calendar, **kwargs)


class AgreementEdit(AgreementNew):
    """An agreement that holds."""

    @cached_property
    def agreement(self) -> Agreement:
        """The one of the address."""
        return selectors.agreement_of(self.actor, self.kwargs["uid"])

    def kind(self) -> Agreement.Kind:
        """Its own."""
        return Kind(self.agreement.kind)

    def initial(self) -> dict[str, Any]:
        """What it says."""
        return agreement_initial(self.agreement)

    def save(self, form: Any) -> tuple[str, str]:
        """Change it."""
        version = seen_version(self.request)
        changed = actions.change_agreement(by=self.actor, agreement=self.agreement, version=version, terms=form.terms())
        return f"“{changed.name}” is saved.", address_of(self.actor.organisation_slug, changed)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the agreement itself."""
        return super().get_context_data(agreement=self.agreement, **kwargs)


class AgreementRemove(ActionView):
    """An agreement goes."""

    def act(self, request: HttpRequest, **kwargs: Any) -> str:
        """Remove it and go back to all."""
        agreement = selectors.agreement_of(self.actor, kwargs["uid"])
        targets = plural(agreement.targets.count(), "target")
        actions.remove_agreement(by=self.actor, agreement=agreement, version=seen_version(request))
        messages.success(request, f"“{agreement.name}” is removed with {targets}.")
        return reverse("agreements", args=[self.actor.organisation_slug])


def address_of(slug: str, agreement: Agreement) -> str:
    """The page of an agreement."""
    return reverse("agreement", args=[slug, agreement.uid])
