"""The grid at a browser: cells by row and column, ranges, the clipboard, and when everything is saved."""

from typing import Any

from playwright.sync_api import expect

from tests.browser.pages import Visitor


class Grid:
    """One grid of one visitor. Rows count from 0 as they stand; columns go by their field."""

    def __init__(self, visitor: Visitor, path: str) -> None:
        self.visitor, self.page = visitor, visitor.page
        visitor.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        assert visitor.open(path) == 200
        expect(self.page.locator("[data-grid][data-ready]")).to_be_attached()

    def cell(self, row: int, field: str) -> Any:
        """The cell in sight."""
        return self.page.locator(".tabulator-row").nth(row).locator(f'.tabulator-cell[tabulator-field="{field}"]')

    def column(self, field: str, count: int) -> list[str]:
        """The texts of a column's first cells."""
        return [self.cell(row, field).inner_text() for row in range(count)]

    def choose(self, row: int, field: str) -> None:
        """Press a cell."""
        self.cell(row, field).click()

    def mark(self, row: int, field: str, to_row: int, to_field: str) -> None:
        """A range from cell to cell."""
        self.choose(row, field)
        self.cell(to_row, to_field).click(modifiers=["Shift"])

    def type(self, row: int, field: str, text: str) -> None:
        """Replace a cell by typing."""
        self.choose(row, field)
        self.page.keyboard.type(text)
        self.page.keyboard.press("Enter")

    def paste(self, text: str) -> None:
        """Paste a text as Excel would leave it in the clipboard."""
        self.page.evaluate("(text) => navigator.clipboard.writeText(text)", text)
        self.page.keyboard.press("Control+V")

    def copied(self) -> str:
        """What copying the range leaves in the clipboard."""
        self.page.keyboard.press("Control+C")
        return str(self.page.evaluate("() => navigator.clipboard.readText()"))

    def wait_until(self, state: str) -> None:
        """Until the line of the state says so."""
        expect(self.page.locator("[data-state]")).to_contain_text(state)

    def wait_until_saved(self) -> None:
        """Nothing waits any more."""
        self.wait_until("everything is saved")
