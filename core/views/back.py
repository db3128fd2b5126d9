"""Where a user came from."""

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme


def address_back(request: HttpRequest) -> str:
    """The page that the form stood on, if it is one of ours; else the start page."""
    referer = request.headers.get("Referer", "")
    is_ours = url_has_allowed_host_and_scheme(referer, {request.get_host()}, request.is_secure())
    return referer if is_ours else "/"
