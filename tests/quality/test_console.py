"""Each kind of defect is found where it is, says what it does to the figures, and only there."""

import pytest

from core.actor import Right, Role
from core.models import Import
from tests.factories import EffortFactory, actor_of, member
from tests.quality.world import Untidy
from towers.models import Position
from towers.quality.console import KINDS, Found, console_of, coverage

pytestmark = pytest.mark.django_db
Status = Position.Status


@pytest.fixture
def untidy() -> Untidy:
    return Untidy(member())


def found(untidy: Untidy, *rights: Right) -> dict[str, Found]:
    reader = actor_of(member(Role.VIEWER, *rights, organisation=untidy.organisation))
    return {one.kind.code: one for one in console_of(reader, untidy.baseline).kinds}


def subjects(untidy: Untidy, kind: str) -> list[str]:
    return [hit.subject for hit in found(untidy)[kind].open]


def test_a_tidy_baseline_has_nothing_but_what_nobody_stated(untidy: Untidy) -> None:
    head = untidy.post("H", untidy.storage)
    untidy.post("E", untidy.storage, head)
    codes = {code for code, one in found(untidy).items() if one.open}
    assert codes == {"no-tower", "no-region", "effort-unassigned"}


def test_of_several_tops_the_one_with_the_largest_branch_is_none(untidy: Untidy) -> None:
    top, other = untidy.post("T", untidy.storage), untidy.post("O", untidy.storage)
    for number in range(3):
        untidy.post(f"T{number}", untidy.storage, top)
    untidy.post("O1", untidy.storage, other, fte=5_000)
    one = found(untidy)["several-roots"]
    assert [hit.subject for hit in one.open] == ["O#1"]
    beside = "1 branch stands beside the largest, with 1.5 FTE (27.3% of all)"
    assert one.effect == f"{beside}: layers are counted in each alone."


def test_alone_dangling_and_circular_are_told_apart(untidy: Untidy) -> None:
    top = untidy.post("T", untidy.storage)
    untidy.post("A", untidy.storage)
    untidy.post("D", untidy.storage, manager_ref="0")
    untidy.post("C", untidy.storage, manager_ref="C")
    untidy.post("X", untidy.storage, manager_ref="0", status=Status.ELIMINATED)
    untidy.post("L", untidy.storage, top)
    kinds = ("no-manager", "dangling-manager", "manager-cycle")
    assert [subjects(untidy, kind) for kind in kinds] == [["A#1"], ["D#1"], ["C#1"]]
    notes = [hit.note for kind in kinds[1:] for hit in found(untidy)[kind].open]
    assert notes == ["reports to “0”, which is no position", "reports to itself"]


def test_posts_under_an_eliminated_one(untidy: Untidy) -> None:
    gone = untidy.post("G", untidy.storage, status=Status.ELIMINATED)
    untidy.post("E", untidy.storage, gone)
    one = found(untidy)["led-by-eliminated"]
    assert (one.count, one.effect) == (1, "1 eliminated post still leads them: a layer too many.")


def test_exact_duplicates_count_twice_and_references_shared_do_not(untidy: Untidy) -> None:
    untidy.post("P", untidy.storage)
    untidy.post("P", untidy.storage, occurrence=2)
    untidy.post("P", untidy.storage, occurrence=3, title="Job share")
    untidy.post("row:1:2", untidy.storage, fte=15_000, is_aggregate=True, heads=2)
    untidy.post("row:1:9", untidy.storage, fte=15_000, is_aggregate=True, heads=2)
    one = found(untidy)["duplicate-row"]
    assert [hit.subject for hit in one.open] == ["P#2", "row:1:9#1"]
    assert one.effect == "2 rows are exact duplicates: 2.5 FTE counted twice."
    assert subjects(untidy, "shared-reference") == ["P#3"]


def test_an_eliminated_post_that_exists_again(untidy: Untidy) -> None:
    untidy.post("P", untidy.storage)
    untidy.post("P", untidy.storage, occurrence=2, status=Status.ELIMINATED)
    assert subjects(untidy, "replaced-reference") == ["P#2"]
    assert subjects(untidy, "eliminated") == ["P#2"]
    assert subjects(untidy, "shared-reference") == []


def test_no_cost_is_a_share_of_fte(untidy: Untidy) -> None:
    untidy.post("P", untidy.storage, fte=30_000, heads=3)
    untidy.post("Q", untidy.storage, cost_low=None, cost_high=None)
    untidy.post("V", untidy.storage, cost_low=None, cost_high=None, status=Status.VACANT)
    one = found(untidy)["no-cost"]
    assert one.effect == "1.0 FTE (25.0% of FTE) have no cost: they are missing in every figure in money."
    assert subjects(untidy, "vacant") == ["V#1"]


def test_persons_above_full_time(untidy: Untidy) -> None:
    untidy.post("A", untidy.storage, person_ref="E1", fte=6_000)
    untidy.post("B", untidy.network, person_ref="E1", fte=6_000)
    untidy.post("C", untidy.storage, person_ref="E2", fte=10_000)
    untidy.post("D", untidy.storage, fte=12_000)
    one = found(untidy)["above-full-time"]
    assert {hit.subject for hit in one.open} == {"A#1", "B#1", "D#1"}
    assert one.effect.startswith("0.4 FTE (")


def test_teams_without_a_place_of_one_person_and_with_too_much_effort(untidy: Untidy) -> None:
    untidy.post("A", untidy.network)
    untidy.post("B", untidy.storage, fte=20_000, heads=2)
    untidy.post("N", None)
    EffortFactory.create(baseline=untidy.baseline, team=untidy.network, fte=15_000)
    EffortFactory.create(baseline=untidy.baseline, team=untidy.storage, fte=5_000)
    storage, network = str(untidy.storage.uid), str(untidy.network.uid)
    assert subjects(untidy, "no-tower") == subjects(untidy, "one-person-team") == [network]
    assert set(subjects(untidy, "no-region")) == {storage, network}
    assert subjects(untidy, "effort-above") == [network]
    assert [(hit.subject, hit.fte) for hit in found(untidy)["effort-unassigned"].open] == [(storage, 15_000)]
    assert subjects(untidy, "no-team") == ["N#1"]


def test_what_files_brought_is_told_from_their_reports(untidy: Untidy) -> None:
    groups = [
        {"code": code, "count": count, "remedy": "Do it.", "severity": "warning"}
        for code, count in (("band-reversed", 3), ("total-row", 2), ("duplicate-row", 9), ("team-in-two-towers", 1))
    ]
    Import.objects.create(
        organisation=untidy.organisation,
        kind="positions",
        state="confirmed",
        target_kind="baseline",
        target_id=untidy.baseline.pk,
        content_hash="0",
        report={"defects": groups},
    )
    counts = {code: one.count for code, one in found(untidy).items() if one.count}
    assert counts["band-reversed"] == 3
    assert counts["team-in-two-places"] == 1
    assert counts["file-finding"] == 2


def test_money_is_that_of_the_card_without_the_right_to_see_pay(untidy: Untidy) -> None:
    untidy.post("V", untidy.storage, status=Status.VACANT, fte=20_000, heads=2)
    assert found(untidy, Right.PAY)["vacant"].money == 20_000
    assert found(untidy)["vacant"].money is None


def test_coverage_is_of_filled_fte(untidy: Untidy) -> None:
    head = untidy.post("H", untidy.storage, fte=10_000)
    untidy.post("E", untidy.network, head, fte=30_000, heads=3, cost_low=None, cost_high=None)
    EffortFactory.create(baseline=untidy.baseline, team=untidy.network, fte=10_000)
    facts = console_of(actor_of(member(organisation=untidy.organisation)), untidy.baseline).facts
    assert coverage(facts) == {"led": 0.75, "tower": 0.25, "region": 0.0, "cost": 0.25, "effort": 0.25}


def test_every_kind_has_a_code_of_its_own() -> None:
    assert len({kind.code for kind in KINDS}) == len(KINDS)
    assert all(len(kind.code) <= 40 for kind in KINDS)
