"""Addresses of people and tokens in the API."""

from django.urls import path

from organisations.api import tokens

urlpatterns = [
    path("me/", tokens.WhoAmI.as_view(), name="api-me"),
    path("tokens/", tokens.TokenCollection.as_view(), name="api-tokens"),
    path("tokens/<uuid:uid>/", tokens.TokenItem.as_view(), name="api-token"),
]
