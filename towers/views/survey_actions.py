"""What the lead does to a survey and to answers."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse

from core.errors import UserError
from core.figures import plural
from core.forms import cleaned
from core.models import Run
from core.views.base import ActionView, seen_version
from towers.actions.surveys import close_survey, renew_link, start_survey
from towers.actions.surveys_approval import approve_answer, approve_answers, send_back, withdraw_approval
from towers.actions.surveys_mail import remind, send_links
from towers.models import Survey, SurveyRequest
from towers.selectors import baseline_of
from towers.survey_forms import ReplyForm, SurveyForm, recipients, seen_answers
from towers.survey_selectors import requests_with_uids, survey_of, survey_request_of, survey_requests, teams_to_ask

COPY = "No mail was sent: copy the links from here and send them yourself."


class SurveyAction(ActionView):
    """What is done to a survey leads to its page."""

    def survey_page(self, survey: Survey) -> str:
        """Its progress."""
        return reverse("survey", args=[self.actor.organisation_slug, survey.uid])

    def answer_page(self, asked: SurveyRequest) -> str:
        """One team's answer."""
        return reverse("survey-answer", args=[self.actor.organisation_slug, asked.uid])

    def address(self) -> str:
        """Scheme and host that the links begin with."""
        return self.request.build_absolute_uri("/").rstrip("/")

    def tell(self, done: str, run: Run | None) -> None:
        """What was done, and whether mails are on their way."""
        if run is None:
            messages.info(self.request, f"{done} {COPY}")
        else:
            messages.success(self.request, f"{done} {plural(len(run.params['requests']), 'mail')} will be sent now.")


class SurveyAdd(SurveyAction):
    """Start a survey of a baseline."""

    def act(self, request: HttpRequest, **kwargs: Any) -> str:
        """Start it, and mail the links where that is possible."""
        baseline = baseline_of(self.actor, kwargs["uid"])
        data = cleaned(SurveyForm(request.POST))
        teams = [team for team, _, _ in teams_to_ask(self.actor, baseline)]
        facts = {name: data[name] for name in ("name", "message", "closes_on")}
        asked = recipients(request.POST, data["pasted"], teams)
        survey = start_survey(by=self.actor, baseline=baseline, recipients=asked, **facts)
        requests = list(survey_requests(self.actor, survey))
        run = send_links(by=self.actor, survey=survey, requests=requests, address=self.address())
        self.tell(f"{plural(len(requests), 'team')} can answer now.", run)
        return self.survey_page(survey)


class SurveyClose(SurveyAction):
    """No more answers."""

    def act(self, request: HttpRequest, **kwargs: Any) -> str:
        """Close it."""
        survey = survey_of(self.actor, kwargs["uid"])
        close_survey(by=self.actor, survey=survey, version=seen_version(request))
        messages.success(request, f"“{survey.name}” is closed: its links open nothing any more.")
        return self.survey_page(survey)


class SurveyRemind(SurveyAction):
    """Remind everybody who has not answered, or one team."""

    def act(self, request: HttpRequest, **kwargs: Any) -> str:
        """Count it, and mail where that is possible."""
        survey = survey_of(self.actor, kwargs["uid"])
        wanted = request.POST.get("request")
        only = survey_request_of(self.actor, wanted) if wanted else None
        reminded, run = remind(by=self.actor, survey=survey, address=self.address(), only=only)
        self.tell(f"A reminder of {plural(len(reminded), 'team')} is noted.", run)
        return self.survey_page(survey)


class SurveyApprove(SurveyAction):
    """Approve all answers that stood on the page."""

    def act(self, request: HttpRequest, **kwargs: Any) -> str:
        """Approve each as it was seen; say which could not be."""
        survey = survey_of(self.actor, kwargs["uid"])
        seen = seen_answers(request.POST)
        if not seen:
            raise UserError("There is no answer to approve yet.")
        answers = [(asked, seen[str(asked.uid)]) for asked in requests_with_uids(self.actor, survey, seen)]
        approved, refused = approve_answers(by=self.actor, requests=answers)
        if approved:
            text = (
                f"{plural(len(approved), 'answer is', 'answers are')} approved and surveyed effort of the baseline now."
            )
            messages.success(request, text)
        for text in refused:
            messages.error(request, f"Not approved. {text}")
        return self.survey_page(survey)


class AnswerApprove(SurveyAction):
    """Approve one answer."""

    def act(self, request: HttpRequest, **kwargs: Any) -> str:
        """Write its effort."""
        asked = survey_request_of(self.actor, kwargs["uid"])
        approve_answer(by=self.actor, request=asked, version=seen_version(request))
        messages.success(request, f"The answer of {asked.team.name} is surveyed effort of the baseline now.")
        return self.answer_page(asked)


class AnswerWithdraw(SurveyAction):
    """Take an approval back."""

    def act(self, request: HttpRequest, **kwargs: Any) -> str:
        """Put the earlier effort back."""
        asked = survey_request_of(self.actor, kwargs["uid"])
        withdraw_approval(by=self.actor, request=asked, version=seen_version(request))
        messages.success(request, f"The effort of {asked.team.name} is as it was before the approval.")
        return self.answer_page(asked)


class AnswerReturn(SurveyAction):
    """Send an answer back with a reply."""

    def act(self, request: HttpRequest, **kwargs: Any) -> str:
        """Send it back, by mail too where that is possible."""
        asked = survey_request_of(self.actor, kwargs["uid"])
        reply = cleaned(ReplyForm(request.POST))["reply"]
        send_back(by=self.actor, request=asked, version=seen_version(request), reply=reply)
        run = send_links(by=self.actor, survey=asked.survey, requests=[asked], address=self.address())
        self.tell(f"{asked.team.name} is asked to change its answer.", run)
        return self.answer_page(asked)


class LinkRenew(SurveyAction):
    """A new link, perhaps for somebody else."""

    def act(self, request: HttpRequest, **kwargs: Any) -> str:
        """Make the older ones void."""
        asked = survey_request_of(self.actor, kwargs["uid"])
        recipient = request.POST.get("recipient", "")
        renew_link(by=self.actor, request=asked, version=seen_version(request), recipient=recipient)
        run = send_links(by=self.actor, survey=asked.survey, requests=[asked], address=self.address())
        self.tell(f"{asked.team.name} has a new link; older ones open nothing any more.", run)
        return self.answer_page(asked)
