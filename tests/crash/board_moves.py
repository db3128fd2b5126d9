"""Two people on one board at once: moves, rules, and the undo of what the other one did."""

import random
import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

from functions.models import Operation, Scenario
from functions.projection import SHARE_UNIT
from functions.rebuild import rebuild_placements
from tests.crash.installation import Installation, installation
from tests.factories import ActivityFactory, BaselineFactory, BaselineTeamFactory, EffortFactory, TeamFactory
from tests.functions.boards import rows_of

TEAMS, WORK = 12, 10  # so many cards that some stay in their teams to the end, for the rules
ACTS = ("moves", "moves", "moves", "rule", "undo")


@dataclass
class Editor:
    """One of the two, with what the server answered: (address, status, what it said) each time."""

    session: str
    user: int | None
    answers: list[tuple[str, int, dict[str, Any]]] = field(default_factory=list)


def measure(steps: float) -> dict[str, Any]:
    """Both begin each of their attempts from the same version; what was refused is not sent again."""
    with installation() as site:
        scenario, cards = a_board(site)
        other, session = site.sign_in("other@example.org")
        editors = [Editor(site.session, site.actor.user_id), Editor(session, other.user_id)]
        together = threading.Barrier(2)
        threads = [
            threading.Thread(target=play, args=[site, scenario, editor, cards, int(steps) // 2, together])
            for editor in editors
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return figures(scenario, editors)


def a_board(site: Installation) -> tuple[Scenario, list[tuple[str, str]]]:
    """A scenario with nothing placed, and its cards by the uids of team and activity."""
    baseline = BaselineFactory.create(organisation=site.organisation)
    teams = [TeamFactory.create(organisation=site.organisation) for _ in range(TEAMS)]
    work = [ActivityFactory.create(organisation=site.organisation, function_code=7) for _ in range(WORK)]
    for team in teams:
        BaselineTeamFactory.create(baseline=baseline, team=team)
        for activity in work:
            EffortFactory.create(baseline=baseline, team=team, activity=activity, fte=10_000)
    scenario = Scenario.objects.create(organisation=site.organisation, baseline=baseline, name="Board")
    return scenario, [(str(team.uid), str(activity.uid)) for team in teams for activity in work]


def play(
    site: Installation,
    scenario: Scenario,
    editor: Editor,
    cards: list[tuple[str, str]],
    attempts: int,
    together: threading.Barrier,
) -> None:
    """Look together with the other one, then act."""
    for number in range(attempts):
        version, theirs = look(scenario, editor)
        together.wait(60)
        act = random.choice(ACTS) if theirs else "moves"
        body = BODIES[act](cards, theirs) | {"reason": f"{editor.user}, {number}", "version": version}
        status, told = site.post_json(f"scenarios/{scenario.uid}/board/{act}/", editor.session, **body)
        editor.answers.append((act, status, told))


def look(scenario: Scenario, editor: Editor) -> tuple[int, int]:
    """The version that the editor sees, and the newest step of the other one (0: none yet)."""
    try:
        version = Scenario.objects.values_list("version", flat=True).get(pk=scenario.pk)
        steps = Operation.objects.filter(scenario=scenario).exclude(by_id=editor.user).order_by("-seq")
        return version, steps.values_list("seq", flat=True).first() or 0
    finally:
        connection.close()


def move(cards: list[tuple[str, str]], theirs: int) -> dict[str, Any]:
    """Up to three cards, each whole in one column."""
    chosen = random.sample(cards, random.randint(1, 3))
    return {"moves": [[*card, {str(random.randint(1, 10)): SHARE_UNIT}] for card in chosen]}


def rule(cards: list[tuple[str, str]], theirs: int) -> dict[str, Any]:
    """A tenth of what stays in its team."""
    return {"source": 0, "target": random.randint(1, 10), "share": SHARE_UNIT // 10}


def undo(cards: list[tuple[str, str]], theirs: int) -> dict[str, Any]:
    """What the other one did last."""
    return {"seq": theirs}


BODIES: dict[str, Callable[[list[tuple[str, str]], int], dict[str, Any]]] = {"moves": move, "rule": rule, "undo": undo}


def figures(scenario: Scenario, editors: list[Editor]) -> dict[str, Any]:
    """Answers by kind, beside the steps that are there now and the rows that follow from them."""
    answers = [(editor.user, *answer) for editor in editors for answer in editor.answers]
    acknowledged = {told["version"]: user for user, _, status, told in answers if status == 200}
    present = dict(Operation.objects.filter(scenario=scenario).values_list("seq", "by_id"))
    lost = [told for _, _, status, told in answers if status == 409 and "board" in told]
    refused = [told for _, act, status, told in answers if act == "undo" and status == 409 and "board" not in told]
    scenario.refresh_from_db()
    rows = rows_of(scenario)
    rebuild_placements(scenario)
    return {
        "attempts": len(answers),
        "by kind": Counter(act for _, act, _, _ in answers),
        "acknowledged": sum(status == 200 for _, _, status, _ in answers),
        "acknowledged and present as theirs": sum(present.get(seq) == user for seq, user in acknowledged.items()),
        "steps": len(present),
        "lost races": len(lost),
        "told both": sum(bool(told["yours"] and told["theirs"]) for told in lost),
        "undo of the other's refused": sum("only one's own" in told["detail"] for told in refused),
        "other answers": len(answers) - len(lost) - len(refused) - len(acknowledged),
        "rebuilt rows are the same": rows == rows_of(scenario),
    }
