"""Addresses of ticket logs in the API."""

from django.urls import path

from services.api import (
    agreements,
    calendar_uses,
    logs,
    offerings,
    office,
    portfolio,
    projects,
    routing,
    targets,
    touch_points,
    worth,
)

urlpatterns = [
    path("calendars/", agreements.CalendarCollection.as_view(), name="api-calendars"),
    path("calendars/<uuid:uid>/", agreements.CalendarItem.as_view(), name="api-calendar"),
    path("calendar-uses/", calendar_uses.CalendarUseCollection.as_view(), name="api-calendar-uses"),
    path("calendar-uses/<uuid:uid>/", calendar_uses.CalendarUseItem.as_view(), name="api-calendar-use"),
    path("agreements/", agreements.AgreementCollection.as_view(), name="api-agreements"),
    path("agreements/<uuid:uid>/", agreements.AgreementItem.as_view(), name="api-agreement"),
    path("agreements/<uuid:uid>/chain/", agreements.AgreementChain.as_view(), name="api-agreement-chain"),
    path("services/", portfolio.ServiceCollection.as_view(), name="api-services"),
    path("services/technologies/", portfolio.TechnologyCollection.as_view(), name="api-technologies"),
    path("services/worth/", worth.ServiceWorth.as_view(), name="api-services-worth"),
    path("services/office/", office.OfficeWork.as_view(), name="api-office"),
    path("services/touch-points/", touch_points.TouchPointCollection.as_view(), name="api-touch-points"),
    path(
        "services/touch-points/<slug:process>/<slug:phase>/",
        touch_points.TouchPointItem.as_view(),
        name="api-touch-point",
    ),
    path("services/projects/", projects.ProjectCollection.as_view(), name="api-projects"),
    path("services/projects/<uuid:uid>/", projects.ProjectItem.as_view(), name="api-project"),
    path("services/<uuid:uid>/", portfolio.ServiceItem.as_view(), name="api-service"),
    path("services/<uuid:uid>/offerings/", offerings.OfferingCollection.as_view(), name="api-offerings"),
    path("services/<uuid:uid>/offerings/<uuid:offering>/", offerings.OfferingItem.as_view(), name="api-offering"),
    path("scenarios/<uuid:uid>/services/", targets.TargetServiceCollection.as_view(), name="api-scenario-services"),
    path(
        "scenarios/<uuid:uid>/services/<uuid:service>/",
        targets.TargetServiceItem.as_view(),
        name="api-scenario-service",
    ),
    path("scenarios/<uuid:uid>/routing/", routing.PolicyItem.as_view(), name="api-routing"),
    path("scenarios/<uuid:uid>/route/", routing.RouteTickets.as_view(), name="api-route"),
    path("ticket-logs/", logs.LogCollection.as_view(), name="api-ticket-logs"),
    path("ticket-logs/<uuid:uid>/", logs.LogItem.as_view(), name="api-ticket-log"),
    path("ticket-logs/<uuid:uid>/groups/", logs.GroupCollection.as_view(), name="api-ticket-groups"),
    path("ticket-logs/<uuid:uid>/groups/<uuid:group>/", logs.GroupItem.as_view(), name="api-ticket-group"),
]
