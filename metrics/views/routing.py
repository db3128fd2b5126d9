"""The routing policy of a scenario on the history of a log: shares, confusion, and the difference to another policy."""

from collections.abc import Sequence
from typing import Any

from django.http import Http404

from core.figures import integer, percent, plural
from core.views.base import Page
from functions.models import Scenario
from functions.selectors import scenarios_of
from metrics.computations.columns import Ints
from metrics.computations.routing import CODES
from metrics.selectors.routing_history import RoutingHistory, routing_history
from metrics.selectors.segment_rules import segment_rules_of
from metrics.selectors.visible_logs import chosen_log, replay_logs
from services.routing.analysis import Change, changes, shadows
from services.routing.rules import LABELS, Rule, condition_words
from services.routing_selectors import policy_of
from services.routing_words import function_words, path_words, shadow_words

MOST_MOVES = 12
ARRIVAL = "arrival"
NOBODY = "no rule takes it"
UNSOLVED = "unknown"


class RoutingHistoryPage(Page):
    """Where each ticket of a log would have gone."""

    template_name = "metrics/routing_history.html"
    section = "scenarios"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The log and the other scenario are named in the address; the newest log where none is.

        `?view=arrival`: complexity and touch by what a ticket said when it came in, not by what happened to it.
        """
        known = list(scenarios_of(self.actor))
        scenario = _scenario(known, str(kwargs["uid"]))
        policy, logs = policy_of(scenario), replay_logs(self.actor)
        log = chosen_log(logs, self.request.GET.get("log", ""))
        is_at_arrival = self.request.GET.get("view") == ARRIVAL
        held = segment_rules_of(self.actor)
        found = routing_history(scenario, policy.rules, log, held, is_at_arrival=is_at_arrival) if log else None
        others = [one for one in known if one.pk != scenario.pk]
        wanted = self.request.GET.get("with", "")
        other = _scenario(others, wanted) if wanted else None
        shown = _shown(found) if found else {}
        return super().get_context_data(
            scenario=scenario,
            policy=policy,
            logs=logs,
            log=log,
            is_at_arrival=is_at_arrival,
            others=others,
            other=other,
            difference=_difference(policy.rules, other, found) if other else None,
            **shown,
            **kwargs,
        )


def _scenario(known: Sequence[Scenario], uid: str) -> Scenario:
    """The scenario with this uid; 404 for none of them."""
    named = next((one for one in known if str(one.uid) == uid), None)
    if named is None:
        raise Http404("There is no such scenario in this organisation.")
    return named


def _shown(found: RoutingHistory) -> dict[str, Any]:
    same, both = found.same
    nobody = found.tickets - found.taken
    taken = percent(_share(found.taken, found.tickets), 0)
    return {
        "headline": f"A rule takes {taken} of {plural(found.tickets, 'ticket')}",
        "rules": _rule_rows(found),
        "nobody": integer(nobody),
        "nobody_share": percent(_share(nobody, found.tickets), 1),
        "unreached": len(found.unreached()),
        "agreement": f"{percent(_share(same, both), 0)} of {plural(both, 'ticket')}" if both else "",
        "confusion": _matrix(found.table),
        "known": [(LABELS[name], percent(share, 0) if share else "unknown for all") for name, share in found.known()],
        "origins": [
            {
                "attribute": LABELS[name],
                "value": value,
                "by": origin,
                "tickets": integer(count),
                "share": percent(_share(count, found.tickets), 1),
            }
            for name, value, origin, count in found.origins()
        ],
    }


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def _rule_rows(found: RoutingHistory) -> list[dict[str, Any]]:
    hidden = {shadow.rule: shadow_words(shadow) for shadow in shadows(found.rules)}
    unreached = set(found.unreached())
    return [
        {
            "place": place + 1,
            "name": rule.name,
            "when": condition_words(rule.conditions),
            "goes": path_words((*rule.via, rule.function)),
            "tickets": integer(count),
            "share": percent(_share(count, found.tickets), 1),
            "shadow": hidden.get(place, ""),
            "is_unreached": place in unreached,
        }
        for place, (rule, count) in enumerate(zip(found.rules, found.routed.counts(), strict=False))
    ]


def _matrix(table: Ints) -> dict[str, Any]:
    """The functions that occur, in their order, nobody and unknown last."""
    order = [*range(1, CODES), 0]
    rows = [code for code in order if table[code].any()]
    columns = [code for code in order if table[:, code].any()]
    return {
        "columns": [function_words(code) if code else UNSOLVED for code in columns],
        "rows": [
            {
                "name": function_words(code) if code else NOBODY,
                "cells": [(integer(int(table[code, one])), code == one != 0) for one in columns],
                "total": integer(int(table[code].sum())),
            }
            for code in rows
        ],
    }


def _difference(rules: Sequence[Rule], other: Scenario, found: RoutingHistory | None) -> dict[str, Any]:
    theirs = policy_of(other).rules
    return {
        "changes": [(one.name, _change_words(one)) for one in changes(rules, theirs)],
        "moves": _moves(found.moved(theirs)) if found else [],
    }


def _change_words(change: Change) -> str:
    if change.other is None:
        return f"rule {change.place} here, not there"
    if change.place is None:
        return f"not here, rule {change.other} there"
    said = [f"rule {change.place} here, {change.other} there"] if change.place != change.other else []
    return ", ".join([*said, *(["says something else"] if change.is_other else [])])


def _moves(table: Ints) -> list[dict[str, str]]:
    """The largest flows of tickets that the two policies send to different functions."""
    pairs = [(int(table[one, two]), one, two) for one in range(CODES) for two in range(CODES) if one != two]
    largest = sorted((pair for pair in pairs if pair[0]), key=lambda pair: (-pair[0], pair[1:]))
    return [
        {"tickets": integer(count), "here": _named(one), "there": _named(two)}
        for count, one, two in largest[:MOST_MOVES]
    ]


def _named(code: int) -> str:
    return function_words(code) if code else NOBODY
