"""No lost update over REST: If-Match carries the version that was seen."""

from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request

from core.errors import UserError

IF_MATCH = OpenApiParameter("If-Match", str, OpenApiParameter.HEADER, required=True, description="The version you saw.")


def version_seen(request: Request) -> int:
    """The version in If-Match (`"3"` or 3); 428 without one, 400 if it is no number."""
    text = request.headers.get("If-Match", "").strip().strip('"')
    if not text:
        raise UserError("Send If-Match with the version you saw, so that nobody's change is lost.", status=428)
    if not text.isdigit() or len(text) > 9:
        raise UserError(f"If-Match “{text[:20]}” is no version. Use the number in the field version.", status=400)
    return int(text)
