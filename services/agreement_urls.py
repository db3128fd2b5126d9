"""Addresses of agreements and business calendars."""

from django.urls import path

from services.views import agreement_register, agreements, calendar_uses, calendars

urlpatterns = [
    path("agreements/", agreements.AgreementList.as_view(), name="agreements"),
    path("agreements/register/", agreement_register.AgreementRegister.as_view(), name="agreement-register"),
    path(
        "services/<uuid:uid>/agreements/draft/",
        agreement_register.AgreementsDraft.as_view(),
        name="service-agreements-draft",
    ),
    path("agreements/new/<slug:kind>/", agreements.AgreementNew.as_view(), name="agreement-new"),
    path("agreements/<uuid:uid>/", agreements.AgreementDetail.as_view(), name="agreement"),
    path("agreements/<uuid:uid>/edit/", agreements.AgreementEdit.as_view(), name="agreement-edit"),
    path("agreements/<uuid:uid>/remove/", agreements.AgreementRemove.as_view(), name="agreement-remove"),
    path("calendars/", calendars.CalendarList.as_view(), name="calendars"),
    path("calendars/new/", calendars.CalendarNew.as_view(), name="calendar-new"),
    path("calendars/uses/new/", calendar_uses.CalendarUseNew.as_view(), name="calendar-use-new"),
    path("calendars/uses/<uuid:uid>/", calendar_uses.CalendarUseDetail.as_view(), name="calendar-use"),
    path("calendars/uses/<uuid:uid>/remove/", calendar_uses.CalendarUseRemove.as_view(), name="calendar-use-remove"),
    path("calendars/<uuid:uid>/", calendars.CalendarDetail.as_view(), name="calendar"),
    path("calendars/<uuid:uid>/remove/", calendars.CalendarRemove.as_view(), name="calendar-remove"),
]
