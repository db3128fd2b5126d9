"""Parts of a list that is computed as a whole: which of its rows a request asks for."""

from rest_framework.request import Request

from core.errors import UserError


def number(request: Request, name: str, default: int) -> int:
    """A parameter that is a count."""
    text = request.query_params.get(name, "")
    if text and (not text.isdigit() or len(text) > 9):
        raise UserError(f"“{text[:20]}” is no {name}. Give a whole number.", status=400)
    return int(text) if text else default
