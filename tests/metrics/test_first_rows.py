"""Tables that show their first rows say so, and a filter of many values is typed into."""

from typing import Any

import pytest
from django.urls import reverse

from tests.factories import client_for, member
from tests.services.logs import HOUR, bring_in, frame_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("groups", "is_cut"), [(12, False), (13, True)])
def test_a_table_that_is_cut_says_so(groups: int, is_cut: bool) -> None:
    person = member()
    rows: list[dict[str, Any]] = [
        {"ticket": str(number), "time": hour * HOUR, "group": f"G{number:02}", "level": "1"}
        | {"status_class": status, "product": f"P{number * 3 + at}"}
        for number in range(groups)
        for at, (hour, status) in enumerate(((1, "working"), (2, "closed")))
    ]
    log = bring_in(person.organisation, frame_of(rows))[1]
    page = client_for(person).get(reverse("handoff-questions-log", args=[person.organisation.slug, log.uid]))
    text = page.content.decode()
    assert ("The first 12 rows; the CSV has all of them." in text) is is_cut


def test_a_filter_of_many_values_is_typed_into() -> None:
    person = member()
    rows: list[dict[str, Any]] = [
        {"ticket": str(number), "time": at * HOUR, "group": "AB"[at], "product": f"P{number}", "kind": "Incident"}
        for number in range(31)
        for at in range(2)
    ]
    log = bring_in(person.organisation, frame_of(rows))[1]
    for name in ("handoffs-log", "handoff-questions-log", "segments-log"):
        address = reverse(name, args=[person.organisation.slug, log.uid])
        text = client_for(person).get(address, {"product": "P7"}).content.decode()
        assert '<input class="input" type="search" name="product" value="P7" list="values-product"' in text
        assert '<datalist id="values-product">' in text
        assert '<select class="select" name="kind"' in text
