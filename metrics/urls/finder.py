"""Addresses of the duplication finder."""

from django.urls import path

from metrics.views import finder, finder_actions

FOUND = "duplication/found/"
BASELINE = f"{FOUND}of/<uuid:uid>/"

urlpatterns = [
    path(FOUND, finder.FindingList.as_view(), name="findings"),
    path(f"{FOUND}<slug:key>/", finder.FindingDetail.as_view(), name="finding"),
    path(f"{BASELINE}search/", finder_actions.FindingSearch.as_view(), name="finding-search"),
    path(f"{BASELINE}<slug:key>/decide/", finder_actions.FindingDecide.as_view(), name="finding-decide"),
    path(f"{BASELINE}<slug:key>/merge/", finder_actions.FindingMerge.as_view(), name="finding-merge"),
    path(f"{BASELINE}<slug:key>/split/", finder_actions.FindingSplit.as_view(), name="finding-split"),
    path(
        f"{BASELINE}decisions/<uuid:decision>/withdraw/",
        finder_actions.FindingWithdraw.as_view(),
        name="finding-withdraw",
    ),
]
