"""The page of a run leads to its result."""

import pytest
from django.urls import NoReverseMatch, reverse

from core.runs import registry
from core.runs.actions import request_run
from core.runs.worker import execute_here
from metrics.kinds import spans
from tests.factories import BaselineFactory, actor_of, client_for, member

pytestmark = pytest.mark.django_db


def test_every_kind_names_a_page_that_exists() -> None:
    for kind in registry._KINDS.values():
        try:
            assert not kind.page or reverse(kind.page, args=["slug"])
        except NoReverseMatch:
            pytest.fail(f"{kind.code} names the page {kind.page!r}, which does not exist")


def test_a_finished_run_links_its_result_and_an_unfinished_one_does_not() -> None:
    lead = member()
    run = spans.request(actor_of(lead), BaselineFactory.create(organisation=lead.organisation))
    address = f"/o/{lead.organisation.slug}/runs/{run.uid}/"
    assert "Open the result" not in client_for(lead).get(address).text
    assert execute_here(run).state == "done"
    page = client_for(lead).get(address).text
    assert f'href="/o/{lead.organisation.slug}/spans/"' in page.partition("Open the result")[0][-200:]


def test_a_demonstration_has_no_result_to_open() -> None:
    lead = member()
    run = request_run(by=actor_of(lead), kind="demonstration", params={"pause_s": 0})
    assert execute_here(run).state == "done"
    assert "Open the result" not in client_for(lead).get(f"/o/{lead.organisation.slug}/runs/{run.uid}/").text
