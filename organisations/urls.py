"""Addresses about people, below an organisation."""

from django.urls import path

from organisations import views

urlpatterns = [
    path("members/", views.MemberList.as_view(), name="members"),
    path("members/add/", views.MemberAdd.as_view(), name="member-add"),
    path("members/<uuid:uid>/", views.MemberChange.as_view(), name="member-change"),
    path("person-free/", views.PersonFree.as_view(), name="person-free"),
    path("tokens/", views.TokenList.as_view(), name="tokens"),
    path("tokens/add/", views.TokenAdd.as_view(), name="token-add"),
    path("tokens/<uuid:uid>/revoke/", views.TokenRevoke.as_view(), name="token-revoke"),
]
