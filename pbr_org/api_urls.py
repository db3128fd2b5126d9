"""All addresses of the API's version 1."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("core.api.urls")),
    path("", include("organisations.api.urls")),
    path("", include("towers.api.urls")),
    path("", include("functions.api.urls")),
    path("", include("services.api.urls")),
    path("", include("metrics.api.urls")),
]
