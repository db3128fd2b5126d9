"""What the board's page is told: everything once, then what changed."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from core.actor import Actor
from core.figures import plural
from functions.board import CODES, Board, Facts, Volumes, board_of, heading, reaches_of, volume_text
from functions.board_doubts import Doubts, doubts_of
from functions.models import Operation, Scenario
from functions.projection import MOVE_CARDS, Pair, Shares
from functions.selectors import regions_of, steps_of
from functions.undoing import step_to_redo, step_to_undo
from functions.wording import step_words


def board_data(actor: Actor, scenario: Scenario) -> dict[str, Any]:
    """The whole board, names once: a card is [team, activity, FTE in 1/10,000, code, share, code, share, …].

    Teams are [uid, name, tower, region, capability]; numbers are places in the lists beside, −1 for none. 0 is the code
    of what stays in its team.
    """
    board = board_of(scenario)
    towers, tower_at = _listed(board.towers)
    regions, region_at = _listed(board.regions)
    capabilities, capability_at = _listed({team: (name, name) for team, name in board.capabilities.items()})
    teams = {team: at for at, team in enumerate(board.teams)}
    activities = {activity: at for at, activity in enumerate(board.activities)}
    return board_state(actor, scenario, board) | {
        "isEditable": can_move(actor, scenario),
        "reaches": reaches_of(scenario),
        "towers": towers,
        "regions": regions,
        "capabilities": capabilities,
        "teams": [
            [*board.teams[team], *(at.get(team, -1) for at in (tower_at, region_at, capability_at))] for team in teams
        ],
        "activities": [list(facts) for facts in board.activities.values()],
        "cards": [
            [teams[pair[0]], activities[pair[1]], effort, *_flat(board.shares[pair])]
            for pair, effort in board.efforts.items()
        ],
    }


def can_move(actor: Actor, scenario: Scenario) -> bool:
    """Only a draft changes, and only by those who may edit."""
    return actor.can_edit and scenario.state == Scenario.State.DRAFT


def board_state(actor: Actor, scenario: Scenario, board: Board) -> dict[str, Any]:
    """Version, finding, totals by column (FTE x share, and in words), what undo and redo would reverse, doubts."""
    volumes, counts = board.volumes(), board.counts()
    operations = list(scenario.operations.select_related("reverses").order_by("seq"))
    return {
        "version": scenario.version,
        "heading": heading(volumes, counts[0]),
        "volumes": list(volumes.values()),
        "totals": [volume_text(volume) for volume in volumes.values()],
        **_reversible(actor, operations),
        **_doubts(board, doubts_of(scenario, board, steps_of(operations))),
    }


def _doubts(board: Board, doubts: Doubts) -> dict[str, Any]:
    """Doubtful cards as [place in the list of cards, percent sure], disputed activities as [uid, words]."""
    sureness = doubts.sureness
    return {
        "doubts": [[at, round(100 * sureness[pair])] for at, pair in enumerate(board.efforts) if pair in sureness],
        "disputes": [[board.activities[activity][0], words] for activity, words in doubts.disputes.items()],
    }


def changed_cards(board: Board, before: Board) -> list[list[Any]]:
    """The cards that lie elsewhere than before: [team uid, activity uid, code, share, …]."""
    pairs: Iterable[Pair] = (pair for pair in board.shares if board.shares[pair] != before.shares.get(pair))
    return [
        [board.teams[team][0], board.activities[activity][0], *_flat(board.shares[team, activity])]
        for team, activity in pairs
    ]


def columns(scenario: Scenario, board: Board) -> list[dict[str, Any]]:
    """The heads of the columns: code, total in words and cards."""
    volumes: Volumes = board.volumes()
    counts, reaches = board.counts(), ["", *reaches_of(scenario)]
    return [
        {
            "code": code,
            "total": volume_text(volumes[code]),
            "cards": plural(counts[code], "card"),
            "reach": reaches[code],
        }
        for code in CODES
    ]


def news_since(scenario: Scenario, version: int) -> list[str]:
    """What was done after this version, a sentence each, oldest first."""
    steps = scenario.operations.filter(seq__gt=version).select_related("by", "reverses").order_by("seq")
    names = {region.pk: region.name for region in regions_of(scenario)}
    return [_news(step, step_words(step, names)) for step in steps]


def _news(step: Operation, words: str) -> str:
    who = _who(step)
    if step.kind == MOVE_CARDS:
        verb = "confirmed" if step.payload.get("is_confirming") else "moved"
        return f"{who} {verb} {plural(len(step.payload['moves']), 'card')}"
    return f"{who}: {words[:1].lower()}{words[1:]}"


def _who(step: Operation) -> str:
    return str(step.by).partition("@")[0] if step.by else "Somebody"


def _reversible(actor: Actor, operations: Sequence[Operation]) -> dict[str, Any]:
    steps, by_seq = steps_of(operations), {operation.seq: operation for operation in operations}
    own = {operation.seq for operation in operations if operation.by_id == actor.user_id}
    undo, redo = step_to_undo(steps, own), step_to_redo(steps, own)
    back = by_seq[redo].reverses if redo else None
    return {
        "undo": {"seq": undo, "words": step_words(by_seq[undo], {})} if undo else None,
        "redo": {"seq": redo, "words": step_words(back, {})} if back else None,
    }


def _listed(places: Mapping[int, Facts]) -> tuple[Sequence[Facts], dict[int, int]]:
    """The places by name, and where each team's is in that list."""
    listed = sorted(set(places.values()), key=lambda facts: facts[1])
    at = {facts: number for number, facts in enumerate(listed)}
    return listed, {team: at[facts] for team, facts in places.items()}


def _flat(shares: Shares) -> list[int]:
    return [number for code, share in sorted(shares.items()) for number in (code, share)]
