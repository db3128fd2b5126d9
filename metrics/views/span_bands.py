"""The bands of reports per manager: what holds, and stating others."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse

from core.forms import cleaned
from core.views.base import ActionView, Table, TablePage, seen_version
from metrics.selectors.span_bands import Band, band_of, bands_of
from metrics.span_band_actions import reset_span_band, set_span_band
from metrics.span_band_forms import SpanBandForm


class SpanBandList(TablePage):
    """All bands with their source; editors have a form for each."""

    template_name = "metrics/span_bands.html"
    section = "spans"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What holds."""
        bands = list(bands_of(self.actor).values())
        return super().get_context_data(
            bands=[(band, _form(band)) for band in bands], own=sum(band.is_own for band in bands), **kwargs
        )

    def table(self, wanted: str) -> Table:
        """The same as a download."""
        headers = ["Code", "Managers of", "Fewest reports", "Most reports", "Default", "From", "Source"]
        rows = [
            (b.code, b.label, b.low, b.high, b.default_range, "organisation" if b.is_own else "default", b.source)
            for b in bands_of(self.actor).values()
        ]
        return Table("bands of reports per manager", headers, rows)


def _form(band: Band) -> SpanBandForm:
    """What holds, to be changed."""
    source = band.source if band.is_own else ""
    initial = {"version": band.version, "low": band.low, "high": band.high, "source": source}
    return SpanBandForm(initial=initial, auto_id=f"id_{band.code}_%s")


class SpanBandSet(ActionView):
    """State a band."""

    def act(self, request: HttpRequest, **kwargs: Any) -> str:
        """Keep it; back to the bands."""
        band = band_of(self.actor, kwargs["code"])
        set_span_band(by=self.actor, code=band.code, **cleaned(SpanBandForm(request.POST)))
        messages.success(request, f"Saved: {band.label}. Spans and the org chart are held against it from now on.")
        return reverse("span-bands", args=[self.actor.organisation_slug])


class SpanBandReset(ActionView):
    """Take a band back."""

    def act(self, request: HttpRequest, **kwargs: Any) -> str:
        """The default holds again; back to the bands."""
        band = band_of(self.actor, kwargs["code"])
        reset_span_band(by=self.actor, code=band.code, version=seen_version(request))
        messages.success(request, f"The default of {band.default_range} holds again: {band.label}.")
        return reverse("span-bands", args=[self.actor.organisation_slug])
