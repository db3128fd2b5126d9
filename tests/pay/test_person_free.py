"""Person-free mode: references come in and stay as pseudonyms, and still match."""

from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from core.actor import Role
from core.errors import UserError
from core.imports.actions import confirm_import, start_import, undo_import, upload_files
from core.imports.files import LocalFile
from core.imports.headless import settled
from core.models import AuditEntry, Defect, Import, ImportRow
from core.pseudonyms import KNOWN, pseudonym
from organisations.actions import make_person_free
from organisations.models import Membership, Organisation
from services.models import Person
from tests.factories import TicketLogFactory, actor_of, client_for, member
from towers.models import Position

pytestmark = pytest.mark.django_db
HEAD = "Employee ID,Job title,Team,FTE,Manager ID,Yearly cost\n"
ROWS = "E-47K1,Head,Core,1,,90000\nE-47K2,Engineer,Core,1,E-47K1,60000\nE-47K3,Engineer,Core,1,E-99K9,60000\n"
REFERENCES = ("47K1", "47K2", "47K3", "99K9")


@pytest.fixture
def admin() -> Membership:
    return member(Role.ADMIN)


def switched_on(admin: Membership) -> None:
    admin.organisation.refresh_from_db()
    make_person_free(by=actor_of(admin), version=admin.organisation.version)
    admin.organisation.refresh_from_db()


def imported(admin: Membership, folder: Path, rows: str = ROWS) -> Import:
    path = folder / "staff.csv"
    path.write_text(HEAD + rows)
    by = actor_of(admin)
    incoming = settled(
        start_import(by=by, kind="positions", uploads=upload_files(by=by, files=[LocalFile(path)]), target_name="Now")
    )
    assert incoming.state == Import.State.CHECKED, incoming.report
    return settled(confirm_import(by=by, incoming=incoming, version=incoming.version))


def keys() -> dict[str, str]:
    """Title of the manager by key."""
    rows = Position.objects.select_related("manager")
    return {row.key: row.manager.title if row.manager else "" for row in rows}


def stored_text() -> str:
    rows = [*Position.objects.values_list("key", "manager_ref", "person_ref"), *Defect.objects.values_list("value")]
    return f"{rows}{list(ImportRow.objects.filter(line__gt=0).values_list('key', 'payload'))}"


def test_references_come_in_as_pseudonyms_and_managers_are_found(admin: Membership, tmp_path: Path) -> None:
    switched_on(admin)
    incoming = imported(admin, tmp_path)
    uid = admin.organisation.uid
    assert keys() == {
        pseudonym(uid, "E-47K1"): "",
        pseudonym(uid, "E-47K2"): "Head",
        pseudonym(uid, "E-47K3"): "",
    }
    assert all(KNOWN.fullmatch(key) for key in keys())
    assert not [reference for reference in REFERENCES if reference in stored_text()]
    client = client_for(admin)
    for name, args in (("positions", []), ("import", [incoming.uid]), ("import-defects", [incoming.uid])):
        text = client.get(reverse(name, args=[admin.organisation.slug, *args])).content.decode()
        assert not [reference for reference in REFERENCES if f"E-{reference}" in text], name


def test_the_same_file_again_changes_nothing_and_a_later_one_the_same_posts(admin: Membership, tmp_path: Path) -> None:
    switched_on(admin)
    imported(admin, tmp_path)
    later = imported(admin, tmp_path, ROWS.replace("90000", "95000"))
    assert (later.counts["created"], later.counts["changed"], later.counts["unchanged"]) == (0, 1, 2)
    assert Position.objects.get(title="Head").cost_low == 95_000_00


def test_switching_on_rewrites_what_is_stored_and_later_files_still_match(admin: Membership, tmp_path: Path) -> None:
    first = imported(admin, tmp_path)
    Person.objects.create(log=TicketLogFactory.create(organisation=admin.organisation), name="Ann Example")
    assert "E-47K1" in stored_text()
    switched_on(admin)
    assert not [reference for reference in REFERENCES if reference in stored_text()]
    assert KNOWN.fullmatch(Person.objects.get().name)
    assert keys()[pseudonym(admin.organisation.uid, "E-47K2")] == "Head"
    later = imported(admin, tmp_path, ROWS.replace("90000", "95000"))
    assert (later.counts["created"], later.counts["changed"]) == (0, 1)
    undo_import(by=actor_of(admin), incoming=later, version=later.version)
    assert Position.objects.get(title="Head").cost_low == 90_000_00
    assert first.counts["created"] == 3


def test_another_organisation_keeps_its_references(admin: Membership, tmp_path: Path) -> None:
    imported(admin, tmp_path)
    switched_on(member(Role.ADMIN))
    assert "E-47K1" in stored_text()


def test_it_is_an_administrators_for_good_and_on_the_record(admin: Membership) -> None:
    with pytest.raises(PermissionDenied):
        make_person_free(by=actor_of(member(Role.MODELLER, organisation=admin.organisation)), version=1)
    client, address = client_for(admin), reverse("person-free", args=[admin.organisation.slug])
    client.post(address, {"version": admin.organisation.version})
    admin.organisation.refresh_from_db()
    assert not Organisation.objects.get().is_person_free  # nobody said that it is understood
    client.post(address, {"version": admin.organisation.version, "is_understood": "on"})
    assert Organisation.objects.get().is_person_free
    assert AuditEntry.objects.filter(action="make_person_free").count() == 1
    with pytest.raises(UserError, match="already"):
        switched_on(admin)
    members = client.get(reverse("members", args=[admin.organisation.slug])).content.decode()
    assert "Switch person-free mode on" not in members
