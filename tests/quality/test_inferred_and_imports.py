"""What was inferred or assumed lives with later imports: a stated fact replaces it, silence keeps it, undo restores."""

from typing import Any

import pytest

from core.actor import Right, Role
from core.models import Import
from organisations.models import Organisation
from tests.factories import actor_of, member
from tests.towers.frames import bring_in, frame_of, new_import
from towers.actions.inference import infer_managers
from towers.actions.place_rules import add_place_rule
from towers.actions.placing import apply_place_rules
from towers.actions.quality import fix_defects
from towers.importers.position_undo import undo_positions
from towers.importers.positions import IMPORTER
from towers.models import Baseline, BaselineTeam, Position

pytestmark = pytest.mark.django_db
HEAD = {"id": "H", "title": "Head of Storage", "team": "Storage", "manager": "0", "cost": 100}
ANNA = {"id": "A", "title": "Engineer", "team": "Storage", "manager": "X9", "cost": 0}


@pytest.fixture
def organisation() -> Organisation:
    return member().organisation


def load(organisation: Organisation, *rows: dict[str, Any]) -> Import:
    incoming = new_import("positions", organisation)
    bring_in(IMPORTER, incoming, frame_of(*rows))
    return incoming


def infer(organisation: Organisation) -> None:
    baseline = Baseline.objects.get()
    by = actor_of(member(Role.ADMIN, Right.PAY, organisation=organisation))
    infer_managers(by=by, baseline=baseline, version=baseline.version)


def anna() -> Position:
    return Position.objects.select_related("manager").get(key="A")


def manager_of_anna() -> tuple[str, str]:
    row = anna()
    return row.manager.key if row.manager else "", row.manager_rule


def test_site_profession_and_person_come_in(organisation: Organisation) -> None:
    load(organisation, {**ANNA, "site_or_country": " Ghent ", "profession": "IT", "person_ref": "E71"}, HEAD)
    assert (anna().location, anna().profession, anna().person_ref) == ("Ghent", "IT", "E71")
    assert Position.objects.get(key="H").location == ""


def test_an_inferred_manager_stays_while_none_is_stated(organisation: Organisation) -> None:
    load(organisation, HEAD, ANNA)
    infer(organisation)
    assert manager_of_anna() == ("H", "leads “Storage” by title")
    load(organisation, HEAD, {**ANNA, "title": "Senior engineer"}, {**ANNA, "id": "B"})
    assert manager_of_anna() == ("H", "leads “Storage” by title")


def test_a_stated_manager_replaces_an_inferred_one_and_undo_brings_it_back(organisation: Organisation) -> None:
    load(organisation, HEAD, ANNA)
    infer(organisation)
    later = load(organisation, HEAD, {**ANNA, "id": "B"}, {**ANNA, "manager": "B"})
    assert manager_of_anna() == ("B", "")
    undo_positions(later, actor_of(member(Role.ADMIN, organisation=organisation)))
    assert manager_of_anna() == ("", "")


def test_an_inferred_manager_goes_where_a_stated_line_would_close_a_circle(organisation: Organisation) -> None:
    load(organisation, HEAD, ANNA)
    infer(organisation)
    load(organisation, {**HEAD, "manager": "A"}, ANNA)
    assert manager_of_anna() == ("", "")
    assert Position.objects.get(key="H").manager == anna()


def test_an_import_that_states_a_place_replaces_an_inferred_one(organisation: Organisation) -> None:
    load(organisation, HEAD)
    by = actor_of(member(organisation=organisation))
    add_place_rule(by=by, target="tower", source="unit", words="storage", name="Storage")
    baseline = Baseline.objects.get()
    apply_place_rules(by=by, baseline=baseline, version=baseline.version)
    placed = BaselineTeam.objects.get()
    assert (str(placed.tower), placed.tower_rule) == ("Storage", "“storage” in the unit")
    later = load(organisation, {**HEAD, "tower": "Disks", "title": "Head of all storage"})
    placed.refresh_from_db()
    assert (str(placed.tower), placed.tower_rule) == ("Disks", "")
    undo_positions(later, actor_of(member(Role.ADMIN, organisation=organisation)))
    placed.refresh_from_db()
    assert (str(placed.tower), placed.tower_rule) == ("Storage", "“storage” in the unit")


def test_a_stated_cost_replaces_an_assumed_one(organisation: Organisation) -> None:
    load(organisation, *({**HEAD, "id": f"H{number}", "cost": 1_000} for number in range(5)), ANNA)
    baseline = Baseline.objects.get()
    by = actor_of(member(Role.ADMIN, Right.PAY, organisation=organisation))
    fix_defects(by=by, baseline=baseline, version=baseline.version, kind="no-cost", fix="grade-mean")
    assert (anna().cost_low, anna().cost_rule) == (1_000, "mean of all grades, 5 posts")
    load(organisation, {"id": "A", "title": "Engineer", "team": "Storage", "grade": "G6"})
    assert (anna().cost_low, anna().cost_rule) == (1_000, "mean of all grades, 5 posts")
    load(organisation, {**ANNA, "cost": 700})
    assert (anna().cost_low, anna().cost_rule) == (700, "")
