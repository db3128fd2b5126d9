"""An organisation whose Service Desk (8 FTE) and Network (3 FTE) are asked."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from core.actor import Actor
from organisations.models import Membership
from tests.factories import (
    ActivityFactory,
    BaselineFactory,
    BaselineTeamFactory,
    EffortFactory,
    OrganisationFactory,
    PositionFactory,
    TeamFactory,
    actor_of,
    client_for,
    member,
)
from towers.actions.surveys import start_survey
from towers.models import Activity, Baseline, Effort, Survey, SurveyRequest, Team
from towers.survey_links import link_of

FTE = 10_000


@dataclass
class World:
    """One survey of two teams, its lead, and what the desk's effort was assumed to be."""

    lead: Membership
    baseline: Baseline
    desk: Team
    network: Team
    monitoring: Activity
    calls: Activity
    survey: Survey

    @property
    def by(self) -> Actor:
        return actor_of(self.lead)

    @property
    def browser(self) -> Client:
        return client_for(self.lead)

    def asked(self, team: Team | None = None) -> SurveyRequest:
        """The request of a team as it is stored now; the desk's unless told otherwise."""
        return SurveyRequest.objects.select_related("survey__baseline__organisation", "team").get(
            survey=self.survey, team=team or self.desk
        )

    def link(self, team: Team | None = None) -> str:
        asked = self.asked(team)
        return link_of(asked.uid, asked.nonce)

    def url(self, path: str) -> str:
        return f"/o/{self.lead.organisation.slug}/{path}"

    def form(self, team: Team | None = None, **percent: float | str) -> dict[str, Any]:
        """What the page sends: shares by the name of the activity's attribute here, and the version now."""
        shares = {f"share-{getattr(self, name).uid}": value for name, value in percent.items()}
        return {"version": self.asked(team).version, "note": "", **shares}

    def answer(self, team: Team | None = None, **percent: float | str) -> SurveyRequest:
        """Somebody with the link answers."""
        sent = Client().post(self.link(team), {**self.form(team, **percent), "step": "send"})
        assert sent.status_code == 302, sent.content
        return self.asked(team)

    def efforts(self, team: Team | None = None) -> list[tuple[str, int, str]]:
        """Name of the activity, FTE and evidence, in this order."""
        rows = Effort.objects.filter(baseline=self.baseline, team=team or self.desk)
        return sorted(rows.values_list("activity__name", "fte", "evidence"))


def a_world(closes_on: date | None = None, recipient: str = "maria@example.org") -> World:
    organisation = OrganisationFactory.create()
    baseline = BaselineFactory.create(organisation=organisation)
    desk, network = (TeamFactory.create(organisation=organisation, name=name) for name in ("Service Desk", "Network"))
    calls, monitoring = (ActivityFactory.create(organisation=organisation, name=name) for name in ("Calls", "Watching"))
    for team, posts in ((desk, 8), (network, 3)):
        BaselineTeamFactory.create(baseline=baseline, team=team)
        for _ in range(posts):
            PositionFactory.create(baseline=baseline, team=team)
    EffortFactory.create(
        baseline=baseline, team=desk, activity=calls, fte=5 * FTE, evidence="assumed", source_rule="title", score=0.5
    )
    lead = member(organisation=organisation)
    survey = start_survey(
        by=actor_of(lead),
        baseline=baseline,
        name="Spring",
        message="Roughly is fine.",
        closes_on=closes_on or timezone.localdate() + timedelta(days=7),
        recipients={desk: recipient, network: ""},
    )
    return World(lead, baseline, desk, network, monitoring, calls, survey)
