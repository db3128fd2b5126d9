"""Many editors of one scenario at once, each reading the page's version and sending a form with it."""

import random
import threading
import time
from collections import Counter
from typing import Any

from django.db import connection

from functions.models import Operation, Scenario
from tests.crash.installation import Installation, installation
from tests.factories import BaselineFactory, ScenarioFactory

LOOKING = threading.BoundedSemaphore(20)


def measure(editors: float, edits: float) -> dict[str, Any]:
    """How many edits were acknowledged, lost and refused, and what is there afterwards."""
    with installation() as site:
        baseline = BaselineFactory.create(organisation_id=site.actor.organisation_id)
        scenario = ScenarioFactory.create(baseline=baseline)
        answers: dict[str, int] = {}
        names = [f"editor {number}" for number in range(int(editors))]
        threads = [threading.Thread(target=edit, args=[site, scenario, name, int(edits), answers]) for name in names]
        begun = time.monotonic()
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return figures(scenario, answers) | {"took, s": round(time.monotonic() - begun, 1)}


def edit(site: Installation, scenario: Scenario, editor: str, edits: int, answers: dict[str, int]) -> None:
    """Read, think up to 50 ms, write; what was refused is not sent again."""
    for number in range(edits):
        version = version_now(scenario)
        time.sleep(random.uniform(0, 0.05))
        reason = f"{editor}, edit {number}"
        form = {"version": version, "function": 1 + number % 10, "reach": "regional", "reason": reason}
        answers[reason] = site.post(f"scenarios/{scenario.uid}/reach/", **form).status


def version_now(scenario: Scenario) -> int:
    """The version that an editor sees; few look at once, since a server has only so many connections to give."""
    with LOOKING:
        try:
            return Scenario.objects.values_list("version", flat=True).get(pk=scenario.pk)
        finally:
            connection.close()


def figures(scenario: Scenario, answers: dict[str, int]) -> dict[str, Any]:
    """Answers by status, beside the operations and the version that the scenario has now."""
    present = Counter(Operation.objects.filter(scenario=scenario).values_list("reason", flat=True))
    acknowledged = {reason for reason, status in answers.items() if status == 302}
    statuses = Counter(answers.values())
    scenario.refresh_from_db()
    return {
        "edits": len(answers),
        "acknowledged": len(acknowledged),
        "conflicts": statuses[409],
        "other answers": sum(count for status, count in statuses.items() if status not in (302, 409)),
        "acknowledged and present once": sum(present[reason] == 1 for reason in acknowledged),
        "operations": present.total(),
        "versions": scenario.version - 1,
    }
