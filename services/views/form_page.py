"""Pages with a form: what cannot be saved comes back as it was typed, with the reason at its field."""

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from core.errors import UserError
from core.forms import complaints
from core.views.base import NO_VERSION, Page

NOT_SAVED = 422


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
        """Save and go on, or say what is wrong (422)."""
        form = self.form(request.POST)
        if form.is_valid():
            try:
                text, address = self.save(form)
            except UserError as error:
                _blame(form, error)
            else:
                messages.success(request, text)
                return HttpResponseRedirect(address)
        return self.refuse(form, **kwargs)

    def refuse(self, form: Form, **kwargs: Any) -> HttpResponse:
        """The page again, with the form as it was typed."""
        return self.render_to_response(self.get_context_data(**kwargs, form=form), status=NOT_SAVED)


class FormOfPage(FormPage):
    """A form that stands on a page among other things, at an address of its own that only takes it.

    A subclass is also that page, which shows the `form` that it is given.
    """

    http_method_names = ["post"]

    def refuse(self, form: Form, **kwargs: Any) -> HttpResponse:
        """The whole page again: what is wrong is said at its top and at the fields, the first of which is gone to."""
        if form.errors.pop("version", None):
            form.add_error(None, NO_VERSION)
        messages.error(self.request, f"Not saved. {'; '.join(complaints(form))}")
        if first := next((name for name in form.errors if name in form.fields), ""):
            form.fields[first].widget.attrs["autofocus"] = True
        return super().refuse(form, **kwargs)


def _blame(form: Form, error: UserError) -> None:
    """The error at the fields that it names, else above the form."""
    named = [one for one in error.details if one.get("field") in form.fields]
    for one in named:
        form.add_error(str(one["field"]), str(one.get("detail", error)))
    if not named:
        form.add_error(None, str(error))
