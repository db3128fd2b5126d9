"""A person at a browser: where they go, what they press, and what the browser complains of meanwhile."""

from pathlib import Path
from typing import Any

from django.conf import settings
from playwright.sync_api import expect

AXE = (Path(settings.BASE_DIR) / "node_modules/axe-core/axe.min.js").read_text()
TELL_VIOLATIONS = """
document.addEventListener("securitypolicyviolation", (event) =>
  console.error(`policy: ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`));
"""
UNSETTLED = "[hx-trigger=load], .chart-canvas:not(:has(svg text))"
TOO_WIDE = """
() => document.documentElement.scrollWidth <= window.innerWidth ? [] : [...document.querySelectorAll("body *")]
  .filter((one) => one.getBoundingClientRect().right > window.innerWidth && !one.parentElement.closest(".scroll"))
  .slice(0, 5).map((one) => `${one.tagName} ${one.className} ends at ${one.getBoundingClientRect().right}`)
"""
SERIOUS = """
axe.run({resultTypes: ["violations"]}).then((result) => result.violations
  .filter((one) => ["serious", "critical"].includes(one.impact))
  .map((one) => `${one.id}: ${one.nodes.map((node) => node.html.slice(0, 160)).slice(0, 3).join(" | ")}`))
"""


class Visitor:
    """One page of one browser; `complaints` holds what the console said since the last `open`."""

    def __init__(self, page: Any, home: str) -> None:
        self.page, self.home, self.complaints = page, home, []  # type: tuple[Any, str, list[str]]
        page.add_init_script(TELL_VIOLATIONS)
        page.on("console", lambda message: self.complaints.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def open(self, path: str = "") -> int:
        """Go to an address below the organisation (or an absolute one), wait for its parts, return the status."""
        self.complaints.clear()
        response = self.page.goto(path if path.startswith("http") else self.home + path)
        expect(self.page.locator(UNSETTLED)).to_have_count(0)
        return int(response.status)

    def sign_in(self, name: str, password: str) -> None:
        """By the form, as `name`@ the sample's domain."""
        self.open(f"{self.home.partition('/o/')[0]}/accounts/login/")
        self.page.get_by_label("E-mail address").fill(f"{name}@brindlewick.example")
        self.page.get_by_label("Password").fill(password)
        self.page.get_by_role("button", name="Sign in").click()

    def press(self, name: str) -> None:
        """Press the button of this name."""
        self.page.get_by_role("button", name=name).click()

    def heading(self) -> str:
        """The page's finding in words."""
        return str(self.page.get_by_role("heading", level=1).inner_text())

    def wait_for_heading(self, words: str, timeout: int = 20_000) -> None:
        """Until the page says so, by itself."""
        self.page.get_by_role("heading", level=1).filter(has_text=words).wait_for(timeout=timeout)

    def overflow(self) -> list[str]:
        """What makes the page wider than the screen."""
        return list(self.page.evaluate(TOO_WIDE))

    def barriers(self) -> list[str]:
        """What axe calls serious or critical."""
        self.page.evaluate(AXE)
        return list(self.page.evaluate(SERIOUS))
