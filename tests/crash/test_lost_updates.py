"""No update is lost: what was acknowledged is there, who came too late is told."""

import os

from tests.crash.conftest import Measure

# SQLite has one writer at a time.
EDITORS, EDITS = (100, 10) if os.environ.get("DATABASE_URL") else (20, 5)


def test_acknowledged_edits_are_present_and_losers_are_told(measure: Measure) -> None:
    figures = measure("edits", EDITORS, EDITS)

    assert figures["edits"] == EDITORS * EDITS
    assert figures["conflicts"] * 5 >= figures["edits"], "void: fewer than a fifth collided"
    assert figures["acknowledged"] + figures["conflicts"] == figures["edits"]
    assert figures["other answers"] == 0
    assert figures["acknowledged"] == figures["acknowledged and present once"] > 0
    assert figures["operations"] == figures["versions"] == figures["acknowledged"]


def test_two_people_on_one_board(measure: Measure) -> None:
    figures = measure("board_moves", 100)

    assert figures["attempts"] == 100
    assert figures["lost races"] * 5 >= figures["attempts"], "void: fewer than a fifth collided"
    assert figures["lost races"] == figures["told both"]
    assert figures["by kind"]["rule"] > 0
    assert figures["by kind"]["undo"] == figures["undo of the other's refused"] > 0
    assert figures["other answers"] == 0
    assert figures["acknowledged"] == figures["acknowledged and present as theirs"] == figures["steps"] > 0
    assert figures["rebuilt rows are the same"]
