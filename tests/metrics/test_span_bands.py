"""Managers in the band of their work: the page of spans, the bands and who may change them, what rests on them."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import reverse

from core.actor import Right, Role
from core.errors import UserError
from core.models import AuditEntry
from core.versions import Conflict
from metrics.kinds import spans
from metrics.models import SpanBand
from metrics.selectors.org_chart import branch_of, chart_of
from metrics.selectors.span_bands import band_of, bands_of
from metrics.selectors.spans import spans_view
from metrics.span_band_actions import reset_span_band, set_span_band
from organisations.models import Membership
from tests.factories import ActivityFactory, EffortFactory, PositionFactory, TeamFactory, actor_of, client_for, member
from towers.models import Baseline, BaselineTeam, Position

pytestmark = pytest.mark.django_db


@pytest.fixture
def membership() -> Membership:
    return member(Role.MODELLER, Right.PAY)


@pytest.fixture
def desk_lead(baseline: Baseline) -> Position:
    """Leads six persons whose effort is function 5, for which 11 to 18 fit; spends .4 FTE of it leading at 100 k."""
    owner, boss = baseline.organisation, Position.objects.get(key="P02")
    team = TeamFactory.create(organisation=owner, name="Desk")
    tower, region = (getattr(BaselineTeam.objects.get(team__name="S-EU"), name) for name in ("tower", "region"))
    BaselineTeam.objects.create(baseline=baseline, team=team, tower=tower, region=region)
    lead: Position = PositionFactory.create(
        baseline=baseline, key="L1", team=team, manager=boss, cost_low=10_000_000, cost_high=10_000_000
    )
    PositionFactory.create(baseline=baseline, key="L2", team=team, manager=lead, heads=6, fte=60_000)
    calls = ActivityFactory.create(organisation=owner, name="Calls", function_code=5)
    leading = ActivityFactory.create(organisation=owner, name="Leading teams", function_code=10, is_management=True)
    EffortFactory.create(baseline=baseline, team=team, activity=calls, fte=60_000)
    EffortFactory.create(baseline=baseline, team=team, activity=leading, fte=4_000, position=lead)
    return lead


def page(membership: Membership, query: str = "") -> str:
    answer = client_for(membership).get(reverse("spans", args=[membership.organisation.slug]) + query)
    assert answer.status_code == 200
    return " ".join(answer.text.split())


def state(membership: Membership, code: str, low: int, high: int, version: int = 0) -> SpanBand:
    return set_span_band(by=actor_of(membership), code=code, low=low, high=high, source="Own count", version=version)


def test_managers_are_held_against_the_band_of_their_reports_work(membership: Membership, baseline: Baseline) -> None:
    view = spans_view(actor_of(membership), baseline)
    found = {row.position["key"]: (row.heads, row.band.code, row.band_class) for row in view.managers}
    # P01 leads managers; most effort of the others' reports is incidents, function 8.
    assert found == {"P01": (10, "upper", "fit"), "P02": (28, "f8", "wide"), "P03": (23, "f8", "wide")}


def test_a_lead_of_six_at_the_desk_is_narrow_and_costs_what_leading_takes(
    membership: Membership, baseline: Baseline, desk_lead: Position
) -> None:
    view = spans_view(actor_of(membership), baseline)
    (row,) = view.narrow
    assert (row.position["key"], row.heads, row.band.code, row.band.range) == ("L1", 6, "f5", "11 to 18")
    assert (row.leading_fte, row.money) == (0.4, 4_000_000)
    # P01 1 x 150, P02 5 x 110, P03 5 x 110 lead with all their time, of which nothing else is stated.
    assert (round(view.leading_fte, 4), view.money) == (11.4, 125_000_000 + 4_000_000)
    by_tower = {row.name: (row.managers["narrow"], row.count, round(row.leading_fte, 4)) for row in view.by("tower")}
    assert by_tower == {"Server": (1, 3, 6.4), "Network": (0, 1, 5.0)}
    server = view.by("tower")[0]
    assert (server.fte, server.money) == (41.0, 74_000_000)
    by_work = [(row.name, row.band, dict(row.managers)) for row in view.by("function")]
    assert by_work == [
        ("End-user service desk", "11 to 18", {"narrow": 1}),
        ("Level 2 and 3 support operations", "6 to 10", {"wide": 2}),
        ("Managers of managers", "6 to 10", {"fit": 1}),
    ]


def test_branches_say_how_deep_they_go(membership: Membership, baseline: Baseline, desk_lead: Position) -> None:
    found = spans_view(actor_of(membership), baseline).branches
    assert [(row.position["key"], row.managers, row.heads, row.layers) for row in found] == [
        ("P02", 2, 40, 4),
        ("P03", 1, 28, 3),
    ]
    assert found[0].chain == ["Engineer"] * 4


def test_the_page_says_who_is_narrow_by_what_and_what_it_costs(
    membership: Membership, baseline: Baseline, desk_lead: Position
) -> None:
    text = page(membership)
    assert "1 of 4 managers leads too few persons for their work, 2 too many" in text
    assert "EUR 40,000" in text
    assert "EUR 1.3m" in text
    assert "These figures are not kept yet" in text
    assert "Server" in page(membership, "?by=tower")
    assert AuditEntry.objects.filter(action="read_pay").count() == 2


def test_without_the_right_money_is_the_cards(membership: Membership, baseline: Baseline, desk_lead: Position) -> None:
    analyst = member(Role.MODELLER, organisation=membership.organisation)
    text = page(analyst)
    assert "EUR" not in text
    assert "unknown" in text
    assert not AuditEntry.objects.filter(action="read_pay").exists()


def test_an_own_band_holds_on_the_page_in_the_org_chart_and_for_the_next_run(
    membership: Membership, baseline: Baseline
) -> None:
    by = actor_of(membership)
    before = spans.request(by, baseline)
    assert spans.request(by, baseline) == before
    state(membership, "f8", 20, 25)
    view = spans_view(by, baseline)
    assert {row.position["key"]: row.band_class for row in view.managers} == {"P01": "fit", "P02": "wide", "P03": "fit"}
    chart = chart_of(by, baseline)
    cards = branch_of(chart, str(Position.objects.get(key="P01").uid)).children
    assert [card.span for card in cards] == ["wide", "fit"]
    assert dict(cards[1].facts)["Span"] == "fit: 20 to 25 fit (Level 2 and 3 support operations)"
    assert spans.request(by, baseline) != before


def test_a_circle_is_opened_and_said(membership: Membership, baseline: Baseline) -> None:
    Position.objects.filter(key="P01").update(manager=Position.objects.get(key="P02"))
    assert "1 reporting line that closed a circle left out" in page(membership)


def test_a_band_is_stated_changed_and_taken_back(membership: Membership) -> None:
    by = actor_of(membership)
    assert state(membership, "upper", 5, 8).version == 1
    assert state(membership, "upper", 5, 9, version=1).version == 2
    band = band_of(by, "upper")
    assert (band.range, band.source, band.is_own, band.default_range) == ("5 to 9", "Own count", True, "6 to 10")
    with pytest.raises(Conflict) as lost:
        state(membership, "upper", 1, 2, version=1)
    assert (lost.value.theirs["high"], lost.value.now) == (9, 2)
    reset_span_band(by=by, code="upper", version=2)
    assert (band_of(by, "upper").range, band_of(by, "upper").version) == ("6 to 10", 0)
    actions = AuditEntry.objects.filter(object_kind="span band").order_by("id").values_list("action", flat=True)
    assert list(actions) == ["set_span_band", "set_span_band", "reset_span_band"]


def test_who_saw_a_band_that_is_gone_or_not_yet_there_loses(membership: Membership) -> None:
    with pytest.raises(Conflict):
        state(membership, "f1", 4, 6, version=1)
    state(membership, "f1", 4, 6)
    with pytest.raises(Conflict):
        state(membership, "f1", 3, 6)
    assert band_of(actor_of(membership), "f1").range == "4 to 6"
    with pytest.raises(UserError, match="The default holds"):
        reset_span_band(by=actor_of(membership), code="f2", version=0)


@pytest.mark.parametrize(("low", "high"), [(0, 5), (6, 5), (1, 501)])
def test_ends_out_of_order_are_refused(membership: Membership, low: int, high: int) -> None:
    with pytest.raises(UserError, match="State 1 <= low <= high"):
        state(membership, "f1", low, high)


def test_viewers_do_not_change_bands_and_unknown_codes_do_not_exist(membership: Membership) -> None:
    viewer = actor_of(member(Role.VIEWER, organisation=membership.organisation))
    for act in (set_span_band, reset_span_band):
        more: dict[str, Any] = {"low": 1, "high": 2, "source": ""} if act is set_span_band else {}
        with pytest.raises(PermissionDenied):
            act(by=viewer, code="f1", version=0, **more)
    with pytest.raises(Http404, match="There are: f1"):
        state(membership, "f11", 1, 2)


def test_bands_of_another_organisation_do_not_hold_here(membership: Membership) -> None:
    state(member(Role.MODELLER), "f1", 1, 2)
    assert not any(band.is_own for band in bands_of(actor_of(membership)).values())


def test_the_page_of_bands_shows_where_each_comes_from_and_takes_another(membership: Membership) -> None:
    browser, slug = client_for(membership), membership.organisation.slug
    address = reverse("span-bands", args=[slug])
    assert "The default bands hold" in browser.get(address).text
    form = {"version": 0, "low": 12, "high": 16, "source": "Desk leads, 2026"}
    answer = browser.post(reverse("span-band-set", args=[slug, "f5"]), form, follow=True)
    assert "1 of 12 bands is" in " ".join(answer.text.split())
    assert "Desk leads, 2026" in answer.text
    browser.post(reverse("span-band-reset", args=[slug, "f5"]), {"version": 1})
    assert not SpanBand.objects.exists()
    lines = browser.get(address, {"format": "csv"}).getvalue().decode("utf-8-sig").splitlines()
    assert lines[1].startswith("f1,Relationship management,4,7,4 to 7,default,")
    assert len(lines) == 13
