"""A manager answers a survey on a phone: by touch, by keyboard, and without scripts."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from playwright.sync_api import expect

from organisations.models import Organisation
from tests.browser.conftest import Installation
from tests.browser.pages import Visitor
from tests.factories import ActivityFactory, BaselineFactory, PositionFactory, TeamFactory
from towers.models import Activity, Survey, SurveyRequest
from towers.survey_links import link_of, new_nonce

pytestmark = [pytest.mark.browser, pytest.mark.once]
Phone = Callable[..., Visitor]
SMALL_TARGETS = """
() => [...document.querySelectorAll(".survey :is(button, input:not([type=hidden]), summary)")]
  .filter((one) => one.checkVisibility() && one.getBoundingClientRect().height < 44)
  .map((one) => `${one.outerHTML.slice(0, 80)} ${one.getBoundingClientRect().height}`)
"""


@pytest.fixture
def asked(installation: Installation) -> Iterator[SurveyRequest]:
    """A team of 8 FTE in a draft of its own, asked about two activities; gone afterwards."""
    organisation = Organisation.objects.get()
    baseline = BaselineFactory.create(organisation=organisation, name="Asked")
    team = TeamFactory.create(organisation=organisation, name="Phone Desk")
    work = [ActivityFactory.create(organisation=organisation, name=f"{name} of phones") for name in ("Care", "Tests")]
    for _ in range(8):
        PositionFactory.create(baseline=baseline, team=team, title="Specialist")
    survey = Survey.objects.create(baseline=baseline, name="Phones", closes_on=date(2100, 1, 1))
    first = {str(work[0].uid): 1_000}
    yield SurveyRequest.objects.create(survey=survey, team=team, nonce=new_nonce(), shares=first)
    baseline.delete()
    team.delete()
    for activity in work:
        activity.delete()


@pytest.fixture
def phone(chromium: Any, installation: Installation, asked: SurveyRequest) -> Iterator[Phone]:
    """`phone(scheme="dark")`: a phone that has opened the link; further options are those of the browser's context."""
    contexts = []

    def opened(scheme: str = "light", **options: Any) -> Visitor:
        size = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
        context = chromium.new_context(**size, color_scheme=scheme, reduced_motion="reduce", **options)
        context.set_default_timeout(20_000)
        contexts.append(context)
        visitor = Visitor(context.new_page(), installation.address)
        assert visitor.open(installation.address + link_of(asked.uid, asked.nonce)) == 200
        return visitor

    yield opened
    for context in contexts:
        context.close()


def shares(asked: SurveyRequest) -> dict[str, int]:
    """The stored shares by name of the activity."""
    asked.refresh_from_db()
    names = {str(uid): name for uid, name in Activity.objects.values_list("uid", "name")}
    return {names[uid]: share for uid, share in asked.shares.items()}


def left(visitor: Visitor, words: str) -> None:
    expect(visitor.page.locator("[data-survey-left]")).to_have_text(words)


def kept(visitor: Visitor) -> None:
    expect(visitor.page.locator("[data-survey-saved]")).to_have_text("Draft kept")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_by_touch(phone: Phone, asked: SurveyRequest, scheme: str) -> None:
    visitor = phone(scheme)
    page = visitor.page
    left(visitor, "90 % = 7.2 FTE left")
    for _ in range(2):
        page.get_by_role("button", name="5 % more Care of phones").tap()
    left(visitor, "80 % = 6.4 FTE left")
    kept(visitor)
    assert shares(asked) == {"Care of phones": 2_000}
    page.get_by_label("Search").fill("tests phones")
    page.get_by_role("button", name="5 % more Tests of phones").tap()
    expect(page.get_by_text("Care of phones").first).to_be_visible()
    left(visitor, "75 % = 6.0 FTE left")
    kept(visitor)
    assert page.evaluate(SMALL_TARGETS) == []
    assert (visitor.overflow(), visitor.barriers(), visitor.complaints) == ([], [], [])
    page.get_by_role("button", name="Send").tap()
    expect(page.get_by_text("Thank you, your answer was sent")).to_be_visible()
    assert shares(asked) == {"Care of phones": 2_000, "Tests of phones": 500}
    assert (asked.state, visitor.barriers()) == ("answered", [])


def test_by_keyboard(phone: Phone, asked: SurveyRequest) -> None:
    visitor = phone()
    page = visitor.page
    page.get_by_role("slider", name="Care of phones").focus()
    page.keyboard.press("ArrowRight")
    left(visitor, "85 % = 6.8 FTE left")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="5 % less Care of phones")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.type("62.5")
    left(visitor, "37.5 % = 3.0 FTE left")
    page.get_by_label("Search").focus()
    page.keyboard.type("tests of")
    page.keyboard.press("Enter")
    page.get_by_role("slider", name="Tests of phones").focus()
    page.keyboard.press("End")
    left(visitor, "0 % = 0.0 FTE left")
    page.get_by_role("button", name="Send").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Thank you, your answer was sent")).to_be_visible()
    assert (shares(asked), visitor.complaints) == ({"Care of phones": 6_250, "Tests of phones": 3_750}, [])


def test_too_much_is_told_at_once_and_not_kept(phone: Phone, asked: SurveyRequest) -> None:
    visitor = phone()
    visitor.page.get_by_role("spinbutton", name="Care of phones").fill("90")
    kept(visitor)
    visitor.page.get_by_label("Search").fill("tests")
    visitor.page.get_by_role("spinbutton", name="Tests of phones").fill("30")
    left(visitor, "20 % = 1.6 FTE too much")
    visitor.page.get_by_role("button", name="Send").tap()
    expect(visitor.page.get_by_text("The shares are 20 % above 100 %")).to_be_visible()
    expect(visitor.page.get_by_role("spinbutton", name="Care of phones")).to_have_value("90")
    assert shares(asked) == {"Care of phones": 9_000}


def test_another_device_is_not_overwritten(phone: Phone, asked: SurveyRequest) -> None:
    first, second = phone(), phone()
    first.page.get_by_role("button", name="5 % more Care of phones").tap()
    kept(first)
    second.page.get_by_role("button", name="5 % less Care of phones").tap()
    expect(second.page.locator("[data-survey-saved]")).to_contain_text("Changed elsewhere")
    assert shares(asked) == {"Care of phones": 1_500}


def test_without_scripts_it_is_a_form_of_numbers(phone: Phone, asked: SurveyRequest) -> None:
    visitor = phone(java_script_enabled=False)
    page = visitor.page
    assert page.get_by_role("slider").count() == 0
    page.get_by_role("spinbutton", name="Care of phones").fill("40")
    page.get_by_role("button", name="Keep as draft").tap()
    left(visitor, "60 % = 4.8 FTE left")
    assert shares(asked) == {"Care of phones": 4_000}
    page.get_by_text("others").tap()
    page.get_by_role("spinbutton", name="Tests of phones").fill("60")
    page.get_by_role("button", name="Send").tap()
    expect(page.get_by_text("Thank you, your answer was sent")).to_be_visible()
    assert shares(asked) == {"Care of phones": 4_000, "Tests of phones": 6_000}
