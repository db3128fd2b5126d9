"""What the scripts add to pages that work without them."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.once]

OpenPage = Callable[..., tuple[Any, list[str]]]


def serve_fragment(page: Any, render: Callable[..., str]) -> None:
    body = render("drawer_fragment.html", evidence={})
    page.route("**/how", lambda route: route.fulfill(body=body, content_type="text/html"))
    page.evaluate("document.querySelectorAll('[data-drawer]').forEach((link) => link.setAttribute('href', '/how'))")


def test_a_drawer_has_its_own_address_and_escape_returns(open_page: OpenPage, render: Callable[..., str]) -> None:
    page, complaints = open_page("dashboard", width=1400, scheme="light")
    serve_fragment(page, render)
    page.locator(".tile .how").first.click()
    page.get_by_role("dialog", name="Duplication removed").wait_for()
    assert page.url == "http://look.test/how"
    page.keyboard.press("Escape")
    page.wait_for_url("http://look.test/dashboard")
    assert page.locator("dialog[open]").count() == 0
    assert complaints == []


def test_back_closes_the_drawer(open_page: OpenPage, render: Callable[..., str]) -> None:
    page, _complaints = open_page("dashboard", width=1400, scheme="light")
    serve_fragment(page, render)
    page.locator(".tile .how").first.click()
    page.wait_for_url("http://look.test/how")
    page.go_back()
    page.locator("dialog[open]").wait_for(state="detached")
    assert page.url == "http://look.test/dashboard"


def test_a_failed_request_says_what_happened_and_gives_its_id(open_page: OpenPage) -> None:
    page, _complaints = open_page("dashboard", width=1400, scheme="light")
    page.route("**/how", lambda route: route.fulfill(status=403, headers={"X-Request-ID": "7f3a91c2"}))
    page.evaluate("document.querySelectorAll('[data-drawer]').forEach((link) => link.setAttribute('href', '/how'))")
    page.locator(".tile .how").first.click()
    notice = page.get_by_role("alert")
    notice.wait_for()
    assert "Your role may not do this." in notice.inner_text()
    assert "Request 7f3a91c2" in notice.inner_text()
    assert page.url == "http://look.test/dashboard"


def test_the_chosen_theme_is_kept_and_charts_follow(open_page: OpenPage) -> None:
    page, _complaints = open_page("dashboard", width=1400, scheme="light")
    words = page.locator(".chart svg text").first
    before = words.get_attribute("fill")
    page.locator(".side [data-theme-switch]").click()
    expect(words).not_to_have_attribute("fill", before)
    page.reload()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(14, 18, 23)"


def test_a_waterfall_lies_down_on_a_phone(open_page: OpenPage) -> None:
    parts = {}
    for width in (1400, 390):
        page, _complaints = open_page("dashboard", width=width, scheme="light")
        parts[width] = page.locator("[data-chart=waterfall] svg text", has_text="1.2 capacity").text_content()
    assert parts == {1400: "1.2 capacity", 390: "3.3 cash   1.2 capacity   0.8 redeployed"}


LONG_NAME = """(name) => {
  document.querySelector("h1").textContent = name;
  document.querySelector(".crumbs [aria-current]").textContent = name;
  document.querySelector("main").insertAdjacentHTML("beforeend", `<section class="card">
    <ul class="items"><li><span>${name}</span><span>short</span></li></ul>
    <div class="scroll" id="long"><table class="table"><tbody>
      <tr><th scope="row" class="wrap">${name}</th><td class="wrap">${name}</td><td class="num">1</td></tr>
    </tbody></table></div></section>`);
}"""


@pytest.mark.parametrize("width", [1400, 390])
def test_a_name_without_a_blank_breaks_and_pushes_nothing_off_the_page(open_page: OpenPage, width: int) -> None:
    page, _complaints = open_page("today", width=width, scheme="light")
    page.evaluate(LONG_NAME, "Donaudampfschifffahrt" * 6)
    over = "(where) => { const one = document.querySelector(where); return one.scrollWidth - one.clientWidth; }"
    assert page.evaluate(over, "html") == 0
    assert width < 720 or page.evaluate(over, "#long") == 0
