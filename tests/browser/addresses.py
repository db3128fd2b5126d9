"""Every page below an organisation, with real objects of the sample."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from core.actor import Actor
from core.models import Import, Run
from core.views.base import ActorMixin, Page
from functions.actions import create_scenario, set_reach
from functions.branching import branch_scenario
from functions.duties import propose_duties
from functions.models import Constraint, RoleSeat, Scenario
from functions.roles import propose_roles, seat_by_rule
from metrics.meter_actions import MeterTerms, add_meter
from metrics.models import Meter, Result
from organisations.models import Organisation
from services.models import Agreement, CalendarUse, Group, Project, Service, Ticket, TicketLog
from towers.models import Activity, Baseline, BaselineTeam, Position, Survey, SurveyRequest, Team, Tower
from towers.survey_links import new_nonce

# Not pages of their own: parts of the summary and of the pages of scenarios, teams and activities.
PARTS = {
    "agreement-results",
    "decision-verification",
    "run-freshness",
    "scenario-comments",
    "scenario-computing",
    "scenario-consequences-strip",
    "scenario-branches",
    "scenario-guardrails-strip",
    "scenario-sourcing",
    "service-office-place",
    "team-tickets",
    "scale-classes",
    "service-tickets",
    "summary-bounces",
}


def views() -> dict[str, type[ActorMixin]]:
    """The pages below an organisation by the name of their address; one that only takes a form is none."""
    return {
        str(one.name): view
        for one in _patterns(get_resolver())
        if (view := getattr(one.callback, "view_class", None)) and issubclass(view, Page) and one.name not in PARTS
        if "get" in view.http_method_names
    }


def _patterns(resolver: URLResolver) -> Iterator[URLPattern]:
    for one in resolver.url_patterns:
        if isinstance(one, URLResolver):
            yield from _patterns(one)
        else:
            yield one


def addresses() -> dict[str, str]:
    """The path of every page, by the name of its address."""
    named = _named()
    slug = Organisation.objects.get().slug
    return {
        name: reverse(name, args=[slug, *parts]) + query
        for name in views()
        for *parts, query in [named.get(name, ("",))]
    }


def _named() -> dict[str, tuple[Any, ...]]:
    """What an address names besides the organisation, and its query last."""
    log = TicketLog.objects.get()
    figure = Result.objects.filter(metric="saving_cash", basis="cost").select_related("run").latest("pk")
    one, other = Group.objects.filter(log=log).order_by("pk")[:2]
    asked, seat = _asked(), _seat()
    ticket = Ticket.objects.filter(log=log).order_by("pk")[0]
    return {
        "run": (Run.objects.latest("pk").uid, ""),
        "finding": (Result.objects.filter(metric="found_fte").order_by("-pk")[0].d1_key, ""),
        "import": (Import.objects.filter(kind="positions").latest("pk").uid, ""),
        "import-defects": (Import.objects.filter(kind="tickets").latest("pk").uid, ""),
        "service": (_service().uid, ""),
        "service-offerings": (_service().uid, ""),
        "service-offering-new": (_service().uid, ""),
        "service-offering": (_service().uid, _service().offerings.get().uid, ""),
        "touch-point": ("change", "build", ""),
        "service-project": (Project.objects.get(name="Container platform build").uid, ""),
        "tower": (Tower.objects.order_by("pk")[0].uid, ""),
        "team": (Team.objects.order_by("pk")[0].uid, ""),
        "position": (Position.objects.order_by("pk")[0].uid, ""),
        "baseline-compare": (Baseline.objects.filter(parent__isnull=False).earliest("pk").uid, ""),
        "baseline-rates": (Baseline.objects.latest("pk").uid, ""),
        "grid": ("positions", ""),
        "quality-kind": ("effort-unassigned", ""),
        "activity": (Activity.objects.order_by("pk")[0].uid, ""),
        "survey": (asked.survey.uid, ""),
        "survey-answer": (asked.uid, ""),
        "scenario": (Scenario.objects.latest("pk").uid, ""),
        "scenario-decision": (Scenario.objects.latest("pk").uid, ""),
        "constraint-new": ("stay", ""),
        "constraint": (_rule().uid, ""),
        "scenario-guardrails": (Scenario.objects.latest("pk").uid, ""),
        "scenario-services": (Scenario.objects.latest("pk").uid, ""),
        "scenario-service": (Scenario.objects.latest("pk").uid, _service().uid, ""),
        "scenario-routing": (Scenario.objects.latest("pk").uid, ""),
        "scenario-routing-tickets": (Scenario.objects.latest("pk").uid, "?rule=1"),
        "scenario-routing-history": (Scenario.objects.latest("pk").uid, ""),
        "scenario-routing-rule": (Scenario.objects.latest("pk").uid, 1, ""),
        "scenario-board": (Scenario.objects.latest("pk").uid, ""),
        "scenario-choices": (Scenario.objects.latest("pk").uid, ""),
        "scenario-flow": (Scenario.objects.latest("pk").uid, ""),
        "scenario-regions": (Scenario.objects.latest("pk").uid, ""),
        "scenario-chart": (Scenario.objects.latest("pk").uid, ""),
        "scenario-changes": (Scenario.objects.latest("pk").uid, ""),
        "scenario-effort": (Scenario.objects.latest("pk").uid, "?function=8"),
        "scenario-consequences": (Scenario.objects.latest("pk").uid, ""),
        "scenario-proposal": (Scenario.objects.latest("pk").uid, ""),
        "scenario-brief": (Scenario.objects.latest("pk").uid, ""),
        "scenario-merge": (_branch().uid, ""),
        "scenario-rebase": (Scenario.objects.earliest("pk").uid, ""),
        "scenario-roles": (seat.scenario.uid, ""),
        "scenario-people": (seat.scenario.uid, "?show=all"),
        "scenario-seat-rule": (seat.scenario.uid, "?show=anew"),
        "scenario-role": (seat.scenario.uid, seat.role.key, ""),
        "scenario-role-sheet": (seat.scenario.uid, seat.position.uid, ""),
        "scenario-raci": (seat.scenario.uid, ""),
        "agreement-new": ("sla", ""),
        "agreement": (_agreement().uid, ""),
        "agreement-edit": (_agreement().uid, ""),
        "agreement-tickets": (_agreement().uid, ""),
        "calendar": (_agreement().calendar.uid, ""),
        "calendar-use": (CalendarUse.objects.earliest("pk").uid, ""),
        "ticket-log": (log.uid, ""),
        "ticket-group": (log.uid, one.uid, ""),
        "ticket": (log.uid, f"?key={ticket.key}"),
        "handoffs-log": (log.uid, ""),
        "handoff-pair": (log.uid, f"?from={one.uid}&to={other.uid}"),
        "handoff-tickets": (log.uid, "?of=direct"),
        "handoff-questions-log": (log.uid, ""),
        "handoff-question-tickets": (log.uid, "?of=direct"),
        "segments-log": (log.uid, ""),
        "segment-tickets": (log.uid, "?aspect=complexity&outcome=simple"),
        "deployments-log": (log.uid, ""),
        "deployment-tickets": (log.uid, "?offering=custom"),
        "cross-training-log": (log.uid, ""),
        "cross-training-tickets": (log.uid, "?class=simple"),
        "front-doors-log": (log.uid, ""),
        "front-door-tickets": (log.uid, "?of=managed"),
        "segment-audit": (log.uid, "complexity-simple", ""),
        "segment-rule": (1, ""),
        "estimates-log": (log.uid, ""),
        "estimate-tickets": (log.uid, "level-1", ""),
        "estimate-audit": (log.uid, "level-1", ""),
        "meter": (_meter(log).uid, ""),
        "meter-edit": (_meter(log).uid, ""),
        "assumption": ("kappa", ""),
        "how": (figure.run.uid, figure.pk, ""),
        "how-rows": (figure.run.uid, figure.pk, ""),
    }


def _branch() -> Scenario:
    """A branch of the sample's oldest scenario that has gone on by itself; the sample itself holds none."""
    known = Scenario.objects.filter(name="Every page").first()
    if known:
        return known
    parent = Scenario.objects.select_related("organisation").order_by("pk")[0]
    by = Actor.system(parent.organisation_id, parent.organisation.slug)
    branch = branch_scenario(by=by, scenario=parent, name="Every page", functions=[8])
    set_reach(by=by, scenario=branch, version=branch.version, function_code=8, reach="overlay")
    return branch


def _seat() -> RoleSeat:
    """A position in a role of a scenario whose people were placed by rule; the sample itself has no roles."""
    name = "Every role"
    if not Scenario.objects.filter(name=name).exists():
        first = Scenario.objects.select_related("organisation", "baseline").order_by("pk")[0]
        by = Actor.system(first.organisation_id, first.organisation.slug)
        made = create_scenario(by=by, baseline=first.baseline, name=name, preset="global")
        for step in (propose_roles, seat_by_rule, propose_duties):
            step(by=by, scenario=made, version=made.version)
    return RoleSeat.objects.select_related("scenario", "role", "position").filter(scenario__name=name)[0]


def _service() -> Service:
    """The service that two claim, with its one offering."""
    return Service.objects.get(name="Unified communications")


def _meter(log: TicketLog) -> Meter:
    """A figure of the sample's log that is followed; the sample itself holds no meter."""
    known = Meter.objects.first()
    if known:
        return known
    by = Actor.system(log.organisation_id, log.organisation.slug)
    terms = MeterTerms(
        name="Less ping-pong",
        baseline_from=202504,
        baseline_to=202509,
        target=0.05,
        target_month=202612,
        owner="Head of level 1",
    )
    return add_meter(by=by, log=log, figure="ping_pong_share", terms=terms)


def _rule() -> Constraint:
    """A rule; the sample itself holds none."""
    known = Constraint.objects.filter(kind="works_council").first()
    return known or Constraint.objects.create(organisation=Organisation.objects.get(), kind="works_council", site="-")


def _agreement() -> Agreement:
    """The promise that its path breaks."""
    return Agreement.objects.select_related("calendar").get(name="Server hosting, gold")


def _asked() -> SurveyRequest:
    """A team of the sample that was asked and has begun; the sample itself holds no survey."""
    known = SurveyRequest.objects.filter(survey__name="Every page").first()
    if known:
        return known
    place = BaselineTeam.objects.select_related("baseline", "team").order_by("pk")[0]
    survey = Survey.objects.create(baseline=place.baseline, name="Every page", closes_on=date(2100, 1, 1))
    shares = {str(Activity.objects.order_by("pk")[0].uid): 6_000}
    return SurveyRequest.objects.create(
        survey=survey, team=place.team, nonce=new_nonce(), shares=shares, state="answered", note="Roughly."
    )
