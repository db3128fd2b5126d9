"""The day that it is where the organisation is."""

from datetime import date
from zoneinfo import ZoneInfo

from django.http import HttpRequest
from django.utils import timezone


def today_of(request: HttpRequest) -> date:
    """In the organisation's time zone."""
    zone = ZoneInfo(request.membership.organisation.time_zone)  # type: ignore[attr-defined]
    return timezone.now().astimezone(zone).date()
