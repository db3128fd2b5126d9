"""Addresses of the figures of a baseline, below an organisation."""

from django.urls import path

from metrics.views import coordination, duplication, organisation, span_bands, spans, team_tickets

urlpatterns = [
    path("today/", organisation.OrganisationPage.as_view(), name="organisation"),
    path("today/cell/", organisation.OrganisationCell.as_view(), name="organisation-cell"),
    path("duplication/", duplication.DuplicationPage.as_view(), name="duplication"),
    path("duplication/<uuid:uid>/run/", duplication.DuplicationRun.as_view(), name="duplication-run"),
    path("teams/<uuid:uid>/tickets/", team_tickets.TeamTickets.as_view(), name="team-tickets"),
    path("spans/", spans.SpansPage.as_view(), name="spans"),
    path("spans/coordination/", coordination.CoordinationPage.as_view(), name="coordination"),
    path("spans/bands/", span_bands.SpanBandList.as_view(), name="span-bands"),
    path("spans/bands/<slug:code>/set/", span_bands.SpanBandSet.as_view(), name="span-band-set"),
    path("spans/bands/<slug:code>/reset/", span_bands.SpanBandReset.as_view(), name="span-band-reset"),
    path("spans/<uuid:uid>/run/", spans.SpansRun.as_view(), name="spans-run"),
]
