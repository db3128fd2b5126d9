"""Defects are accepted, fixed and taken back: audited, with the version that was seen, in drafts only."""

import pytest
from django.core.exceptions import PermissionDenied

from core.actor import Right, Role
from core.errors import UserError
from core.models import AuditEntry
from core.versions import Conflict
from organisations.actions import make_person_free
from tests.factories import EffortFactory, actor_of, member
from tests.quality.world import Untidy
from towers.actions.baselines import continue_baseline, lock_baseline
from towers.actions.inference import infer_managers
from towers.actions.quality import accept_defects, fix_defects, withdraw_decisions
from towers.actions.quality_fixes import FIXES
from towers.actions.rates import make_rate_card
from towers.models import BaselineTeam, Effort, Position, QualityDecision, Rate
from towers.quality.console import KINDS, console_of

pytestmark = pytest.mark.django_db
Status = Position.Status


@pytest.fixture
def untidy() -> Untidy:
    return Untidy(member(Role.ADMIN, Right.PAY))


def fix(untidy: Untidy, kind: str, remedy: str, *subjects: str) -> int:
    untidy.baseline.refresh_from_db()
    version = untidy.baseline.version
    return fix_defects(
        by=untidy.by, baseline=untidy.baseline, version=version, kind=kind, fix=remedy, subjects=subjects
    )


def accept(untidy: Untidy, kind: str, *subjects: str) -> int:
    version = untidy.baseline.version
    return accept_defects(
        by=untidy.by, baseline=untidy.baseline, version=version, kind=kind, subjects=subjects, reason=" It is  so. "
    )


def open_of(untidy: Untidy, kind: str) -> list[str]:
    kinds = {one.kind.code: one for one in console_of(untidy.by, untidy.baseline).kinds}
    return [hit.subject for hit in kinds[kind].open]


def row(key: str, occurrence: int = 1) -> Position:
    return Position.objects.get(key=key, occurrence=occurrence)


def test_every_remedy_has_its_action_and_every_action_its_remedy() -> None:
    assert {(kind.code, remedy.code) for kind in KINDS for remedy in kind.fixes} == set(FIXES)


def test_repeats_are_taken_out_of_the_totals_and_kept(untidy: Untidy) -> None:
    for occurrence in (1, 2, 3):
        untidy.post("P", untidy.storage, occurrence=occurrence)
    assert fix(untidy, "duplicate-row", "eliminate", "P#2") == 1
    assert (row("P").status, row("P", 2).status, row("P", 2).version) == ("filled", "eliminated", 2)
    assert open_of(untidy, "duplicate-row") == ["P#3"]
    entry = AuditEntry.objects.get(action="fix_defects")
    assert entry.after == {"kind": "duplicate-row", "fix": "eliminate", "defects": 1}
    assert entry.before == {str(row("P", 2).uid): {"status": "filled"}}
    untidy.baseline.refresh_from_db()
    assert untidy.baseline.version == 2
    fix(untidy, "duplicate-row", "eliminate")
    assert open_of(untidy, "duplicate-row") == []


def test_only_what_was_chosen_is_fixed(untidy: Untidy) -> None:
    untidy.post("V", untidy.storage, status=Status.VACANT)
    untidy.post("W", untidy.storage, status=Status.VACANT)
    assert fix(untidy, "vacant", "eliminate", "W#1") == 1
    assert open_of(untidy, "vacant") == ["V#1"]


def test_what_is_not_there_any_more_changes_nothing(untidy: Untidy) -> None:
    untidy.post("V", untidy.storage, status=Status.VACANT)
    with pytest.raises(UserError, match="not there any more"):
        fix(untidy, "vacant", "eliminate", "V#1", "X#1")
    assert row("V").status == "vacant"


def test_managers_are_inferred_and_taken_back(untidy: Untidy) -> None:
    head = untidy.post("H", untidy.storage, title="Head of Storage")
    untidy.post("E", untidy.storage, manager_ref="0")
    stated = untidy.post("S", untidy.storage, head)
    assert infer_managers(by=untidy.by, baseline=untidy.baseline, version=1) == 1
    assert (row("E").manager, row("E").manager_rule) == (head, "leads “Storage” as stated for 1 of its posts")
    assert (row("S").manager, row("S").manager_rule, row("S").version) == (head, "", stated.version)
    assert open_of(untidy, "inferred-manager") == ["E#1"]
    fix(untidy, "inferred-manager", "take-back")
    assert (row("E").manager, row("E").manager_rule) == (None, "")


def test_whoever_reports_to_an_eliminated_post_moves_up_and_back(untidy: Untidy) -> None:
    top = untidy.post("T", untidy.storage)
    gone = untidy.post("G", untidy.storage, top, status=Status.ELIMINATED)
    untidy.post("E", untidy.storage, gone)
    fix(untidy, "led-by-eliminated", "lift")
    assert (row("E").manager, row("E").manager_rule) == (top, "stands above G, which is eliminated")
    fix(untidy, "inferred-manager", "take-back")
    assert row("E").manager == gone


def test_a_cost_is_assumed_from_five_of_the_grade_and_no_rate_rests_on_it(untidy: Untidy) -> None:
    for number in range(5):
        untidy.post(f"P{number}", untidy.storage, grade="G7", cost_low=10_000_000, cost_high=10_000_000)
    untidy.post("Q", untidy.storage, grade="g7", cost_low=None, cost_high=None)
    fix(untidy, "no-cost", "grade-mean")
    assert (row("Q").cost_low, row("Q").cost_rule) == (10_000_000, "mean of grade G7, 5 posts")
    make_rate_card(by=untidy.by, baseline=untidy.baseline)
    assert set(Rate.objects.values_list("persons", flat=True)) <= {0, 5}
    assert AuditEntry.objects.get(action="fix_defects").before == {str(row("Q").uid): {}}
    fix(untidy, "assumed-cost", "take-back")
    assert (row("Q").cost_low, row("Q").cost_high, row("Q").cost_rule) == (None, None, "")


def test_pay_is_assumed_only_by_whoever_may_see_it(untidy: Untidy) -> None:
    for number in range(5):
        untidy.post(f"P{number}", untidy.storage)
    untidy.post("Q", untidy.storage, cost_low=None, cost_high=None)
    untidy.by = actor_of(member(Role.MODELLER, organisation=untidy.organisation))
    with pytest.raises(PermissionDenied):
        fix(untidy, "no-cost", "grade-mean")


def test_four_known_costs_are_too_few_and_assumed_ones_are_not_known(untidy: Untidy) -> None:
    for number in range(4):
        untidy.post(f"P{number}", untidy.storage)
    untidy.post("A", untidy.storage, cost_rule="mean of all grades, 7 posts")
    untidy.post("Q", untidy.storage, cost_low=None, cost_high=None)
    with pytest.raises(UserError):
        fix(untidy, "no-cost", "grade-mean")


def test_rows_above_full_time_become_groups_and_posts_join_their_managers_team(untidy: Untidy) -> None:
    head = untidy.post("H", untidy.storage)
    untidy.post("A", untidy.storage, head, fte=25_000)
    untidy.post("N", None, head)
    fix(untidy, "above-full-time", "group")
    fix(untidy, "no-team", "managers-team")
    assert (row("A").is_aggregate, row("A").heads) == (True, 3)
    assert row("N").team == untidy.storage


def test_effort_is_scaled_to_what_the_team_has(untidy: Untidy) -> None:
    untidy.post("A", untidy.storage)
    for fte in (9_000, 4_500, 4_501, 1):
        EffortFactory.create(baseline=untidy.baseline, team=untidy.storage, fte=fte)
    fix(untidy, "effort-above", "scale")
    assert sorted(Effort.objects.values_list("fte", flat=True)) == [2_499, 2_501, 5_000]
    assert open_of(untidy, "effort-above") == []


def test_effort_is_proposed_for_teams_without_any(untidy: Untidy) -> None:
    untidy.post("A", untidy.storage, title="Server build engineer")
    fix(untidy, "effort-unassigned", "propose")
    assert Effort.objects.get().evidence == "assumed"


def test_what_is_accepted_is_open_no_more_until_that_is_taken_back(untidy: Untidy) -> None:
    untidy.post("V", untidy.storage, status=Status.VACANT)
    assert accept(untidy, "vacant") == 1
    assert open_of(untidy, "vacant") == []
    decision = QualityDecision.objects.get()
    assert (decision.subject, decision.reason, decision.by_id) == ("V#1", "It is so.", untidy.by.user_id)
    assert withdraw_decisions(by=untidy.by, baseline=untidy.baseline, kind="vacant", subjects=["V#1"]) == 1
    assert open_of(untidy, "vacant") == ["V#1"]
    actions = {"accept_defects", "withdraw_decisions"}
    assert set(AuditEntry.objects.filter(action__in=actions).values_list("action", flat=True)) == actions


def test_accepting_needs_a_reason_and_the_version_that_was_seen(untidy: Untidy) -> None:
    untidy.post("V", untidy.storage, status=Status.VACANT)
    with pytest.raises(UserError, match="Say why"):
        accept_defects(by=untidy.by, baseline=untidy.baseline, version=1, kind="vacant", subjects=[], reason="  ")
    with pytest.raises(Conflict):
        accept_defects(by=untidy.by, baseline=untidy.baseline, version=0, kind="vacant", subjects=[], reason="So.")
    with pytest.raises(Conflict):
        fix_defects(by=untidy.by, baseline=untidy.baseline, version=0, kind="vacant", fix="eliminate")
    assert row("V").status == "vacant"


def test_decisions_go_along_when_a_baseline_is_continued(untidy: Untidy) -> None:
    untidy.post("V", untidy.storage, status=Status.VACANT)
    accept(untidy, "vacant")
    lock_baseline(by=untidy.by, baseline=untidy.baseline, version=1)
    with pytest.raises(UserError, match="locked"):
        fix(untidy, "vacant", "eliminate")
    draft = continue_baseline(by=untidy.by, baseline=untidy.baseline, name="Next", as_of=untidy.baseline.as_of)
    untidy.baseline = draft
    assert open_of(untidy, "vacant") == []


def test_person_free_mode_rewrites_what_decisions_name(untidy: Untidy) -> None:
    untidy.post("E-4711", untidy.storage, status=Status.VACANT)
    accept(untidy, "vacant")
    accept(untidy, "no-region", str(untidy.storage.uid))
    make_person_free(by=untidy.by, version=untidy.organisation.version)
    subjects = set(QualityDecision.objects.values_list("subject", flat=True))
    assert not any("4711" in subject for subject in subjects)
    assert str(untidy.storage.uid) in subjects
    assert open_of(untidy, "vacant") == []


def test_a_viewer_changes_nothing(untidy: Untidy) -> None:
    untidy.post("V", untidy.storage, status=Status.VACANT)
    untidy.by = actor_of(member(Role.VIEWER, organisation=untidy.organisation))
    for attempt in (lambda: fix(untidy, "vacant", "eliminate"), lambda: accept(untidy, "vacant")):
        with pytest.raises(PermissionDenied):
            attempt()
    assert BaselineTeam.objects.filter(version=1).count() == 2
