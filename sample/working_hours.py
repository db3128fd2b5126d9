"""The sample's clocks: the log counts office hours in Europe, Asia and the Americas work by their own."""

from datetime import date

from django.db import transaction

from core.actor import Actor
from sample.generator.teams import REGION_TIME_ZONES
from sample.promises import OFFICE
from services.actions.calendar_uses import add_calendar_use
from services.actions.calendars import Hours, add_calendar
from services.actions.logs import edit_log
from services.models import BusinessCalendar, CalendarUse, TicketLog
from towers.models import Region

# Region, minutes after midnight from and to, holidays of every year, and those that move.
_OFFICES = (
    (
        *("Asia", 540, 1_080),
        ((1, 1, "New Year"), (5, 1, "Labour Day"), (8, 9, "National Day"), (12, 25, "Christmas Day")),
        tuple((day, "Lunar New Year") for day in (date(2025, 1, 29), date(2025, 1, 30), date(2026, 2, 17))),
    ),
    (
        *("Americas", 480, 1_020),
        ((1, 1, "New Year"), (7, 4, "Independence Day"), (12, 25, "Christmas Day")),
        tuple((day, "Thanksgiving") for day in (date(2025, 11, 27), date(2026, 11, 26))),
    ),
)


def state_working_hours(by: Actor, log: TicketLog) -> None:
    """Who works by which calendar, once."""
    if CalendarUse.objects.visible_to(by).exists():
        return
    with transaction.atomic():
        for region, begins, ends, fixed, moving in _OFFICES:
            days = [(date(year, month, day), name) for year in (2025, 2026) for month, day, name in fixed]
            week = dict.fromkeys(range(5), ((begins, ends),))
            hours = Hours(f"Office hours {region}", REGION_TIME_ZONES[region], week, [*days, *moving])
            calendar = add_calendar(by=by, hours=hours)
            add_calendar_use(by=by, calendar=calendar, region=Region.objects.visible_to(by).get(name=region))
        office = BusinessCalendar.objects.visible_to(by).get(name=OFFICE)
        edit_log(by=by, log=log, version=log.version, calendar=office, system_rule=log.system_rule)
