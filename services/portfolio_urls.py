"""Addresses of the portfolio of services, below an organisation."""

from django.urls import path

from services.views import offerings, office, portfolio, portfolio_picture, technologies, touch_points

urlpatterns = [
    path("services/", portfolio.ServiceList.as_view(), name="services"),
    path("services/add/", portfolio.ServiceAdd.as_view(), name="service-add"),
    path("services/picture/", portfolio_picture.PortfolioPicture.as_view(), name="services-picture"),
    path("services/technologies/", technologies.TechnologyList.as_view(), name="services-technologies"),
    path("services/office/", office.ManagementOffice.as_view(), name="service-office"),
    path("services/office/place/", office.OfficePlace.as_view(), name="service-office-place"),
    path("services/touch-points/", touch_points.TouchPoints.as_view(), name="touch-points"),
    path(
        "services/touch-points/<slug:process>/<slug:phase>/", touch_points.TouchPointPage.as_view(), name="touch-point"
    ),
    path(
        "services/touch-points/<slug:process>/<slug:phase>/reset/",
        touch_points.TouchPointReset.as_view(),
        name="touch-point-reset",
    ),
    path("services/technologies/reuse/", technologies.ReuseSet.as_view(), name="service-reuse"),
    path("services/customers/<uuid:uid>/doors/", portfolio.DoorsSet.as_view(), name="service-doors"),
    path("services/<uuid:uid>/", portfolio.ServiceDetail.as_view(), name="service"),
    path("services/<uuid:uid>/tickets/", portfolio.ServiceTickets.as_view(), name="service-tickets"),
    path("services/<uuid:uid>/edit/", portfolio.ServiceEdit.as_view(), name="service-edit"),
    path("services/<uuid:uid>/remove/", portfolio.ServiceRemove.as_view(), name="service-remove"),
    path("services/<uuid:uid>/offerings/", offerings.OfferingList.as_view(), name="service-offerings"),
    path("services/<uuid:uid>/offerings/new/", offerings.OfferingNew.as_view(), name="service-offering-new"),
    path("services/<uuid:uid>/offerings/<uuid:offering>/", offerings.OfferingPage.as_view(), name="service-offering"),
    path(
        "services/<uuid:uid>/offerings/<uuid:offering>/remove/",
        offerings.OfferingRemove.as_view(),
        name="service-offering-remove",
    ),
]
