"""Addresses of the portfolio of services, below an organisation."""

from django.urls import path

from services.views import portfolio

urlpatterns = [
    path("services/", portfolio.ServiceList.as_view(), name="services"),
    path("services/add/", portfolio.ServiceAdd.as_view(), name="service-add"),
    path("services/customers/<uuid:uid>/doors/", portfolio.DoorsSet.as_view(), name="service-doors"),
    path("services/<uuid:uid>/", portfolio.ServiceDetail.as_view(), name="service"),
    path("services/<uuid:uid>/edit/", portfolio.ServiceEdit.as_view(), name="service-edit"),
    path("services/<uuid:uid>/remove/", portfolio.ServiceRemove.as_view(), name="service-remove"),
]
