"""The staff list of a real ministry: sums agree with the files, doubts with a plain loop."""

from collections import Counter

import polars as pl
import pytest

from core.models import Import
from tests.towers.frames import bring_in, check, new_import
from tests.towers.home_office import home_office, junior_frame, plain_counts, senior_frame
from towers.importers.positions import IMPORTER
from towers.models import Position, Team

pytestmark = [pytest.mark.django_db, pytest.mark.data]


def both_files(part: str) -> tuple[list[dict[str, str]], list[dict[str, str]], pl.DataFrame]:
    seniors, juniors = home_office(f"{part}senior"), home_office(f"{part}junior")
    frames = [senior_frame(seniors, 1), junior_frame(juniors, 2)]
    return seniors, juniors, pl.concat(frames, how="diagonal")


def fte_of(**filters: object) -> float:
    return sum(Position.objects.filter(**filters).values_list("fte", flat=True)) / 10_000


def stated_fte(juniors: list[dict[str, str]]) -> float:
    return round(sum(float(row["Number of Posts in FTE"]) for row in juniors), 4)


def test_the_it_function_is_reconciled_to_the_last_fte() -> None:
    _, juniors, frame = both_files("it_function_")
    counts = bring_in(IMPORTER, new_import("positions"), frame)
    assert counts == {"created": 606, "changed": 0, "unchanged": 0}
    assert fte_of(key__startswith="row:") == stated_fte(juniors) == 1_519.12
    assert fte_of() == 1_519.12 + 48
    assert fte_of(status="eliminated") == 14
    assert Position.objects.filter(is_aggregate=True).count() == 558


def test_the_it_function_has_bands_of_pay_and_teams_of_units() -> None:
    _, juniors, frame = both_files("it_function_")
    bring_in(IMPORTER, new_import("positions"), frame)
    officer = Position.objects.get(key="row:2:3")
    assert (officer.title, officer.fte, officer.cost_low, officer.cost_high) == (
        "Operational Manager",
        40_000,
        2_715_000,
        3_692_200,
    )
    assert officer.manager is not None
    assert officer.manager.key == "3BF01"
    units = {" ".join(row["Unit"].casefold().split()) for row in [*juniors, *home_office("it_function_senior")]}
    assert Team.objects.count() == len(units)


@pytest.mark.parametrize("part", ["it_function_", ""])
def test_doubts_are_those_of_a_plain_loop(part: str) -> None:
    seniors, juniors, frame = both_files(part)
    report = check(IMPORTER, new_import("positions"), frame)
    found = Counter(defect.code for defect in report.defects)
    assert {code: found[code] for code in plain_counts(seniors, juniors)} == dict(plain_counts(seniors, juniors))
    assert report.counts["rejected"] == 0


def test_the_whole_ministry_is_reconciled() -> None:
    _, juniors, frame = both_files("")
    import_of: Import = new_import("positions")
    report = check(IMPORTER, import_of, frame)
    total = next(total for total in report.totals if total["unit"] == "fte")
    assert total["in_file"] == total["after_import"]
    bring_in(IMPORTER, import_of, frame)
    assert fte_of(key__startswith="row:") == stated_fte(juniors) == 26_394.78
    assert Position.objects.count() == 2_091
