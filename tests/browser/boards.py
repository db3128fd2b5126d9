"""What tests do with a board: open it, move its cards, read its totals and add them up from the database."""

import re
from typing import Any

from playwright.sync_api import expect

from core.actor import ALL_SCOPES
from core.figures import fte
from functions.models import Scenario
from organisations.models import Membership
from tests.browser.pages import Visitor
from tests.functions.boards import summed


def actor(name: str) -> Any:
    """One of the sample's people."""
    return Membership.objects.get(user__email=f"{name}@brindlewick.example").actor(ALL_SCOPES)


def opened(visitor: Visitor, scenario: Scenario) -> Any:
    """The board, with its cards."""
    assert visitor.open(f"scenarios/{scenario.uid}/board/") == 200
    expect(state(visitor)).to_have_text(re.compile("on the board"))
    return visitor.page


def state(visitor: Visitor) -> Any:
    """The line that says what was done."""
    return visitor.page.locator("[data-board-state]")


def column(visitor: Visitor, code: int) -> Any:
    """One column."""
    return visitor.page.locator(f'[data-column="{code}"]')


def first_card(visitor: Visitor, code: int) -> Any:
    """The largest card of a column."""
    return column(visitor, code).locator("[data-card]").first


def totals_on_screen(visitor: Visitor) -> list[str]:
    """The total of every column."""
    return [str(text) for text in visitor.page.locator("[data-total]").all_inner_texts()]


def totals_stored(scenario: Scenario) -> list[str]:
    """The same, added up by the database."""
    return [fte(volume / 1e8) for volume in summed(scenario)]


def drag(visitor: Visitor, card: Any, target: Any) -> None:
    """From the middle of the card across to the column of the target, in steps as a hand does."""
    card.scroll_into_view_if_needed()
    start, end, mouse = card.bounding_box(), target.bounding_box(), visitor.page.mouse
    across = start["y"] + start["height"] / 2
    mouse.move(start["x"] + start["width"] / 2, across)
    mouse.down()
    mouse.move(end["x"] + end["width"] / 2, across, steps=6)
