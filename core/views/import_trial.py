"""What a field of an import would read, while somebody is still typing how."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from core.errors import UserError
from core.imports.trial import tried
from core.views.base import ActorMixin
from core.views.imports import found_import


class ImportTrial(ActorMixin):
    """Ten rows as the posted form would have them read; nothing is changed."""

    http_method_names = ["post"]
    requires = "edit"

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """The rows, or what is wrong with the form in one sentence."""
        incoming = found_import(self.actor, kwargs["uid"])
        try:
            if "columns" not in incoming.report:
                raise UserError("The files are not read yet. Wait until their run has ended.")
            trial = tried(self.actor, incoming, kwargs["code"], request.POST)
        except UserError as error:
            trial = {"rows": [], "questions": [str(error)]}
        return render(request, "core/_import_trial.html", {"trial": trial, "actor": self.actor})
