"""A real ministry, all of it and its IT function: every defect is found, and managers and places are inferred."""

import polars as pl
import pytest

from core.actor import Right, Role
from tests.factories import OrganisationFactory, actor_of, member
from tests.quality.home_office_counts import counts, read
from tests.towers.frames import bring_in, frame_of, new_import
from tests.towers.home_office import money
from towers.actions.inference import infer_managers
from towers.actions.quality import fix_defects
from towers.importers.positions import IMPORTER
from towers.importers.reporting_lines import is_above
from towers.models import Baseline, Position
from towers.quality.console import Console, console_of

pytestmark = [pytest.mark.django_db, pytest.mark.data]
PARTS = ["it_function_", ""]


class Ministry:
    """The organogram as it was imported."""

    def __init__(self, part: str, hide_every: int = 0) -> None:
        organisation = OrganisationFactory.create()
        self.rows = read(part)
        self.hidden = {at for at in range(len(self.rows)) if hide_every and at % hide_every == 0}
        self.stated = [row["manager"] for row in self.rows]
        for at in self.hidden:
            self.rows[at]["manager"] = ""
        self.by = actor_of(member(Role.ADMIN, Right.PAY, organisation=organisation))
        bring_in(IMPORTER, new_import("positions", organisation), self._frame())
        self.baseline = Baseline.objects.get()

    def _frame(self) -> pl.DataFrame:
        frames = []
        for number, name in enumerate(("senior", "junior"), 1):
            typed = [
                {
                    **({"id": row["key"]} if row["key"] else {}),
                    **{field: row[field] for field in ("title", "team", "manager", "grade", "profession", "status")},
                    "fte": float(row["fte"]),
                    "cost_low": money(row["low"]),
                    "cost_high": money(row["high"]),
                }
                for row in self.rows
                if row["file"] == name
            ]
            frames.append(frame_of(*typed, file_no=number))
        return pl.concat(frames, how="diagonal")

    @property
    def console(self) -> Console:
        """What is found now."""
        return console_of(self.by, self.baseline)

    def found(self) -> dict[str, int]:
        """Open defects by kind."""
        return {one.kind.code: one.count for one in self.console.kinds}


@pytest.mark.parametrize("part", PARTS)
def test_defects_are_those_of_an_independent_count(part: str, capsys: pytest.CaptureFixture[str]) -> None:
    ministry = Ministry(part)
    expected, found = counts(ministry.rows), ministry.found()
    with capsys.disabled():
        print(f"\n  {part or 'all'}: { ({kind: count for kind, count in found.items() if count}) }")
    assert {kind: found[kind] for kind in expected} == expected
    assert min(expected[kind] for kind in ("eliminated", "no-cost", "dangling-manager", "several-roots")) > 0


@pytest.mark.parametrize(("part", "least_found", "least_right"), [("it_function_", 0.94, 1.0), ("", 0.92, 0.93)])
def test_managers_that_the_extract_leaves_out_are_inferred_and_taken_back(
    part: str, least_found: float, least_right: float, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every fifth row loses its manager; what is inferred is compared with what was stated."""
    ministry = Ministry(part, hide_every=5)
    rows = list(Position.objects.order_by("import_row_id"))
    before = {row.pk: row.manager_id for row in rows}
    version = ministry.baseline.version
    infer_managers(by=ministry.by, baseline=ministry.baseline, version=version)
    rows = list(Position.objects.select_related("manager").order_by("import_row_id"))
    known = {row.key for row in rows}
    wanted = [at for at in ministry.hidden if ministry.stated[at] in known and rows[at].status != "eliminated"]
    found = [at for at in wanted if rows[at].manager]
    right = sum(rows[at].manager.key == ministry.stated[at] for at in found)
    with capsys.disabled():
        print(
            f"\n  {part or 'all'}: of {len(wanted)} managers left out {len(found)} inferred, {right} of them as stated"
        )
    assert len(found) >= least_found * len(wanted)
    assert right >= least_right * len(found)
    assert_forest(rows)
    assert all(row.manager_id == before[row.pk] for row in rows if not row.manager_rule)
    fix_defects(
        by=ministry.by, baseline=ministry.baseline, version=version + 1, kind="inferred-manager", fix="take-back"
    )
    assert dict(Position.objects.values_list("pk", "manager_id")) == before


def assert_forest(rows: list[Position]) -> None:
    """Nobody stands above their own manager."""
    at_of = {row.pk: at for at, row in enumerate(rows)}
    managers = [at_of.get(row.manager_id or 0, -1) for row in rows]
    assert not any(is_above(managers, at, above) for at, above in enumerate(managers) if above >= 0)


def test_taking_repeats_out_takes_their_fte_out_once(capsys: pytest.CaptureFixture[str]) -> None:
    ministry = Ministry("")
    found = next(one for one in ministry.console.kinds if one.kind.code == "duplicate-row")
    with capsys.disabled():
        print(f"\n  {found.effect}")
    before, touched = ministry.console.facts.fte, found.fte
    version = ministry.baseline.version
    fix_defects(by=ministry.by, baseline=ministry.baseline, version=version, kind="duplicate-row", fix="eliminate")
    assert ministry.console.facts.fte == before - touched
    assert ministry.found()["duplicate-row"] == 0
