"""A catalogue with all that can be stated of services: cells that do not fit, and the way there and back."""

import csv
import io
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse

from core.imports.actions import undo_import
from core.imports.guess import CERTAIN
from core.imports.headings import heading_likeness
from organisations.models import Organisation
from services.actions.offerings import add_offering
from services.actions.portfolio import add_service
from services.importers.portfolio_fields import FIELDS
from services.models import Service
from services.portfolio.offering_statements import offering_facts
from services.portfolio.statements import service_facts
from tests.factories import OrganisationFactory, TeamFactory, TowerFactory, actor_of, client_for, member
from tests.services.test_portfolio_import import brought

pytestmark = pytest.mark.django_db

HEADER = (
    "Service,Business value,Pipeline since,Live since,Retired on,Next gen,Benefits,Technologies,Technology towers,"
    "Item,Offering type,Labour\n"
)
WHOLE = HEADER + (
    'Mail,4,1.3.2019,15.6.2020,,yes,"Less travel,\nquick answers",Exchange; Windows Server,Network,Mailbox,bespoke,'
    '"messaging: 1.5; Storage: 0.2 FTE"\n'
    "Mail,,,,,,,exchange | Linux,,Archive,standard,\n"
    "Fax,1,,1.2.2003,31.12.2024,no,,,,,,\n"
)


@pytest.fixture
def organisation() -> Organisation:
    return furnished()


@pytest.fixture
def by(organisation: Organisation) -> Any:
    return actor_of(member(organisation=organisation))


def furnished() -> Organisation:
    """Two towers, and teams one of which has a separator of cells in its name."""
    organisation = OrganisationFactory.create(currency="EUR")
    for name in ("Network", "Server"):
        TowerFactory.create(organisation=organisation, name=name)
    for name in ("Messaging", "Storage", "Tools; old"):
        TeamFactory.create(organisation=organisation, name=name)
    return organisation


def stated(organisation: Organisation) -> list[Any]:
    """All that is said of services and offerings."""
    return [
        (service_facts(service), [offering_facts(one) for one in service.offerings.all()])
        for service in Service.objects.filter(organisation=organisation)
    ]


def test_everything_that_can_be_said_of_a_service_comes_in(by: Any, organisation: Organisation, tmp_path: Path) -> None:
    incoming = brought(by, tmp_path, WHOLE)
    assert [one.code for one in incoming.defects.all()] == []
    (fax, _), (mail, (archive, mailbox)) = stated(organisation)
    assert {name: mail[name] for name in ("value_score", "pipeline_from", "catalogue_from", "retired_from")} == {
        "value_score": 4,
        "pipeline_from": "2019-03-01",
        "catalogue_from": "2020-06-15",
        "retired_from": None,
    }
    assert (mail["is_next_generation"], mail["benefits"]) == (True, "Less travel,\nquick answers")
    assert (mail["technologies"], mail["towers"]) == (["Exchange", "Linux", "Windows Server"], ["Network"])
    assert (mailbox["kind"], mailbox["labour"]) == ("custom", {"Messaging": 15_000, "Storage": 2_000})
    assert (archive["kind"], archive["labour"]) == ("standard", {})
    assert (fax["value_score"], fax["is_next_generation"], fax["retired_from"]) == (1, False, "2024-12-31")


def test_the_same_twice_changes_nothing_and_undo_brings_back(
    by: Any, organisation: Organisation, tmp_path: Path
) -> None:
    known = add_service(by=by, name="Mail", value_score=2, technologies=["Notes"], pipeline_from="2018-01-01")
    add_offering(by=by, service=known, name="Mailbox", labour={"Storage": 10_000})
    before = stated(organisation)
    incoming = brought(by, tmp_path, WHOLE)
    versions = list(Service.objects.values_list("pk", "version"))
    again = brought(by, tmp_path, WHOLE + "\n", "again.csv")
    assert (again.counts["created"], again.counts["changed"], again.counts["unchanged"]) == (0, 0, 3)
    assert list(Service.objects.values_list("pk", "version")) == versions
    undo_import(by=by, incoming=incoming, version=incoming.version)
    assert stated(organisation) == before


def test_a_cell_that_does_not_fit_is_named_with_what_to_do(by: Any, organisation: Organisation, tmp_path: Path) -> None:
    text = HEADER + (
        "Value,9,,,,,,,,,,\n"
        "Half,2.5,,,,,,,,,,\n"
        "Work,,,,,,,,,Seat,,Messaging 1.5\n"
        'Comma,,,,,,,,,Seat,,"Messaging: 1,250"\n'
        "Nobody,,,,,,,,,Seat,,Ghosts: 1\n"
        "Order,,2.5.2024,31.1.2023,,,,,,,,\n"
        "Stray,3,,,,yes,,,,,custom,\n"
        "Words,3,,,,perhaps,,,,Seat,odd,\n"
    )
    incoming = brought(by, tmp_path, text)
    found = {(one.line, one.code, one.column): one.remedy for one in incoming.defects.all()}
    assert set(found) == {
        (2, "no-value", "value_score"),
        (3, "no-value", "value_score"),
        (4, "no-labour", "labour"),
        (5, "no-labour", "labour"),
        (6, "offering-refused", "labour"),
        (7, "service-refused", "catalogue_from"),
        (8, "no-offering", "kind"),
        (9, "unknown-value", "Next gen"),
        (9, "unknown-value", "Offering type"),
    }
    assert incoming.defects.get(line=3).value == "2.5"
    assert "whole number from 1 to 5" in found[2, "no-value", "value_score"]
    assert "Write 1250 or 1.25." in found[5, "no-labour", "labour"]
    assert "no team “Ghosts”" in found[6, "offering-refused", "labour"]
    assert "planned first, then delivered" in found[7, "service-refused", "catalogue_from"]
    assert "Say which it is: standard, custom" in found[9, "unknown-value", "Offering type"]
    assert [service.name for service in Service.objects.order_by("name")] == ["Stray", "Words"]


def test_what_the_portfolio_exports_comes_in_equal(by: Any, organisation: Organisation, tmp_path: Path) -> None:
    mail = add_service(
        by=by,
        name="@Home mail",
        family="Work; place",
        stage="pipeline",
        pipeline_from="2025-02-01",
        catalogue_from="2026-12-31",
        description="Lines\nand “signs”, too",
        benefits="-5 % of visits",
        is_next_generation=True,
        value_score=5,
        owners=["Tools; old", '"Quoted" lead'],
        customers=["Plants", "R|D"],
        towers=["Server", "Network"],
        technologies=["SAP HANA", "=Equals"],
    )
    terms: dict[str, Any] = {"unit": "box", "price": 1_205, "units": 1_000_000, "other_cost": 99}
    labour = {"Tools; old": 15_001, "Messaging": 12_000_000}
    grows = {"forecast": {"2027": 1_200, "2028": 0}, "cost_grows": "labour"}
    add_offering(by=by, service=mail, name="+Box", kind="custom", **terms, labour=labour, **grows)
    add_offering(by=by, service=mail, name="Plain")
    add_service(by=by, name="Fax", stage="retired", retired_from="2024-06-30")
    text = exported(organisation)
    again = brought(by, tmp_path, text, "own.csv")
    assert (again.counts["created"], again.counts["changed"]) == (0, 0)
    assert not again.defects.exists()
    other = furnished()
    brought(actor_of(member(organisation=other)), tmp_path, text, "other.csv")
    assert stated(other) == stated(organisation)
    assert exported(other) == text


def test_the_file_holds_what_the_list_shows(by: Any, organisation: Organisation) -> None:
    mail = add_service(by=by, name="Mail", technologies=["Exchange"])
    for name in ("Mailbox", "Archive"):
        add_offering(by=by, service=mail, name=name)
    add_service(by=by, name="Backup")
    rows = list(csv.DictReader(io.StringIO(exported(organisation, "technology=exchange"))))
    assert [(row["Service"], row["Offering"]) for row in rows] == [("Mail", "Archive"), ("Mail", "Mailbox")]


def exported(organisation: Organisation, query: str = "") -> str:
    """The download of the list."""
    browser = client_for(member(organisation=organisation))
    answer = browser.get(reverse("services", args=[organisation.slug]) + f"?format=csv&{query}")
    return b"".join(answer.streaming_content).decode("utf-8-sig")


@pytest.mark.parametrize(
    ("heading", "code"),
    [
        ("Technologies", "technologies"),
        ("Technology", "technologies"),
        ("Technology stack", "technologies"),
        ("Technology tower", "towers"),
        ("Technology towers", "towers"),
        ("Towers", "towers"),
        ("Value", "value_score"),
        ("Go-live date", "catalogue_from"),
        ("Next-gen", "is_next_generation"),
        ("Kind", "kind"),
        ("Labor", "labour"),
        ("Forecast", "forecast"),
        ("Units", "units"),
    ],
)
def test_a_heading_means_one_field(heading: str, code: str) -> None:
    likely = {one.code: heading_likeness(one, heading).score for one in FIELDS}
    assert max(likely, key=lambda one: likely[one]) == code
    assert likely[code] >= CERTAIN
