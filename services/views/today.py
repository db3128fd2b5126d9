"""Where and when the organisation is."""

from datetime import date
from zoneinfo import ZoneInfo

from django.http import HttpRequest
from django.utils import timezone


def zone_of(request: HttpRequest) -> ZoneInfo:
    """The organisation's time zone."""
    return ZoneInfo(request.membership.organisation.time_zone)  # type: ignore[attr-defined]


def today_of(request: HttpRequest) -> date:
    """The day that it is in the organisation's time zone."""
    return timezone.now().astimezone(zone_of(request)).date()
