"""Every figure of the dashboard has its how: marked with `data-figure`, it is or holds the link that leads there."""

import json
import re
from collections.abc import Iterator

import pytest
from django.test import Client
from django.test.html import Element
from django.urls import reverse

from core.actor import Role
from core.basis import Basis
from core.models import Run
from core.runs.worker import execute_here
from functions.models import Scenario
from metrics.kinds import replay, savings
from metrics.models import Result
from services.models import TicketLog
from tests.factories import client_for, member
from tests.metrics.golden_database import Golden
from tests.metrics.mixed_log import mixed_log
from tests.pages.markup import addresses, attribute, below, text, tree
from towers.actions.rates import make_rate_card

pytestmark = [pytest.mark.django_db, pytest.mark.once]

# Words for things, not figures: names of columns, rows, parts, choices; scripts are what pictures are drawn from.
NAMES = {"th", "h2", "option", "button", "summary", "script", "figcaption"}
# Numbers that name something: dates, quantiles, months and levels by their number.
NOT_FIGURES = re.compile(r"\d{1,2} \w{3} \d{4}|P\d0|8 in 10|[Mm]onths? (\d+|12)|36 months|[Ll]evels? \d( and \d)?")


def compute(golden: Golden, scenario: Scenario, log: TicketLog) -> None:
    for run in (replay.request(golden.actor, scenario, log), savings.request(golden.actor, scenario, log)):
        assert execute_here(run).state == Run.State.DONE, run.error


@pytest.fixture
def browser() -> Client:
    """Of a viewer who may not see pay; two scenarios are computed."""
    golden = Golden()
    golden.baseline.name = "Year end"
    golden.baseline.save()
    make_rate_card(by=golden.actor, baseline=golden.baseline)
    log = mixed_log(golden)
    for name, is_placed in (("Do little", False), ("Global", True)):
        scenario = golden.scenario(is_placed=is_placed)
        Scenario.objects.filter(pk=scenario.pk).update(name=name)
        compute(golden, Scenario.objects.get(pk=scenario.pk), log)
    viewer = client_for(member(Role.VIEWER, organisation=golden.organisation))
    viewer.address = reverse("summary", args=[golden.organisation.slug])
    return viewer


@pytest.fixture
def dashboard(browser: Client) -> Element:
    return tree(browser.get(browser.address).text)


def figures(dashboard: Element) -> list[Element]:
    return [element for element in below(dashboard) if attribute(element, "data-figure") is not None]


def hows(element: Element) -> list[str]:
    return [address for address in addresses(element) if "/how/" in address]


def unmarked(element: Element) -> Iterator[str]:
    """What is said with a figure in it outside every marked element."""
    if attribute(element, "data-figure") is not None or element.name in NAMES:
        return
    for child in element.children:
        if isinstance(child, Element):
            yield from unmarked(child)
        elif re.search(r"\d", NOT_FIGURES.sub("", child)):
            yield child


def test_every_element_that_shows_a_figure_has_its_how(dashboard: Element) -> None:
    shown = figures(dashboard)
    assert len(shown) > 100
    assert [text(element) for element in shown if not hows(element)] == []


def test_no_figure_stands_outside_of_them(dashboard: Element) -> None:
    assert list(unmarked(dashboard)) == []


def test_every_part_of_the_pictures_is_explained_beside_them(dashboard: Element) -> None:
    cards = {
        attribute(one, "id"): card
        for card in below(dashboard)
        if attribute(card, "class") == "card"
        for one in below(card)
        if one.name == "script"
    }
    drawn = json.loads(text(next(one for one in below(cards["waterfall"]) if one.name == "script")))
    parts = [*drawn["steps"], drawn["total"], *drawn["total"]["parts"]]
    assert len(parts) > 5
    explained = {text(link).strip().lower() for link in below(cards["waterfall"]) if hows(link)}
    assert {part["label"].lower() for part in parts} - explained == set()
    assert len(hows(cards["capture"])) > 36


def test_each_how_has_its_formula_its_inputs_and_its_rows(browser: Client, dashboard: Element) -> None:
    leading = sorted({address for element in figures(dashboard) for address in hows(element)})
    for address in leading:
        answer = browser.get(address)
        assert answer.status_code == 200, address
        page = tree(answer.text)
        said = {attribute(part, "class"): text(part).strip() for part in below(page)}
        assert said["formula"], address
        assert "Inputs" in text(page), address
        rows = browser.get(f"{address}rows/")
        assert rows.status_code == 200, address
        result = Result.objects.get(pk=address.rstrip("/").rpartition("/")[2])
        assert rows.context["page"].paginator.count or not result.value, (address, result.metric)


def test_what_is_so_today_rests_on_no_assumption_and_what_is_expected_does(browser: Client, dashboard: Element) -> None:
    said = {}
    for case in ("today", "likely"):
        figure = Result.objects.filter(metric="headcount", d1_key="7", d2_key=case, basis=Basis.CARD).latest("pk")
        (address,) = [one for one in hows(dashboard) if one.endswith(f"/{figure.pk}/")]
        said[case] = text(tree(browser.get(address).text))
    assert "what you may challenge" not in said["today"]
    assert "Queue share: work that must start within the target" in said["likely"]
    assert "34 assumptions: 34 assumed" in said["likely"]
