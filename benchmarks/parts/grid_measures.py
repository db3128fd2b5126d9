"""The grid of a made-up organisation in headless Chromium: what is timed, and how."""

from __future__ import annotations

import statistics
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection
from django.test import Client

from benchmarks.parts.made_up_organisation import made_up
from organisations.models import Membership
from tests.environment import chromium
from tests.look.conftest import FLAGS

SLUG = "grid-benchmark"
PASTED_ROWS = 1_000
# Times are taken in the page itself: when rows appear, how long tasks take, when a text says so.
WATCH = """
window.seen = {longTasks: []};
new PerformanceObserver((list) => window.seen.longTasks.push(...list.getEntries().map((one) => one.duration)))
  .observe({type: "longtask", buffered: true});
new MutationObserver((changes, watcher) => {
  if (document.querySelector(".tabulator-row .tabulator-cell")) {
    window.seen.firstRow = performance.now();
    watcher.disconnect();
  }
}).observe(document, {childList: true, subtree: true});
"""
SCROLL = """
() => new Promise((done) => {
  const holder = document.querySelector(".tabulator-tableholder");
  const frames = [];
  const start = performance.now();
  window.seen.longTasks = [];
  let last = start;
  requestAnimationFrame(function step(now) {
    frames.push(now - last);
    last = now;
    holder.scrollTop += 240;
    if (now - start < 3000) requestAnimationFrame(step);
    else done({frames: frames.slice(1), rows: holder.scrollTop / 30, longTasks: window.seen.longTasks});
  });
})
"""
UNTIL_STATE = """
(text) => new Promise((done) => {
  const start = performance.now();
  const state = document.querySelector("[data-state]");
  let isMoving = false;
  (function look() {
    isMoving ||= !state.textContent.includes(text);
    if (isMoving && state.textContent.includes(text)) done(performance.now() - start);
    else setTimeout(look, 4);
  })();
})
"""
NEXT_PAINT = "() => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))"
SAVED = "everything is saved"


def measure(positions: int, edits: int) -> None:
    """Print every figure."""
    member = made_up(positions, SLUG)
    with browser(member) as (page, address):
        print(f"{connection.vendor}: {positions:,} positions in the grid, headless Chromium")
        _loading(page, address)
        _scrolling(page)
        _keys(page)
        _edits(page, edits)
        _block(page)
        _finding(page)
        _payload(member)


@contextmanager
def browser(member: Membership) -> Iterator[tuple[Any, str]]:
    """A page of a browser that is signed in, and the address of the product's own server in this process."""
    from playwright.sync_api import sync_playwright
    from pytest_django.live_server_helper import LiveServer

    server = LiveServer("localhost")
    client = Client()
    client.force_login(member.user, backend="django.contrib.auth.backends.ModelBackend")
    cookie: Any = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": server.url}
    try:
        with sync_playwright() as playwright:
            program = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
            context = program.new_context(viewport={"width": 1400, "height": 900})
            context.add_cookies([cookie])
            context.grant_permissions(["clipboard-read", "clipboard-write"])
            page = context.new_page()
            page.set_default_timeout(120_000)
            page.add_init_script(WATCH)
            yield page, f"{server.url}/o/{SLUG}/grid/positions/"
            program.close()
    finally:
        server.stop()


def say(what: str, text: str) -> None:
    """One line of the outcome."""
    print(f"  {what:<44}{text}")


def _loading(page: Any, address: str) -> None:
    page.goto(address)  # once to warm the server
    page.wait_for_selector("[data-grid][data-ready]")
    page.goto(address)
    page.wait_for_selector("[data-grid][data-ready]")
    seen = page.evaluate("() => ({...window.seen, ready: performance.now()})")
    say("address to first row", f"{seen['firstRow']:.0f} ms")
    say("address to all rows", f"{seen['ready']:.0f} ms, longest task {max(seen['longTasks'], default=0):.0f} ms")


def _scrolling(page: Any) -> None:
    seen = page.evaluate(SCROLL)
    frames = sorted(seen["frames"])
    slow = sum(frame > 50 for frame in frames)
    say(
        f"scrolling {seen['rows']:,.0f} rows in 3 s",
        f"{len(frames) / 3:.0f} frames a second, median {statistics.median(frames):.1f} ms, "
        f"99 of 100 below {frames[int(len(frames) * 0.99)]:.0f} ms, {slow} above 50 ms; "
        f"{len(seen['longTasks'])} long tasks, longest {max(seen['longTasks'], default=0):.0f} ms",
    )
    page.evaluate("() => { document.querySelector('.tabulator-tableholder').scrollTop = 0; }")


def _cell(page: Any, field: str) -> Any:
    return page.locator(".tabulator-row").first.locator(f'[tabulator-field="{field}"]')


def _keys(page: Any) -> None:
    _cell(page, "title").click()
    times = []
    for _ in range(20):
        before = page.evaluate("() => performance.now()")
        page.keyboard.press("ArrowDown")
        page.evaluate(NEXT_PAINT)
        times.append(page.evaluate("() => performance.now()") - before)
    say("a step with an arrow key, painted", f"median {statistics.median(times):.0f} ms")


def _edits(page: Any, edits: int) -> None:
    times = []
    for number in range(edits):
        _cell(page, "grade").click()
        page.keyboard.type(f"E{number}")
        page.evaluate(f"() => {{ window.saved = ({UNTIL_STATE})('{SAVED}'); }}")
        page.keyboard.press("Enter")
        times.append(page.evaluate("() => window.saved"))
    say("an edit, Enter to saved", f"median {statistics.median(times):.0f} ms, most {max(times):.0f} ms")


def _block(page: Any) -> None:
    lines = "\n".join(f"G{row}\t0,5\t2" for row in range(PASTED_ROWS))
    _cell(page, "grade").click()
    page.evaluate("(text) => navigator.clipboard.writeText(text)", lines)
    for what, key in (("pasted", "Control+V"), ("taken back", "Control+Z")):
        page.evaluate(f"() => {{ window.seen.longTasks = []; window.saved = ({UNTIL_STATE})('{SAVED}'); }}")
        page.keyboard.press(key)
        took = page.evaluate("() => window.saved")
        longest = max(page.evaluate("() => window.seen.longTasks"), default=0)
        say(f"{PASTED_ROWS:,} rows x 3 cells {what}, saved", f"{took / 1000:.1f} s, longest task {longest:.0f} ms")


def _finding(page: Any) -> None:
    before = page.evaluate("() => performance.now()")
    page.get_by_label("Filter Reference").press_sequentially("P00012")
    page.wait_for_function("() => document.querySelectorAll('.tabulator-row').length === 10", polling=10)
    say("a filter of six letters, typed", f"{page.evaluate('() => performance.now()') - before:.0f} ms")
    for _ in range(6):
        page.get_by_label("Filter Reference").press("Backspace")
    page.wait_for_function("() => document.querySelectorAll('.tabulator-row').length > 10", polling=10)
    before = page.evaluate("() => performance.now()")
    page.get_by_label("Group by").select_option("Tower")
    page.wait_for_selector(".tabulator-group")
    page.evaluate(NEXT_PAINT)
    say("grouped by tower", f"{page.evaluate('() => performance.now()') - before:.0f} ms")


def _payload(member: Membership) -> None:
    client = Client(HTTP_HOST="localhost")
    client.force_login(member.user, backend="django.contrib.auth.backends.ModelBackend")
    path = f"/o/{SLUG}/grid/positions/rows/"
    first = client.get(path).json()
    sizes = [len(client.get(f"{path}?part={part}").content) for part in range(first["parts"])]
    say("parts of the rows", f"{len(sizes)}, largest {max(sizes) / 1000:.0f} kB, all {sum(sizes) / 1e6:.1f} MB")
