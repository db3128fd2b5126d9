"""One is one: no page says “1 rows”."""

import re

import pytest
from django.urls import reverse

from tests.access.matrix import arguments, behind
from tests.access.table import PAGES
from tests.access.world import build_world
from tests.pages.markup import text, tree

pytestmark = [pytest.mark.django_db, pytest.mark.once]

COUNTED = (
    "activities|baselines|changes|columns|entries|events|files|findings|functions|groups|handoffs|heads|imports|layers"
    "|managers|members|months|pairs|people|persons|positions|posts|questions|regions|remarks|rows|runs|scenarios|steps"
    "|teams|tickets|times|tokens|towers|units|values|waits|wordings|writes"
)
SLIP = re.compile(rf"(?<![\d.,–−-])1 ((\w+ )?({COUNTED}))\b")


def test_no_page_counts_one_in_the_plural() -> None:
    world = build_world()
    slips = {}
    for row in PAGES:
        if row.methods["get"][1] != 200:
            continue
        address = reverse(row.name, kwargs={"organisation": "ours", **arguments(row, world.ours)})
        answer = world.browsers["admin"].get(address + behind(row, world.ours))
        if not answer.streaming and "<main" in answer.text:  # neither a download nor a part of a page
            slips[row.name] = [slip[0] for slip in SLIP.findall(text(tree(answer.text)))]
    assert len(slips) > 25
    assert {name: found for name, found in slips.items() if found} == {}
