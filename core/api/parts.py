"""Parts of a list that is computed as a whole: which of its rows a request asks for."""

from rest_framework.request import Request

from core.asked import number_asked


def number(request: Request, name: str, default: int) -> int:
    """A parameter that is a count."""
    return number_asked(request.query_params, name, default)
