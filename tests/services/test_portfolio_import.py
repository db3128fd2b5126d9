"""A catalogue of services comes in as tools export it: what it makes, refuses, and how it is taken back."""

from pathlib import Path
from typing import Any

import pytest

from core.errors import UserError
from core.imports.actions import undo_import
from core.imports.headless import import_files
from core.models import Import
from organisations.models import Organisation
from services.actions.offerings import add_offering
from services.actions.portfolio import add_service, edit_service
from services.models import CustomerGroup, Offering, Service
from services.person_free import remove_named_owners
from services.portfolio.statements import service_facts
from services.portfolio_selectors import ownership_of, service_rows
from tests.factories import OrganisationFactory, TeamFactory, TowerFactory, actor_of, member

pytestmark = pytest.mark.django_db

CATALOGUE = """Service Family,Service Name,Subcategory,Service Owner,Customer Groups,Status,Price,Unit
Workplace,Mail,Mailbox,Messaging,Business units; Partners,Operational,12.50,mailbox
Workplace,mail,Shared mailbox,Messaging,,Operational,8.00,mailbox
Workplace,Unified communications,Seat,Head of Network,Business units,Planned,,seat
Workplace,Unified communications,,Head of Server,,Planned,,
Hosting,Mainframe,,,,Retired,,
"""


@pytest.fixture
def organisation() -> Organisation:
    return OrganisationFactory.create(currency="EUR")


@pytest.fixture
def by(organisation: Organisation) -> Any:
    return actor_of(member(organisation=organisation))


def brought(by: Any, folder: Path, text: str = CATALOGUE, name: str = "services.csv") -> Import:
    """What came of the file; rejected rows are left out."""
    path = folder / name
    path.write_text(text)
    return import_files(by=by, kind="services", paths=[path], accept_rejected=True)


def test_a_catalogue_comes_in_with_its_disputes(by: Any, tmp_path: Path) -> None:
    incoming = brought(by, tmp_path)
    assert (incoming.state, incoming.counts["created"]) == (Import.State.CONFIRMED, 5)
    rows = service_rows(by)
    assert [(row.service.name, row.service.family, row.service.stage, len(row.owners)) for row in rows] == [
        ("Mainframe", "Hosting", "retired", 0),
        ("Mail", "Workplace", "catalogue", 1),
        ("Unified communications", "Workplace", "pipeline", 2),
    ]
    found = ownership_of(rows)
    assert (found.services, found.gaps, found.disputes) == (2, 0, 1)
    assert [group.name for group in rows[1].customers] == ["Business units", "Partners"]
    offerings = Offering.objects.order_by("name").values_list("name", "price", "unit")
    assert list(offerings) == [
        ("Mailbox", 1_250, "mailbox"),
        ("Seat", None, "seat"),
        ("Shared mailbox", 800, "mailbox"),
    ]


def test_the_same_catalogue_twice_is_one(by: Any, tmp_path: Path) -> None:
    first = brought(by, tmp_path)
    assert brought(by, tmp_path).pk == first.pk
    before = list(Service.objects.values_list("pk", "version"))
    again = brought(by, tmp_path, CATALOGUE + "\n", "other name.csv")
    assert {again.counts.get(verdict, 0) for verdict in ("created", "changed")} == {0}
    assert list(Service.objects.values_list("pk", "version")) == before
    assert Offering.objects.count() == 3


def test_undo_brings_back_what_was(by: Any, tmp_path: Path) -> None:
    kept = add_service(by=by, name="Mail", family="Old", owners=["Lead"])
    add_offering(by=by, service=kept, name="Mailbox", price=1_000)
    incoming = brought(by, tmp_path)
    assert service_facts(Service.objects.get(pk=kept.pk))["owners"] == ["Messaging"]
    undo_import(by=by, incoming=incoming, version=incoming.version)
    facts = service_facts(Service.objects.get())
    assert (facts["family"], facts["owners"], facts["customers"]) == ("Old", ["Lead"], [])
    assert Offering.objects.get().price == 1_000
    assert not CustomerGroup.objects.exists()


def test_undo_is_refused_where_somebody_went_on(by: Any, tmp_path: Path) -> None:
    incoming = brought(by, tmp_path)
    mail = Service.objects.get(key="mail")
    added = add_offering(by=by, service=mail, name="Archive")
    with pytest.raises(UserError, match="“Mail” got offerings since"):
        undo_import(by=by, incoming=incoming, version=incoming.version)
    added.delete()
    incoming.refresh_from_db()
    edit_service(by=by, service=mail, version=mail.version, value_score=5)
    with pytest.raises(UserError, match="“mail” changed since"):
        undo_import(by=by, incoming=incoming, version=incoming.version)
    assert Service.objects.count() == 3


def test_rows_that_cannot_come_in_are_named(by: Any, organisation: Organisation, tmp_path: Path) -> None:
    TowerFactory.create(organisation=organisation, name="Network")
    text = """Family,Service,Offering,Owner,Towers,Price,Status
Voice,,Line,Lead,,,
Voice,Telephony,Line,Lead,Network; Nowhere,-5,Operational
Voice,Telephony,Line,Lead,Network; Nowhere,5,Operational
Other,Telephony,Line,Lead,,6,Operational
"""
    incoming = brought(by, tmp_path, text)
    found = [(one.code, one.line) for one in incoming.defects.order_by("line", "code")]
    assert found == [
        ("missing-service", 2),
        ("below-zero", 3),
        ("unknown-tower", 4),
        ("offering-refused", 5),
        ("said-otherwise", 5),
    ]
    (row,) = service_rows(by)
    assert (row.service.family, [tower.name for tower in row.towers]) == ("Voice", ["Network"])
    assert Offering.objects.get().price == 500


def test_without_persons_only_teams_own(by: Any, organisation: Organisation, tmp_path: Path) -> None:
    TeamFactory.create(organisation=organisation, name="Messaging")
    incoming = brought(by, tmp_path)
    assert remove_named_owners(organisation.pk, organisation.uid) == 1
    rows = service_rows(by)
    assert [owner.name for row in rows for owner in row.owners] == ["Messaging"]
    kept = incoming.rows.filter(key="unified communications")
    assert all("Head of" not in str(row.payload) for row in kept)
    organisation.is_person_free = True
    organisation.save()
    again = brought(by, tmp_path, CATALOGUE + "Hosting,Linux,,Head of Server,,Operational,,\n", "later.csv")
    assert [one.code for one in again.defects.all()] == ["owner-left-out"] * 3
    assert [row.owners for row in service_rows(by) if row.service.name == "Linux"] == [[]]
