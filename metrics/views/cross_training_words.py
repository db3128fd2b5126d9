"""Cross-training in words."""

from core.figures import integer, percent, plural
from metrics.computations.cross_training import LEAST
from metrics.selectors.cross_training import ALONE, FEW, ONE_PERSON, CrossTraining, Persons, Row

UNIT_WORDS = {"region": "region", "tower": "tower", "cell": "tower in a region", "team": "team", "group": "group"}
CATEGORY_WORDS = {"product": "product", "service": "service", "kind": "kind of ticket"}
CATEGORY_PLURALS = {"product": "products", "service": "services", "kind": "kinds of tickets"}


def heading(rows: list[Row], category: str, line: str) -> str:
    """How much hangs on one unit.

    >>> heading([{"standing": "alone", "tickets": 20, "yearly": 40.0}, {"standing": "several"}], "product", "team")
    '1 of 2 products is closed by one team alone: 40 tickets a year hang on it'
    """
    judged = [row for row in rows if row["standing"] != FEW]
    if not judged:
        return f"No {CATEGORY_WORDS[category]} in view has {LEAST} closed tickets"
    alone = [row for row in judged if row["standing"] in (ALONE, ONE_PERSON)]
    if not alone:
        return f"No {CATEGORY_WORDS[category]} is closed by one {UNIT_WORDS[line]} alone"
    known = [row["yearly"] for row in alone]
    hang = (
        plural(sum(row["tickets"] for row in alone), "ticket")
        if None in known
        else f"{plural(round(sum(known)), 'ticket')} a year"
    )
    words = CATEGORY_PLURALS[category]
    verb, on = ("is", "it") if len(alone) == 1 else ("are", "them")
    return (
        f"{integer(len(alone))} of {integer(len(judged))} {words} {verb} closed by one {UNIT_WORDS[line]} alone: "
        f"{hang} hang on {on}"
    )


def persons_words(persons: Persons) -> str:
    """How many people, unless they are too few to be told.

    >>> persons_words(Persons(7, False)), persons_words(Persons(1, True)), persons_words(Persons(None, False))
    ('7 people', 'not shown', '')
    """
    if persons.is_hidden:
        return "not shown"
    return "" if persons.count is None else plural(persons.count, "person", "people")


def candidate_sentence(found: CrossTraining, line: str, category: str) -> str:
    count = len(found.candidates)
    if not count:
        return f"No {CATEGORY_WORDS[category]} passes the rule."
    words = CATEGORY_WORDS[category] if count == 1 else CATEGORY_PLURALS[category]
    tickets = int(found.candidates.simple.sum())
    return (
        f"{integer(count)} {words} with {plural(tickets, 'simple ticket')}: one {UNIT_WORDS[line]} closes them, "
        "and others close the like."
    )


def reach_sentence(found: CrossTraining) -> str:
    if not found.simple:
        return "No closed ticket in view is simple by the rules of the segments."
    return (
        f"{percent(found.easy / found.simple, 0)} of {plural(found.simple, 'simple ticket')} is without touch: "
        "whoever is trained could close them from anywhere. An upper bound."
    )
