"""An import from the file to its undoing: nothing is visible before it is confirmed, then all of it or nothing."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from core.access import visible_or_404
from core.actor import Actor, Role
from core.errors import UserError
from core.imports import actions, registry
from core.imports.headless import import_files, settled
from core.imports.selectors import defect_rows, import_detail
from core.imports.staging import staging_folder
from core.models import AuditEntry, Import, Mapping, Run, Upload
from core.runs.actions import cancel_run
from core.runs.worker import execute_here
from core.versions import Conflict
from tests.factories import actor_of, member
from tests.imports.conftest import PARTS, visible_parts

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("parts")]

GOOD = b"Part no,Name,Weight,Price\nA1,Bolt,1.5,2.00\nA2,Nut,2.5,3.00\n"
MIXED = GOOD + b"A3,Pin,heavy,1.00\nA4,broken,1.0,1.00\n"
UNSURE = b"Code,Description,Due on\nA1,Bolt,5/3/2016\n"


@pytest.fixture
def by() -> Actor:
    return actor_of(member())


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "parts.csv"


def bring(by: Actor, path: Path, content: bytes, **options: Any) -> Import:
    """Upload and check, not more."""
    path.write_bytes(content)
    return import_files(by=by, kind="parts", paths=[path], is_dry_run=True, **options)


def attended(by: Actor, path: Path, content: bytes) -> Import:
    """As the wizard does it: doubtful guesses are proposed."""
    path.write_bytes(content)
    uploads = actions.upload_files(by=by, files=[actions.storage.LocalFile(path)])
    return settled(actions.start_import(by=by, kind="parts", uploads=uploads, is_attended=True))


def confirm(by: Actor, incoming: Import, **options: Any) -> Import:
    return settled(actions.confirm_import(by=by, incoming=incoming, version=incoming.version, **options))


def test_a_file_is_kept_once_under_its_hash(by: Actor, path: Path) -> None:
    path.write_bytes(GOOD)
    first, again = (actions.upload_files(by=by, files=[actions.storage.LocalFile(path)])[0] for _ in range(2))
    assert first.pk == again.pk
    assert (first.name, first.size, len(first.sha256)) == ("parts.csv", len(GOOD), 64)
    assert actions.storage.upload_path(first.path).read_bytes() == GOOD


def test_a_file_above_the_limit_is_refused_and_leaves_nothing(
    by: Actor, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions.storage, "MAX_FILE_BYTES", 10)
    path.write_bytes(GOOD)
    with pytest.raises(UserError, match="larger than") as caught:
        actions.upload_files(by=by, files=[actions.storage.LocalFile(path)])
    assert caught.value.status == 413
    assert Upload.objects.count() == 0


def test_checked_rows_are_counted_and_none_is_visible(by: Actor, path: Path) -> None:
    incoming = bring(by, path, GOOD)
    assert incoming.state == Import.State.CHECKED
    assert incoming.counts == {"created": 2, "changed": 0, "unchanged": 0, "rows": 2, "rejected": 0}
    assert incoming.report["totals"] == [{"label": "Parts", "in_file": 2, "after_import": 2, "unit": "parts"}]
    assert incoming.report["notes"] == ["A note."]
    assert incoming.report["preview"]["rows"][0]["cells"] == ["A1", "Bolt", 1.5, 200]
    assert visible_parts() == []


def test_confirmed_rows_are_visible_and_the_trail_says_who(by: Actor, path: Path) -> None:
    incoming = confirm(by, bring(by, path, GOOD))
    assert incoming.state == Import.State.CONFIRMED
    assert visible_parts() == ["A1", "A2"]
    assert incoming.counts["created"] == 2
    assert incoming.confirmed_at is not None
    entry = AuditEntry.objects.get(action="confirm_import")
    assert (entry.user_id, entry.object_id, entry.after["created"]) == (by.user_id, str(incoming.uid), 2)
    assert not staging_folder(incoming).exists()


def test_rows_in_are_rows_created_and_rows_rejected_from_cells_and_from_the_app(by: Actor, path: Path) -> None:
    incoming = bring(by, path, MIXED)
    assert (incoming.counts["rows"], incoming.counts["created"], incoming.counts["rejected"]) == (4, 2, 2)
    found = [(one.severity, one.code, one.line, one.column, one.value) for one in incoming.defects.all()]
    assert found == [("error", "no-number", 4, "Weight", "heavy"), ("error", "broken-part", 5, "Name", "broken")]


def test_rejected_rows_must_be_accepted_to_stay_out(by: Actor, path: Path) -> None:
    incoming = bring(by, path, MIXED)
    with pytest.raises(UserError, match="2 rows are rejected"):
        confirm(by, incoming)
    assert visible_parts() == []
    assert confirm(by, incoming, accept_rejected=True).state == Import.State.CONFIRMED
    assert visible_parts() == ["A1", "A2"]


def test_an_unreadable_file_is_refused_with_the_reason(by: Actor, path: Path) -> None:
    incoming = bring(by, path, b"\xff\xd8\xff\xe0JFIF")
    assert incoming.state == Import.State.REFUSED
    (defect,) = incoming.defects.all()
    assert (defect.severity, defect.code) == ("fatal", "not-a-table")
    with pytest.raises(UserError, match="JPEG"):
        confirm(by, incoming)


def test_without_a_browser_doubtful_guesses_do_not_count(by: Actor, path: Path) -> None:
    incoming = bring(by, path, UNSURE)
    assert incoming.state == Import.State.READ
    remedies = [one.remedy for one in incoming.defects.filter(code="column-not-mapped")]
    assert any("“Part number”" in remedy and "columns.key" in remedy for remedy in remedies)


def test_a_stated_mapping_and_format_answer_the_questions(by: Actor, path: Path) -> None:
    columns = {"key": {"column": "Code"}, "name": {"column": "Description"}, "due": {"column": "Due on"}}
    asked = bring(by, path, UNSURE, mapping={"columns": columns})
    assert [one.code for one in asked.defects.all()] == ["ambiguous-date"]
    with pytest.raises(UserError, match="5 March 2016 and as 3 May 2016"):
        confirm(by, asked)
    answered = bring(by, path, UNSURE, mapping={"columns": columns, "formats": {"due": "%m/%d/%Y"}})
    assert answered.state == Import.State.CHECKED
    assert answered.report["preview"]["rows"][0]["cells"][2] == "2016-05-03"


def test_a_mapping_of_a_column_that_is_not_there_is_a_defect(by: Actor, path: Path) -> None:
    incoming = bring(by, path, GOOD, mapping={"columns": {"key": {"column": "Nr"}, "name": {"column": "Name"}}})
    assert [(one.severity, one.code, one.column) for one in incoming.defects.all()] == [
        ("fatal", "unknown-column", "Nr")
    ]


def test_the_wizards_mapping_is_checked_again_and_remembered_for_such_files(by: Actor, path: Path) -> None:
    incoming = attended(by, path, UNSURE)
    mapping = incoming.report["spec"] | {
        "columns": {"key": {"column": "Code"}, "name": {"column": "Description"}, "due": {"column": "Due on"}},
        "formats": {"due": "%d/%m/%Y"},
    }
    changed = settled(actions.change_mapping(by=by, incoming=incoming, version=incoming.version, mapping=mapping))
    assert changed.state == Import.State.CHECKED
    confirm(by, changed)
    later = bring(by, path, UNSURE.replace(b"A1", b"B7"))
    assert (later.report["mapping_from"], later.state) == ("remembered", Import.State.CHECKED)
    assert later.report["spec"]["formats"] == {"due": "%d/%m/%Y"}


def test_another_organisation_does_not_learn_the_mapping(by: Actor, path: Path) -> None:
    columns = {"key": {"column": "Code"}, "name": {"column": "Description"}}
    confirm(by, bring(by, path, UNSURE, mapping={"columns": columns}))
    assert Mapping.objects.count() == 1
    assert bring(actor_of(member()), path, UNSURE).report["mapping_from"] == "guessed"


def test_the_same_import_twice_is_one(by: Actor, path: Path) -> None:
    first = confirm(by, bring(by, path, GOOD))
    second = import_files(by=by, kind="parts", paths=[path])
    assert second.pk == first.pk
    assert visible_parts() == ["A1", "A2"]
    repeated = Import.objects.exclude(pk=first.pk).get()
    assert (repeated.state, repeated.report["same_as"]) == (Import.State.REFUSED, str(first.uid))


def test_after_undoing_it_may_come_again(by: Actor, path: Path) -> None:
    first = confirm(by, bring(by, path, GOOD))
    undone = actions.undo_import(by=by, incoming=first, version=first.version)
    assert (undone.state, visible_parts()) == (Import.State.UNDONE, [])
    again = confirm(by, bring(by, path, GOOD))
    assert again.pk != first.pk
    assert visible_parts() == ["A1", "A2"]


def test_other_content_or_another_target_is_another_import(by: Actor, path: Path) -> None:
    confirm(by, bring(by, path, GOOD))
    confirm(by, bring(by, path, GOOD.replace(b"A2", b"A9")))
    confirm(by, bring(by, path, GOOD, target_name="elsewhere"))
    assert visible_parts() == ["A1", "A2", "A1", "A9", "A1", "A2"]


def test_an_import_is_confirmed_from_the_version_that_was_seen(by: Actor, path: Path) -> None:
    incoming = bring(by, path, GOOD)
    with pytest.raises(Conflict):
        actions.confirm_import(by=by, incoming=incoming, version=incoming.version - 1)


def test_a_load_that_breaks_leaves_nothing_and_can_be_tried_again(
    by: Actor, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    incoming = bring(by, path, GOOD)

    def breaks(*_: Any) -> Any:
        raise UserError("The shelf is full.")

    monkeypatch.setitem(registry._IMPORTERS, "parts", replace(PARTS, publish=breaks))
    incoming = confirm(by, incoming)
    assert (incoming.state, visible_parts()) == (Import.State.LOADING, [])
    assert incoming.run is not None
    assert incoming.run.error == "The shelf is full."
    monkeypatch.setitem(registry._IMPORTERS, "parts", PARTS)
    assert confirm(by, incoming).state == Import.State.CONFIRMED
    assert visible_parts() == ["A1", "A2"]


def test_a_cancelled_load_leaves_nothing_visible(by: Actor, path: Path) -> None:
    incoming = bring(by, path, GOOD)
    incoming = actions.confirm_import(by=by, incoming=incoming, version=incoming.version)
    assert incoming.run is not None
    run = execute_here(cancel_run(by=by, run=incoming.run))
    assert (run.state, visible_parts()) == (Run.State.CANCELLED, [])


def test_a_run_that_another_replaced_changes_nothing(by: Actor, path: Path) -> None:
    incoming = bring(by, path, GOOD)
    incoming = actions.confirm_import(by=by, incoming=incoming, version=incoming.version)
    late = incoming.run
    assert late is not None
    Import.objects.filter(pk=incoming.pk).update(run=None)
    run = execute_here(late)
    assert run.state == Run.State.FAILED
    assert "Another step" in run.error
    assert visible_parts() == []


def test_asked_at_the_start_a_clean_import_confirms_itself(by: Actor, path: Path) -> None:
    path.write_bytes(GOOD)
    uploads = actions.upload_files(by=by, files=[actions.storage.LocalFile(path)])
    incoming = actions.start_import(by=by, kind="parts", uploads=uploads, then_confirm={"accept_rejected": False})
    assert settled(settled(incoming)).state == Import.State.CONFIRMED
    assert visible_parts() == ["A1", "A2"]


def test_asked_at_the_start_rejected_rows_still_stop_it(by: Actor, path: Path) -> None:
    path.write_bytes(MIXED)
    uploads = actions.upload_files(by=by, files=[actions.storage.LocalFile(path)])
    incoming = actions.start_import(by=by, kind="parts", uploads=uploads, then_confirm={"accept_rejected": False})
    incoming = settled(incoming)
    assert incoming.state == Import.State.CHECKED
    assert "2 rows are rejected" in incoming.report["not_confirmed"]


def test_an_import_can_be_left(by: Actor, path: Path) -> None:
    incoming = bring(by, path, GOOD)
    left = actions.discard_import(by=by, incoming=incoming, version=incoming.version)
    assert left.state == Import.State.REFUSED
    with pytest.raises(UserError, match="cannot be confirmed"):
        confirm(by, left)


def test_a_viewer_brings_nothing_in(by: Actor, path: Path) -> None:
    viewer = actor_of(member(Role.VIEWER))
    incoming = bring(by, path, GOOD)
    for act in (
        lambda: actions.upload_files(by=viewer, files=[]),
        lambda: actions.start_import(by=viewer, kind="parts", uploads=[]),
        lambda: actions.change_mapping(by=viewer, incoming=incoming, version=1, mapping={}),
        lambda: actions.confirm_import(by=viewer, incoming=incoming, version=1),
        lambda: actions.undo_import(by=viewer, incoming=incoming, version=1),
        lambda: actions.discard_import(by=viewer, incoming=incoming, version=1),
    ):
        with pytest.raises(PermissionDenied):
            act()


def test_an_import_of_another_organisation_does_not_exist(by: Actor, path: Path) -> None:
    incoming = bring(by, path, GOOD)
    with pytest.raises(Http404):
        visible_or_404(Import, actor_of(member()), incoming.uid)


def test_pay_is_masked_in_what_is_shown(by: Actor, path: Path) -> None:
    columns = {name: {"column": name.title()} for name in ("name", "weight", "price")}
    mapping = {"columns": {"key": {"column": "Part no"}, **columns}}
    incoming = bring(by, path, MIXED.replace(b"2.00", b"secret7"), mapping=mapping)
    detail = import_detail(by, incoming)
    assert not by.has_pay
    assert [row["cells"][3] for row in detail["preview"]["rows"]] == ["masked", "masked"]
    assert "secret7" not in str(detail)
    assert [row[6] for row in defect_rows(by, incoming)] == ["heavy", "masked", "broken"]


def test_an_unknown_kind_is_refused(by: Actor) -> None:
    with pytest.raises(UserError, match="“cars” cannot be imported"):
        actions.start_import(by=by, kind="cars", uploads=[])
