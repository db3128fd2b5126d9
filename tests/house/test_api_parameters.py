"""Every address of the API refuses parameters that it does not declare, also where it states its own permissions."""

from collections.abc import Iterator, Sequence

from django.urls import URLPattern, URLResolver
from rest_framework.views import APIView

from core.api.parameters import DeclaredParameters
from pbr_org import api_urls


def views(patterns: Sequence[URLPattern | URLResolver]) -> Iterator[type[APIView]]:
    for one in patterns:
        if isinstance(one, URLResolver):
            yield from views(one.url_patterns)
        else:
            yield one.callback.view_class


def test_no_address_passes_over_a_parameter_that_it_does_not_know() -> None:
    found = list(views(api_urls.urlpatterns))
    assert len(found) > 100
    assert [view.__name__ for view in found if DeclaredParameters not in view.permission_classes] == []
