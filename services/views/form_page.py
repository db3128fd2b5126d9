"""A page with one form: what cannot be saved comes back as it was typed, with the reason beside it."""

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from core.errors import UserError
from core.views.base import Page


class FormPage(Page):
    """Shows `form()` and saves it with `save()`, which returns what to say and the address to go to."""

    requires = "edit"

    def form(self, *data: Any) -> Form:
        """The form, of what was sent if anything was."""
        raise NotImplementedError

    def save(self, form: Any) -> tuple[str, str]:
        """Call the action with a valid form."""
        raise NotImplementedError

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The form, unless it comes back."""
        kwargs.setdefault("form", self.form())
        return super().get_context_data(**kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Save and go on, or say what is wrong."""
        form = self.form(request.POST)
        if form.is_valid():
            try:
                text, address = self.save(form)
            except UserError as error:
                form.add_error(None, str(error))
            else:
                messages.success(request, text)
                return HttpResponseRedirect(address)
        return self.render_to_response(self.get_context_data(**kwargs, form=form))
