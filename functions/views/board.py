"""The board of a scenario: its page, and what its script asks for and sends."""

from typing import Any

from django.http import HttpRequest, JsonResponse
from django.urls import reverse
from django.utils.functional import cached_property

from core.errors import UserError
from core.logs import current_request_id
from core.versions import Conflict
from core.views.base import ActorMixin, Page
from functions import actions, selectors
from functions.board import Board, board_of, heading
from functions.board_answers import board_data, board_state, can_move, changed_cards, columns, news_since
from functions.board_rules import checked_rule, rule_preview
from functions.board_sent import sent_body, sent_moves, sent_number, sent_version, sent_words
from functions.models import Operation, Scenario
from functions.projection import HOME
from functions.wording import step_words
from towers.functions_reference import BY_CODE, FUNCTIONS

ADDRESSES = {name: f"scenario-board-{name}" for name in ("data", "moves", "rule", "undo")}


class ScenarioBoard(Page):
    """Ten columns and the teams' own, and a card for each team's effort on an activity."""

    template_name = "functions/board.html"
    section = "scenarios"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Heads and totals; the cards are fetched by the page's script."""
        scenario = selectors.scenario_of(self.actor, kwargs["uid"])
        board = board_of(scenario)
        heads = [head | {"function": BY_CODE.get(head["code"])} for head in columns(scenario, board)]
        return super().get_context_data(
            scenario=scenario,
            is_editable=can_move(self.actor, scenario),
            has_cards=bool(board.efforts),
            heading=heading(board.volumes(), board.counts()[HOME]),
            columns=heads,
            functions=FUNCTIONS,
            settings=self._settings(scenario),
            **kwargs,
        )

    def _settings(self, scenario: Scenario) -> dict[str, Any]:
        place = [self.actor.organisation_slug, scenario.uid]
        return {name: reverse(address, args=place) for name, address in ADDRESSES.items()}


class BoardAnswer(ActorMixin):
    """What the board asks for in the background; answers are JSON, errors too."""

    @cached_property
    def scenario(self) -> Scenario:
        """The scenario that the address names."""
        return selectors.scenario_of(self.actor, self.kwargs["uid"])


class BoardData(BoardAnswer):
    """The whole board."""

    def get(self, request: HttpRequest, **kwargs: Any) -> JsonResponse:
        """With `since`, the version that is known: only what is newer, and who did it."""
        known = request.GET.get("since", "")
        if known == str(self.scenario.version):
            return JsonResponse({"version": self.scenario.version})
        news = news_since(self.scenario, int(known)) if known.isdecimal() and len(known) < 10 else []
        return JsonResponse(board_data(self.actor, self.scenario) | {"news": news})


class BoardChange(BoardAnswer):
    """A step that is made on the board."""

    http_method_names = ["post"]
    requires = "edit"

    def change(self, sent: dict[str, Any], board: Board) -> Operation | dict[str, Any]:
        """Make the step, or answer without one."""
        raise NotImplementedError

    def post(self, request: HttpRequest, **kwargs: Any) -> JsonResponse:
        """The new version, the cards that moved and the totals; a lost race (409) brings the whole board."""
        board = board_of(self.scenario)
        try:
            made = self.change(sent_body(request.body), board)
        except Conflict as conflict:
            return self._lost(conflict)
        except UserError as error:
            told = {"detail": str(error), "request_id": current_request_id.get()}
            return JsonResponse(told, status=error.status)
        return JsonResponse(made if isinstance(made, dict) else self._moved(board, made))

    def _moved(self, before: Board, step: Operation) -> dict[str, Any]:
        board = board_of(self.scenario)
        words = step_words(step.reverses or step, {})
        return board_state(self.actor, self.scenario, board) | {"cards": changed_cards(board, before), "words": words}

    def _lost(self, conflict: Conflict) -> JsonResponse:
        self.scenario.refresh_from_db()
        lost = Operation(kind=conflict.yours["kind"], payload=conflict.yours["payload"])
        yours = "Undo or redo" if lost.kind == "undo" else step_words(lost, {})
        news = news_since(self.scenario, conflict.seen)
        told = {"detail": str(conflict), "yours": yours, "theirs": news}
        return JsonResponse(told | {"board": board_data(self.actor, self.scenario)}, status=409)


class BoardMoves(BoardChange):
    """Cards go to other columns."""

    def change(self, sent: dict[str, Any], board: Board) -> Operation:
        """One step for all of them."""
        version, named = sent_version(sent), sent_moves(sent)
        pairs = selectors.pairs_by_uid(self.actor, self.scenario, named)
        moves = {pairs[name]: shares for name, shares in named.items()}
        return actions.move_cards(
            by=self.actor,
            scenario=self.scenario,
            version=version,
            moves=moves,
            is_confirming=all(board.shares.get(pair) == shares for pair, shares in moves.items()),
            reason=sent_words(sent, "reason"),
        )


class BoardRule(BoardChange):
    """Cards that a rule finds go to another column; with `is_preview` they are only shown."""

    def change(self, sent: dict[str, Any], board: Board) -> Operation | dict[str, Any]:
        """One step for all that it finds."""
        version, rule = sent_version(sent), checked_rule(board, sent)
        if sent.get("is_preview"):
            return rule_preview(board, rule) | {"version": self.scenario.version}
        return actions.move_cards(
            by=self.actor,
            scenario=self.scenario,
            version=version,
            moves=rule.moves(board),
            rule=rule.payload(board),
            reason=sent_words(sent, "reason"),
        )


class BoardUndo(BoardChange):
    """One's own step is taken back, or brought back; what others did is undone on the page of all steps."""

    def change(self, sent: dict[str, Any], board: Board) -> Operation:
        """The step that the page names."""
        version, seq = sent_version(sent), sent_number(sent, "seq")
        step = self.scenario.operations.filter(seq=seq).exclude(by_id=self.actor.user_id).select_related("by").first()
        if step:
            made_by = step.by or "The system"
            raise UserError(f"{made_by} made step {seq}, and the board undoes only one's own. See Steps on Design.")
        return actions.undo_operation(by=self.actor, scenario=self.scenario, version=version, seq=seq)
