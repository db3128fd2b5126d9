"""What the design choices of a scenario leave open, and what their page shows."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from core.figures import plural
from functions.choice_selectors import Chosen, choices_of
from functions.choosing import CUSTOMERS, LOCATIONS, PARTNER_RATE, RETAIN, SOURCED, sourcing_of
from functions.models import Design, Scenario
from towers.functions_reference import BY_CODE, FUNCTIONS
from towers.names import folded

REACH_WORDS = {"global": "global", "overlay": "global with an overlay", "regional": "regional"}


def doors(named: Mapping[int, Sequence[str]]) -> dict[str, list[int]]:
    """The functions at whose door each group of customers stands; names that differ in case or spaces are one.

    >>> doors({1: ["Business partners"], 5: ["Users", "business  partners"]})
    {'Business partners': [1, 5], 'Users': [5]}
    """
    labels: dict[str, str] = {}
    found: defaultdict[str, list[int]] = defaultdict(list)
    for code, groups in sorted(named.items()):
        for group in groups:
            found[labels.setdefault(folded(group), group)].append(code)
    return dict(found)


def open_points(chosen: Chosen) -> list[str]:
    """What a design leaves open, in sentences; none of it stops anything."""
    return [*_empty(chosen), *_front_doors(chosen), *_sourced(chosen), *_undecided(chosen)]


def _empty(chosen: Chosen) -> Iterator[str]:
    empty = [row.function.name for row in chosen.rows if not row.fte]
    if len(empty) == len(FUNCTIONS):
        yield "Nothing is placed yet: all ten functions are empty."
    elif empty:
        yield f"{_listed(empty)} {'holds' if len(empty) == 1 else 'hold'} no effort. A complete design has all ten."


def _front_doors(chosen: Chosen) -> Iterator[str]:
    named = doors({row.function.code: row.customers for row in chosen.rows})
    for group, codes in named.items():
        if len(codes) > 1:
            names = _listed([BY_CODE[code].name for code in codes])
            yield f"{group} have {len(codes)} front doors, {names}. One is enough."
    known = {folded(group) for group in named}
    missing = [group for group in CUSTOMERS if folded(group) not in known]
    if missing:
        yield f"{_listed(missing)} have no front door. Name the function to which they come."


def _sourced(chosen: Chosen) -> Iterator[str]:
    sourced = [row for row in chosen.rows if row.sourcing == SOURCED]
    priceless = [row.function.name for row in sourced if PARTNER_RATE not in row.chosen]
    if priceless:
        yield f"{_listed(priceless)} {'is' if len(priceless) == 1 else 'are'} sourced without a partner's rate."
    core = [row.function.name for row in sourced if sourcing_of(row.function.code) == RETAIN]
    if core:
        verb = "goes" if len(core) == 1 else "go"
        yield f"{_listed(core)} {verb} to a partner: what decides on products, technology and customers usually stays."


def _undecided(chosen: Chosen) -> Iterator[str]:
    if chosen.budget is None:
        yield "Nobody holds the budget from end to end yet: product managers or level 3 operations?"
    lost = [
        row.function.name
        for row in chosen.rows
        if row.reach == Design.Reach.REGIONAL and 0 < len(row.chosen.get(LOCATIONS, ())) < len(chosen.regions)
    ]
    if lost:
        verb = "is" if len(lost) == 1 else "are"
        yield f"{_listed(lost)} {verb} regional, but not in every region: who works for the others?"


def _listed(names: Iterable[str]) -> str:
    names = list(names)
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))


def choices_page(scenario: Scenario) -> dict[str, Any]:
    """What the page of the choices shows."""
    chosen = choices_of(scenario)
    points = open_points(chosen)
    return {"chosen": chosen, "open_points": points, "finding": _finding(chosen, points)}


def _finding(chosen: Chosen, points: Sequence[str]) -> str:
    """The page's heading: how many functions reach how far, and what is open."""
    reaches = Counter(row.reach for row in chosen.rows)
    first, *others = [(words, reaches[reach]) for reach, words in REACH_WORDS.items() if reaches[reach]]
    pools = f"{plural(first[1], 'function')} {first[0]}" if others else f"All ten functions {first[0]}"
    pools += "".join(f", {count} {words}" for words, count in others)
    return f"{pools}; {plural(len(points), 'point')} still open" if points else f"{pools}; nothing is left open"
