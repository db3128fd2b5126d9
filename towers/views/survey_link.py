"""The page behind a survey's link: no account, nothing but the team's name, its FTE and names of activities.

Whatever link is refused, the answer is the same: a page that says what may be the matter with any of them.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.generic import View

from core.errors import UserError
from core.views.base import seen_version
from towers.actions.surveys_answers import save_draft, send_answer
from towers.models import SurveyRequest
from towers.survey_forms import sent_shares
from towers.survey_limits import FORGED_PER_WINDOW, WRITES_PER_WINDOW, is_above
from towers.survey_links import request_of_link, signed_parts
from towers.survey_selectors import offered_activities, team_fte
from towers.survey_shares import percent_of_share

State = SurveyRequest.State


@method_decorator(never_cache, name="dispatch")
class SurveyLink(View):
    """Look at the question, keep a draft, send the answer."""

    http_method_names = ["get", "head", "post"]
    asked: SurveyRequest

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The signature first; only then is anything looked up."""
        parts = signed_parts(kwargs["token"])
        if parts is None and is_above("forged", request.META.get("REMOTE_ADDR", ""), FORGED_PER_WINDOW):
            return self._refusal(request, 429)
        asked = request_of_link(*parts) if parts else None
        if asked is None:
            return self._refusal(request, 404)
        self.asked = asked
        response = super().dispatch(request, *args, **kwargs)
        response["X-Robots-Tag"] = "noindex"
        return response

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """The question, with what was filled in so far."""
        return self._page(request)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Keep a draft (for scripts: answers with the new version) or send."""
        if is_above("write", str(self.asked.uid), WRITES_PER_WINDOW):
            return self._refusal(request, 429)
        is_script = request.headers.get("Accept") == "application/json"
        is_draft = request.POST.get("step") == "draft"
        try:
            self._write(request, is_draft)
        except UserError as error:
            if is_script:
                return JsonResponse({"error": str(error)}, status=error.status)
            return self._page(request, error=str(error), typed=request.POST.dict(), status=error.status)
        if is_script:
            return JsonResponse({"version": self.asked.version})
        return HttpResponseRedirect(request.path)

    def _write(self, request: HttpRequest, is_draft: bool) -> None:
        write = save_draft if is_draft else send_answer
        names = {str(row["uid"]): row["name"] for rows in offered_activities(self.asked) for row in rows}
        shares = sent_shares(request.POST, names)
        note = request.POST.get("note", "")
        self.asked = write(request=self.asked, version=seen_version(request), shares=shares, note=note)

    def _page(
        self, request: HttpRequest, *, error: str = "", typed: dict[str, str] | None = None, status: int = 200
    ) -> HttpResponse:
        asked, survey = self.asked, self.asked.survey
        proposed, others = offered_activities(asked)
        for row in (*proposed, *others):
            row["percent"] = (typed or {}).get(f"share-{row['uid']}", row["percent"])
        left = 10_000 - sum(asked.shares.values())
        units = team_fte(asked)
        context = {
            "asked": asked,
            "survey": survey,
            "team": asked.team.name,
            "organisation_name": survey.baseline.organisation.name,
            "units": units,
            "left_percent": percent_of_share(left) or "0",
            "left_units": units * left // 10_000,
            "asked_share": 10_000 - left,
            "proposed": proposed,
            "others": others,
            "note": (typed or {}).get("note", asked.note),
            "version": (typed or {}).get("version", asked.version),
            "is_approved": asked.state == State.APPROVED,
            "is_answered": asked.state == State.ANSWERED,
            "is_returned": asked.state == State.RETURNED,
            "error": error,
        }
        return render(request, "towers/survey_link.html", context, status=status)

    def _refusal(self, request: HttpRequest, status: int) -> HttpResponse:
        return render(request, "towers/survey_refused.html", {"is_flood": status == 429}, status=status)
