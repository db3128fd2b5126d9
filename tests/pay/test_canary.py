"""Every address, asked by members without the right to see pay: no answer holds a single pay, in any spelling."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from core.actor import Right, Role, Scope
from metrics.models import Result
from organisations.models import Organisation
from tests.access.matrix import arguments, behind
from tests.access.table import API, PAGES
from tests.access.world import token_of
from tests.factories import OrganisationFactory, client_for, member
from tests.pay.world import CANARY, SPELLINGS, canary_world
from towers.models import Position

pytestmark = [pytest.mark.django_db, pytest.mark.once]
WAYS: tuple[tuple[str, dict[str, str]], ...] = (("", {}), ("format=csv", {}), ("", {"HX-Request": "true"}))
TABLES = (
    "measure=cost&format=csv",
    "table=waterfall&format=csv",
    "table=capture&format=csv",
    "table=options&format=csv",
)
MORE: tuple[str, ...] = (*TABLES, "measure=cost", "by=region", "by=tower")


@pytest.fixture
def organisation() -> Organisation:
    return OrganisationFactory.create(slug="canary")


@pytest.fixture
def objects(organisation: Organisation) -> dict[str, Any]:
    return canary_world(organisation)


def text_of(answer: Any) -> str:
    """The body."""
    body: bytes = answer.getvalue() if answer.streaming else answer.content
    return body.decode("utf-8", "replace")


def page_answers(client: Client, objects: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Every page in each way of asking, the dashboard and the matrix in some more."""
    for row in (row for row in PAGES if row.methods.get("get", ("", 0))[1] == 200):
        address = reverse(row.name, kwargs={"organisation": "canary", **arguments(row, objects)}) + behind(row, objects)
        has_more = row.name in ("summary", "organisation", "org-chart")
        more: list[tuple[str, dict[str, str]]] = [(query, {}) for query in MORE] if has_more else []
        for query, headers in (*WAYS, *more):
            asked = f"{address}{'&' if '?' in address else '?'}{query}"
            yield asked, text_of(client.get(asked, headers=headers))


def figure_answers(client: Client, objects: dict[str, Any], metric: str = "") -> Iterator[tuple[str, str]]:
    """How a figure of each metric of the saving came to be, and the rows behind it, on whichever basis."""
    saving = objects["saving"]
    figures = Result.objects.filter(run=saving).order_by("metric", "basis", "pk")
    first = {(figure.metric, figure.basis): figure for figure in reversed(figures)}
    for (code, basis), figure in first.items():
        for name, query in (("how", ""), ("how-rows", "?format=csv")):
            if metric in ("", code):
                address = reverse(name, args=["canary", saving.uid, figure.pk])
                yield f"{basis} {code} {name}", text_of(client.get(address + query))


def api_answers(token: str, objects: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Every endpoint that is read."""
    client = Client(headers={"Authorization": f"Token {token}"})
    for row in (row for row in API if "get" in row.methods):
        address = reverse(row.name, kwargs=arguments(row, objects))
        yield address, text_of(client.get(address))


def leaks(answers: Iterator[tuple[str, str]]) -> list[str]:
    return [what for what, text in answers if any(spelling in text for spelling in SPELLINGS)]


def test_no_pay_anywhere_without_the_right(organisation: Organisation, objects: dict[str, Any]) -> None:
    for role in (Role.MODELLER, Role.ADMIN):
        person = member(role, organisation=organisation)
        assert leaks(page_answers(client_for(person), objects)) == [], role
        assert leaks(api_answers(token_of(person, Scope.READ), objects)) == [], role
    assert leaks(figure_answers(client_for(person), objects)) == []


def test_with_the_right_the_same_walk_finds_it_where_it_belongs(
    organisation: Organisation, objects: dict[str, Any]
) -> None:
    """The control."""
    person = member(Role.VIEWER, Right.PAY, organisation=organisation)
    client = client_for(person)
    pages = leaks(page_answers(client, objects))
    assert any("/positions/?" in what for what in pages)
    assert any("format=csv" in what for what in pages)
    assert any("/imports/" in what for what in pages)
    assert any("positions" in what for what in leaks(api_answers(token_of(person, Scope.READ), objects)))
    figures = leaks(figure_answers(client, objects, "labour_cost"))
    assert figures == ["cost labour_cost how", "cost labour_cost how-rows"]


def test_the_card_stands_in_and_figures_of_true_cost_do_not_exist(
    organisation: Organisation, objects: dict[str, Any]
) -> None:
    client, saving = client_for(member(Role.VIEWER, organisation=organisation)), objects["saving"]
    bases = {}
    for result in Result.objects.filter(run=saving, metric="labour_cost"):
        bases[result.basis] = client.get(reverse("how", args=["canary", saving.uid, result.pk])).status_code
    assert bases == {"cost": 404, "card": 200}
    listed = text_of(client.get(reverse("positions", args=["canary"])))
    assert "EUR 123,000" in listed  # 123,457 rounded to a thousand
    assert "cost is from the rate card" in listed
    assert "from the rate card" in text_of(client.get(reverse("summary", args=["canary"])))


def test_another_pay_behind_the_same_card_changes_no_figure_without_the_right(
    organisation: Organisation, objects: dict[str, Any]
) -> None:
    """All money is FTE x rate: no table, download or endpoint can say more of a pay than the card does."""
    person = member(Role.VIEWER, organisation=organisation)
    client, token = client_for(person), token_of(person, Scope.READ)

    def told() -> dict[str, str]:
        downloads = {what: text for what, text in page_answers(client, objects) if text.startswith("\ufeff")}
        return downloads | dict(api_answers(token, objects))

    before = told()
    assert len(before) > 30
    Position.objects.filter(grade="G5").update(cost_low=CANARY * 3, cost_high=CANARY * 3)
    after = told()
    assert [what for what in before if before[what] != after[what]] == []
