"""The register of assumptions: what holds, what may be stated, and that nobody's statement is lost."""

import json
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.test import Client
from django.urls import reverse

from core.actor import Role, Scope
from core.errors import UserError
from core.models import AuditEntry
from core.versions import Conflict
from functions.models import Scenario
from metrics.assumptions.actions import set_assumption
from metrics.assumptions.effective import EffectiveAssumption, effective_assumption, effective_assumptions
from metrics.assumptions.topics import by_topic
from metrics.computations.defaults import DEFAULTS
from metrics.models import Assumption
from organisations.models import Membership
from tests.factories import BaselineFactory, ScenarioFactory, actor_of, client_for, member

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead() -> Membership:
    return member(Role.MODELLER)


@pytest.fixture
def scenario(lead: Membership) -> Scenario:
    return ScenarioFactory.create(baseline=BaselineFactory.create(organisation=lead.organisation))


def state(by: Membership, code: str = "kappa", **own: Any) -> Assumption:
    values = {"low": 0.2, "likely": 0.4, "high": 0.6, "evidence": "assumed", "owner": "", "source": "", "version": 0}
    return set_assumption(by=actor_of(by), code=code, **{**values, **own})


def held(by: Membership, code: str, scenario: Scenario | None = None) -> EffectiveAssumption:
    return effective_assumption(actor_of(by), code, scenario)


def test_without_a_statement_the_defaults_of_the_method_hold(lead: Membership, scenario: Scenario) -> None:
    known = effective_assumptions(actor_of(lead), scenario)
    assert [row.entry for row in known] == [default.entry for default in DEFAULTS]
    assert {(row.evidence, row.origin, row.version) for row in known} == {("assumed", "default", 0)}


def test_the_scenario_comes_before_the_organisation_and_the_newest_before_the_older(
    lead: Membership, scenario: Scenario
) -> None:
    other = ScenarioFactory.create(baseline=scenario.baseline)
    state(lead, likely=0.3)
    state(lead, likely=0.35, version=1)
    assert (held(lead, "kappa", scenario).likely, held(lead, "kappa", scenario).origin) == (0.35, "organisation")
    state(lead, likely=0.5, scenario=scenario)
    assert [held(lead, "kappa", one).likely for one in (scenario, other, None)] == [0.5, 0.35, 0.35]
    assert [held(lead, "kappa", one).version for one in (scenario, other, None)] == [1, 0, 2]
    assert Assumption.objects.count() == 3


def test_the_second_of_two_who_saw_the_same_version_loses(lead: Membership) -> None:
    state(lead, likely=0.3)
    with pytest.raises(Conflict) as lost:
        state(lead, likely=0.5)
    assert (lost.value.yours["likely"], lost.value.theirs["likely"], lost.value.now) == (0.5, 0.3, 1)
    assert held(lead, "kappa").likely == 0.3
    with pytest.raises(Conflict):
        state(lead, version=5)


@pytest.mark.parametrize(
    ("code", "values", "message"),
    [
        ("kappa", (0.6, 0.4, 0.7), "low <= likely <= high"),
        ("addressable_other", (0.2, 0.4, 1.1), "at most 1"),
        ("beta_expert", (0, 0.5, 1), "above 0 and at most 1"),
        ("span_f7", (0.5, 8, 12), "at least 1"),
        ("shrinkage", (0.2, 0.3, 1), "below 1"),
        ("ramp", (0, 6, 10), "above 0"),
        ("one_off_role", (-1, 0, 1), "at least 0"),
        ("target_share_first", (0.7, 0.8, 0.9), "is one number"),
        ("minimum_cover", (1.5, 1.5, 1.5), "whole numbers"),
        ("wave_start", (2.5, 2.5, 2.5), "whole numbers"),
        ("wave_start", (1, 4, 7), "is one number"),
        ("wave_start", (37, 37, 37), "at most 36"),
        ("discount", (0.08, float("nan"), 0.1), "finite"),
    ],
)
def test_values_that_no_formula_can_take_are_refused(
    lead: Membership, code: str, values: tuple[float, float, float], message: str
) -> None:
    low, likely, high = values
    with pytest.raises(UserError, match=message):
        state(lead, code, low=low, likely=likely, high=high)
    assert not Assumption.objects.exists()


def test_every_default_lies_in_its_own_domain(lead: Membership) -> None:
    for default in DEFAULTS:
        entry = default.entry
        state(lead, default.code, low=entry.low, likely=entry.likely, high=entry.high)


def test_evidence_better_than_assumed_names_its_source(lead: Membership) -> None:
    with pytest.raises(UserError, match="Say where the value comes from"):
        state(lead, evidence="measured")
    with pytest.raises(UserError, match="no kind of evidence"):
        state(lead, evidence="certain")
    assert state(lead, evidence="measured", source="Ticket log of 2025").evidence == "measured"


def test_a_viewer_states_nothing_and_a_statement_leaves_one_audit_row(lead: Membership) -> None:
    with pytest.raises(PermissionDenied):
        state(member(Role.VIEWER, organisation=lead.organisation))
    state(lead)
    entry = AuditEntry.objects.get(action="set_assumption")
    assert (entry.object_id, entry.before["likely"], entry.after["likely"]) == ("kappa", 0.5, 0.4)


def test_another_organisation_does_not_see_it(lead: Membership) -> None:
    state(lead)
    assert held(member(), "kappa").origin == "default"


def test_every_assumption_has_one_topic_and_no_topic_is_empty(lead: Membership) -> None:
    topics = by_topic(effective_assumptions(actor_of(lead)))
    assert sum(len(rows) for _, rows in topics) == len(DEFAULTS)
    assert all(rows for _, rows in topics)


def test_the_page_states_a_value_and_shows_its_history(
    lead: Membership, scenario: Scenario, django_assert_max_num_queries: Any
) -> None:
    browser, slug = client_for(lead), lead.organisation.slug
    with django_assert_max_num_queries(12):
        page = browser.get(reverse("assumptions", args=[slug]), {"scenario": str(scenario.uid)})
    assert f"All {len(DEFAULTS)} assumptions are defaults" in page.text
    form = {"version": 0, "low": 0.2, "likely": 0.4, "high": 0.6, "evidence": "surveyed", "source": "Ten interviews"}
    address = reverse("assumption-set", args=[slug, "kappa"]) + f"?scenario={scenario.uid}"
    answer = browser.post(address, form, follow=True)
    assert "Ten interviews" in answer.text
    assert held(lead, "kappa", scenario).likely == 0.4
    assert held(lead, "kappa").origin == "default"
    assert browser.post(address, form).status_code == 409
    table = browser.get(reverse("assumptions", args=[slug]), {"scenario": str(scenario.uid), "format": "csv"})
    assert "kappa" in table.getvalue().decode()


def test_a_scenario_or_code_that_is_not_there_is_404(lead: Membership) -> None:
    browser, slug = client_for(lead), lead.organisation.slug
    foreign = ScenarioFactory.create()
    for wanted in ("nonsense", str(foreign.uid)):
        assert browser.get(reverse("assumptions", args=[slug]), {"scenario": wanted}).status_code == 404
    assert browser.get(reverse("assumption", args=[slug, "luck"])).status_code == 404
    with pytest.raises(Http404, match="no assumption “luck”"):
        state(lead, "luck")


@pytest.fixture
def api(lead: Membership) -> Client:
    from organisations.actions import create_token

    _, secret = create_token(by=actor_of(lead), name="test", scopes=[Scope.READ, Scope.WRITE], days=1)
    return Client(headers={"Authorization": f"Token {secret}"})


def test_the_api_lists_and_states(api: Client, lead: Membership, scenario: Scenario) -> None:
    address = f"/api/v1/assumptions/kappa/?scenario={scenario.uid}"
    assert len(api.get("/api/v1/assumptions/").json()) == len(DEFAULTS)
    body = json.dumps({"low": 0.2, "likely": 0.4, "high": 0.6})
    kind = "application/json"
    assert api.put(address, body, kind).status_code == 428
    answer = api.put(address, body, kind, headers={"If-Match": '"0"'})
    assert (answer.status_code, answer.json()["origin"], answer["ETag"]) == (200, "scenario", '"1"')
    assert api.put(address, body, kind, headers={"If-Match": "0"}).status_code == 412
    wrong = api.put(address, json.dumps({"low": 1, "likely": 0.4, "high": 0.6}), kind, headers={"If-Match": "1"})
    assert wrong.status_code == 400
    assert api.get("/api/v1/assumptions/luck/").status_code == 404
