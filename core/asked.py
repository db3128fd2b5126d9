"""What an address asks for: every parameter is known, or the answer says which it is and what it may be.

Nothing that is asked is passed over in silence: a page answers 400 with the sentence, the API with a problem.
"""

import re
from collections.abc import Collection, Mapping
from datetime import date, timedelta

from core.errors import UserError

MONTH = re.compile(r"\d{4}(0[1-9]|1[0-2])")
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2199, 12, 31)
MOST_NAMED = 25


def refused(name: str, text: str, remedy: str) -> UserError:
    """The answer to a parameter that cannot be; to be raised."""
    return UserError(f"“{text[:40]}” is no {name.replace('_', ' ')}. {remedy}", [{"field": name}], status=400)


def one_of(asked: Mapping[str, str], name: str, known: Collection[str], default: str = "") -> str:
    """One of the known words; `default` where nothing is asked.

    >>> one_of({"unit": "team"}, "unit", ("group", "team")), one_of({}, "unit", ("group", "team"), "group")
    ('team', 'group')
    >>> one_of({"unit": "zzz"}, "unit", ("group", "team"))
    Traceback (most recent call last):
    core.errors.UserError: “zzz” is no unit. The parameter “unit” may be: group, team.
    """
    text = asked.get(name, "")
    if text and text not in known:
        named = [word for word in known if word]
        rest = f" and {len(named) - MOST_NAMED} more" if len(named) > MOST_NAMED else ""
        raise refused(name, text, f"The parameter “{name}” may be: {', '.join(named[:MOST_NAMED])}{rest}.")
    return text or default


def month_asked(asked: Mapping[str, str], name: str = "month") -> int:
    """A month as yyyymm; 0 where none is asked.

    >>> month_asked({"month": "201205"}), month_asked({})
    (201205, 0)
    """
    text = asked.get(name, "")
    if text and not MONTH.fullmatch(text):
        raise refused(name, text, f"The parameter “{name}” is year and month in six digits, such as 201205.")
    return int(text) if text else 0


def number_asked(asked: Mapping[str, str], name: str, default: int, most: int = 10**9 - 1) -> int:
    """A whole number from 0 on; `default` where none is asked."""
    text = asked.get(name, "")
    if text and not (text.isascii() and text.isdigit() and len(text) < 10 and int(text) <= most):
        raise refused(name, text, f"The parameter “{name}” is a whole number from 0 to {most}.")
    return int(text) if text else default


def week_asked(asked: Mapping[str, str], today: date, name: str = "week") -> date:
    """The Monday of the week of a day, as year-month-day; of today's where none is asked.

    >>> week_asked({"week": "2026-04-15"}, date(2026, 1, 1))
    datetime.date(2026, 4, 13)
    """
    text = asked.get(name, "")
    try:
        day = date.fromisoformat(text) if text else today
    except ValueError:
        day = date.min
    if not FIRST_DAY <= day <= LAST_DAY:
        remedy = f"The parameter “{name}” is a day from {FIRST_DAY} to {LAST_DAY}, such as 2026-04-15."
        raise refused(name, text, remedy)
    return day - timedelta(days=day.weekday())
