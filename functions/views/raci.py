"""Who does what in the processes between functions."""

from typing import Any

from core.figures import plural
from core.views.base import Page
from functions.board_answers import can_move
from functions.models import Duty
from functions.raci import raci, violations
from functions.role_selectors import letters_of
from functions.selectors import scenario_of


class ScenarioRaci(Page):
    """A table of letters: processes in rows, functions and offices in columns."""

    template_name = "functions/raci.html"
    section = "scenarios"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The letters and what is wrong with them."""
        scenario = scenario_of(self.actor, kwargs["uid"])
        letters, parties = letters_of(scenario), raci().parties
        lines = [
            {
                "process": process,
                "cells": [
                    (party, name, letters.get(process.code, {}).get(party, "")) for party, name in parties.items()
                ],
                "violations": violations(letters.get(process.code, {})),
            }
            for process in raci().processes
        ]
        wrong = sum(bool(line["violations"]) for line in lines)
        return super().get_context_data(
            scenario=scenario,
            can_change=can_move(self.actor, scenario),
            parties=parties,
            lines=lines,
            letters=Duty.Letter.choices,
            has_letters=bool(letters),
            heading=_heading(len(lines), wrong, has_letters=bool(letters)),
            **kwargs,
        )


def _heading(processes: int, wrong: int, has_letters: bool) -> str:
    """The finding in words.

    >>> _heading(7, 2, True), _heading(7, 0, True)
    ('2 of 7 processes are not settled', 'Exactly one party answers for each of 7 processes')
    """
    if not has_letters:
        return "Nobody is named yet for the processes between functions"
    if wrong:
        return f"{wrong} of {plural(processes, 'process', 'processes')} are not settled"
    return f"Exactly one party answers for each of {plural(processes, 'process', 'processes')}"
