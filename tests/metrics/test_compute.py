"""The command `compute`: figures as JSON without a browser, and what to do where something is missing."""

import json
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command

from core.models import Run
from tests.factories import OrganisationFactory, ScenarioFactory
from tests.metrics.golden_database import Golden

pytestmark = pytest.mark.django_db


def compute(kind: str, slug: str, *options: str) -> dict[str, Any]:
    output = StringIO()
    call_command("compute", kind, "--organisation", slug, *options, stdout=output)
    return dict(json.loads(output.getvalue()))


def error_of(kind: str, slug: str, *options: str) -> str:
    output = StringIO()
    with pytest.raises(SystemExit) as stopped:
        call_command("compute", kind, "--organisation", slug, *options, stdout=output)
    assert stopped.value.code == 1
    answer = json.loads(output.getvalue())
    assert list(answer) == ["error"]
    return str(answer["error"])


@pytest.mark.parametrize(
    ("kind", "metric"),
    [
        ("duplication", "duplication_index"),
        ("spans", "managers"),
        ("handoffs", "handoffs"),
        ("replay", "replay_handoffs_today"),
        ("savings", "saving_cash"),
    ],
)
def test_every_kind_computes_and_names_what_it_rests_on(golden: Golden, kind: str, metric: str) -> None:
    scenario, log = golden.scenario(), golden.log()
    answer = compute(kind, golden.organisation.slug)
    assert metric in {figure["metric"] for figure in answer["figures"]}
    names = {"baseline": golden.baseline.name, "scenario": scenario.name, "log": log.name}
    named = {need: answer[need] for need in names if need in answer}
    assert named == {need: names[need] for need in named}
    assert named
    assert Run.objects.get(uid=answer["run"]).kind == kind


def test_a_known_result_is_printed_again_and_a_seed_asks_for_another(golden: Golden) -> None:
    golden.scenario()
    slug = golden.organisation.slug
    first = compute("savings", slug)
    assert compute("savings", slug) == first
    assert first["log"] is None
    other = compute("savings", slug, "--seed", "7")
    assert (other["params"]["seed"], other["run"] != first["run"]) == (7, True)


def test_names_choose_and_the_newest_scenario_is_the_default(golden: Golden) -> None:
    placed = golden.scenario()
    newest = ScenarioFactory.create(baseline=golden.baseline)
    slug = golden.organisation.slug
    assert compute("savings", slug)["scenario"] == newest.name
    assert compute("savings", slug, "--scenario", placed.name)["scenario"] == placed.name


def test_what_is_missing_is_an_error_that_says_what_to_do(golden: Golden) -> None:
    slug = golden.organisation.slug
    assert "Make one on the page Scenarios" in error_of("savings", slug)
    golden.scenario()
    assert "Import one first" in error_of("replay", slug)
    assert f"There are: “{golden.baseline.name}”" in error_of("duplication", slug, "--baseline", "Nowhere")
    assert "create_organisation" in error_of("duplication", "nobody")
    assert "takes no seed" in error_of("duplication", slug, "--seed", "1")
    empty = OrganisationFactory.create()
    assert "Import a staff list first" in error_of("duplication", empty.slug)


def test_a_run_that_fails_is_an_error(golden: Golden) -> None:
    golden.scenario()
    golden.baseline.positions.update(cost_low=None, cost_high=None)
    assert "yearly cost or pay" in error_of("savings", golden.organisation.slug)
