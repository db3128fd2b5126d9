"""Surveys as the lead sees them: the list, starting one, its progress, one team's answer."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from core.views.base import Page
from towers.actions.grid_sums import capacities
from towers.models import SurveyRequest
from towers.selectors import chosen_baseline
from towers.survey_forms import ReplyForm, SurveyForm
from towers.survey_links import is_taking_answers, link_of
from towers.survey_mails import is_mail_configured
from towers.survey_selectors import (
    Progress,
    answer_lines,
    survey_list,
    survey_of,
    survey_request_of,
    survey_requests,
    team_fte,
    teams_to_ask,
)
from towers.survey_shares import WHOLE

State = SurveyRequest.State
DAYS_OPEN = 14


class SurveyPage(Page):
    """A page under Data, Surveys."""

    section = "surveys"


class SurveyList(SurveyPage):
    """All surveys with their progress."""

    template_name = "towers/surveys.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Newest first."""
        baseline = chosen_baseline(self.actor, None)
        rows = [(survey, progress, is_taking_answers(survey)) for survey, progress in survey_list(self.actor)]
        return super().get_context_data(
            rows=rows,
            open_count=sum(is_open for _, _, is_open in rows),
            baseline=baseline,
            is_startable=self.actor.can_edit and baseline is not None and not baseline.is_locked,
            **kwargs,
        )


class SurveyStart(SurveyPage):
    """Whom to ask, what, and until when."""

    template_name = "towers/survey_start.html"
    requires = "edit"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The teams of the baseline; ticked are those whose effort is not stated."""
        baseline = chosen_baseline(self.actor, self.request.GET.get("baseline"))
        teams = teams_to_ask(self.actor, baseline) if baseline else []
        initial = {
            "name": "Effort of our teams",
            "closes_on": timezone.localdate() + timedelta(days=DAYS_OPEN),
        }
        return super().get_context_data(
            baseline=baseline,
            teams=teams,
            form=SurveyForm(initial=initial),
            unstated=sum(not stated for _, _, stated in teams),
            has_mail=is_mail_configured(),
            **kwargs,
        )


class SurveyDetail(SurveyPage):
    """Who was asked, who has answered, and what can be done about it."""

    template_name = "towers/survey.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """A row per team; links and addresses for those alone who may send them."""
        survey = survey_of(self.actor, kwargs["uid"])
        is_open = is_taking_answers(survey)
        requests = list(survey_requests(self.actor, survey))
        has = capacities(survey.baseline, [request.team_id for request in requests])
        may_act = self.actor.can_edit and not survey.baseline.is_locked
        rows = [self._row(request, has.get(request.team_id, 0), may_act and is_open) for request in requests]
        answered = sum(request.state in (State.ANSWERED, State.APPROVED) for request in requests)
        approved = sum(request.state == State.APPROVED for request in requests)
        return super().get_context_data(
            survey=survey,
            is_open=is_open,
            may_act=may_act,
            rows=rows,
            progress=Progress(len(requests), answered, approved),
            fte_approved=sum(row["fte"] for row in rows if row["request"].state == State.APPROVED),
            fte_asked=sum(row["fte"] for row in rows),
            waiting=[row["request"] for row in rows if row["is_waiting"]],
            to_approve=[row["request"] for row in rows if row["request"].state == State.ANSWERED],
            has_mail=is_mail_configured(),
            **kwargs,
        )

    def _row(self, request: SurveyRequest, units: int, may_link: bool) -> dict[str, Any]:
        filled = sum(request.shares.values())
        link = self.request.build_absolute_uri(link_of(request.uid, request.nonce)) if may_link else ""
        return {
            "request": request,
            "fte": units,
            "filled": filled / WHOLE,
            "is_started": bool(filled) and request.state == State.SENT,
            "is_waiting": request.state in (State.SENT, State.RETURNED),
            "link": link if request.state != State.APPROVED else "",
        }


class SurveyAnswer(SurveyPage):
    """One team's answer beside what the baseline says of it now."""

    template_name = "towers/survey_answer.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The lines, what is left, and the forms that its state allows."""
        asked = survey_request_of(self.actor, kwargs["uid"])
        units = team_fte(asked)
        lines = answer_lines(asked, units)
        is_open, may_act = is_taking_answers(asked.survey), self.actor.can_edit and not asked.survey.baseline.is_locked
        may_link = may_act and is_open and asked.state != State.APPROVED
        link = self.request.build_absolute_uri(link_of(asked.uid, asked.nonce)) if may_link else ""
        share = sum(asked.shares.values())
        return super().get_context_data(
            asked=asked,
            survey=asked.survey,
            team=asked.team,
            lines=lines,
            units=units,
            left=units - sum(line.fte for line in lines),
            share=share / WHOLE,
            left_now=units - sum(line.fte_now for line in lines),
            may_act=may_act,
            is_open=is_open,
            may_decide=may_act and asked.state == State.ANSWERED,
            may_withdraw=may_act and asked.state == State.APPROVED,
            link=link,
            reply_form=ReplyForm(),
            **kwargs,
        )
