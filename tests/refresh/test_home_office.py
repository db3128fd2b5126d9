"""The staff list of a real ministry against itself with known changes in it."""

from typing import Any

import polars as pl
import pytest

from tests.refresh.world import Enterprise
from tests.towers.frames import bring_in, new_import
from tests.towers.home_office import home_office, junior_frame, senior_frame
from towers.importers.positions import IMPORTER
from towers.models import Baseline
from towers.refresh.comparing import compare_baselines

pytestmark = [pytest.mark.django_db, pytest.mark.data]


def both(seniors: list[dict[str, str]], juniors: list[dict[str, str]]) -> pl.DataFrame:
    return pl.concat([senior_frame(seniors, 1), junior_frame(juniors, 2)], how="diagonal")


def brought(world: Enterprise, name: str, frame: pl.DataFrame) -> Baseline:
    bring_in(IMPORTER, new_import("positions", world.organisation, name), frame)
    return Baseline.objects.get(organisation=world.organisation, name=name)


def counts(world: Enterprise, before: Baseline, after: Baseline) -> dict[str, Any]:
    found = compare_baselines(world.by, before, after)
    return {kind: count for kind, count in found.comparison.counts.items() if count}


def test_changes_in_the_staff_list_of_a_ministry_are_found_and_nothing_else() -> None:
    world = Enterprise()
    seniors, juniors = home_office("senior"), home_office("junior")
    before = brought(world, "September", both(seniors, juniors))
    assert counts(world, before, brought(world, "Again", both(seniors, juniors))) == {}
    single = [n for n, row in enumerate(seniors) if _is_single(seniors, row) and not _leads(seniors, juniors, row)]
    gone, risen = single[0], single[1]
    changed = [dict(row) for n, row in enumerate(seniors) if n != gone]
    next(row for row in changed if row == seniors[risen])["Job Title"] = "Director of the refresh"
    new = dict(juniors[0]) | {"Generic Job Title": "Refresher", "Number of Posts in FTE": "3.00"}
    after = brought(world, "October", both(changed, [new, *juniors]))
    assert counts(world, before, after) == {"joined": 1, "left": 1, "titled": 1, "changed": 1}


def _is_single(seniors: list[dict[str, str]], row: dict[str, str]) -> bool:
    reference = row["Post Unique Reference"].strip()
    return sum(other["Post Unique Reference"].strip() == reference for other in seniors) == 1


def _leads(seniors: list[dict[str, str]], juniors: list[dict[str, str]], row: dict[str, str]) -> bool:
    reference = row["Post Unique Reference"].strip()
    above = [one["Reports to Senior Post"] for one in seniors] + [one["Reporting Senior Post"] for one in juniors]
    return reference in {text.strip() for text in above}
