"""Forecasts come in with a catalogue: in a cell, or by columns or rows of years; what is not clear is asked."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from core.actor import Role
from core.imports.actions import undo_import
from core.imports.headless import import_files, settled
from core.models import Import
from services.actions.offerings import add_offering
from services.actions.portfolio import add_service
from services.models import Offering
from services.portfolio.offering_statements import offering_facts
from tests.factories import OrganisationFactory, actor_of, client_for, member

pytestmark = pytest.mark.django_db

IN_ONE_CELL = """Service,Subcategory,Unit,Price,Units a year,Forecast
Mail,Mailbox,mailbox,12.50,1000,"2027: 1,200; 2028: 1500"
Mail,Archive,gigabyte,1,50,
"""
A_COLUMN_FOR_EACH_YEAR = """Service,Subcategory,Units a year,Forecast 2027,Forecast FY2028
Mail,Mailbox,1000,"1,200",1500
Mail,Archive,,-,90
"""
A_ROW_FOR_EACH_YEAR = """Service,Subcategory,Unit,Price,Units a year,Expected units,Year
Mail,Mailbox,mailbox,12.50,1000,"1,200",2027
Mail,mailbox,mailbox,12.50,1000,1500,FY2028
Mail,Mailbox,,,,1800,2029
"""


@pytest.fixture
def by() -> Any:
    return actor_of(member(organisation=OrganisationFactory.create(currency="EUR")))


def brought(by: Any, folder: Path, text: str, name: str = "services.csv") -> Import:
    """What came of the file; rejected rows are left out."""
    path = folder / name
    path.write_text(text)
    return import_files(by=by, kind="services", paths=[path], accept_rejected=True)


def forecasts() -> dict[str, dict[int, int]]:
    """Units by year of each offering."""
    return {one.name: {each.year: each.units for each in one.forecast.all()} for one in Offering.objects.all()}


def test_a_forecast_comes_in_from_one_cell_and_beside_the_units_of_today(by: Any, tmp_path: Path) -> None:
    brought(by, tmp_path, IN_ONE_CELL)
    assert forecasts() == {"Archive": {}, "Mailbox": {2027: 1_200, 2028: 1_500}}
    assert Offering.objects.get(name="Mailbox").units == 1_000
    versions = list(Offering.objects.values_list("name", "version"))
    again = brought(by, tmp_path, IN_ONE_CELL.replace("1,200; 2028: 1500", "1200\n2028 = 1 500"), "again.csv")
    assert again.counts == again.counts | {"created": 0, "changed": 0, "unchanged": 2}
    assert list(Offering.objects.values_list("name", "version")) == versions


def test_a_row_for_each_year_is_one_offering(by: Any, tmp_path: Path) -> None:
    incoming = brought(by, tmp_path, A_ROW_FOR_EACH_YEAR)
    assert (incoming.counts["created"], incoming.defects.count()) == (3, 0)
    assert forecasts() == {"Mailbox": {2027: 1_200, 2028: 1_500, 2029: 1_800}}
    later = "Service,Subcategory,Forecast,Forecast year\nMail,Mailbox,1900,2029\nMail,Mailbox,2000,2030\n"
    assert brought(by, tmp_path, later, "later.csv").counts["changed"] == 2
    assert forecasts() == {"Mailbox": {2027: 1_200, 2028: 1_500, 2029: 1_900, 2030: 2_000}}


def test_what_is_not_clear_is_asked_about(by: Any, tmp_path: Path) -> None:
    text = """Service,Subcategory,Price,Forecast,Forecast year
Mail,Archive,,1200,
Mail,Relay,,2027: 5; 2027: 6,
Mail,Mailbox,5,1200,2027
Mail,Mailbox,5,1300,2027
Mail,Mailbox,6,1400,2028
"""
    incoming = brought(by, tmp_path, text)
    assert forecasts() == {"Mailbox": {2027: 1_200}}
    found = {one.line: (one.code, one.column, one.remedy) for one in incoming.defects.all()}
    assert found.keys() == {2, 3, 5, 6}
    remedy = "“1200” does not say of which year. Write 2027: 1200."
    remedy += " Or map the column of its year, or map this one as Units a year."
    assert found[2] == ("forecast-unclear", "forecast", remedy)
    assert found[3][0] == "forecast-unclear"
    assert found[5][2] == "An earlier row expects 1,200 in 2027. Correct one of them."
    assert found[6][0] == "offering-refused"


def test_a_column_for_each_year_comes_in_and_is_taken_back(by: Any, tmp_path: Path) -> None:
    service = add_service(by=by, name="Mail")
    kept = add_offering(by=by, service=service, name="Mailbox", units=900, forecast={"2026": 950, "2027": 1_000})
    before = offering_facts(kept)
    incoming = brought(by, tmp_path, A_COLUMN_FOR_EACH_YEAR)
    assert incoming.report["spec"]["columns"]["forecast"] == {"by_year": ["Forecast 2027", "Forecast FY2028"]}
    assert forecasts() == {"Archive": {2028: 90}, "Mailbox": {2026: 950, 2027: 1_200, 2028: 1_500}}
    undo_import(by=by, incoming=incoming, version=incoming.version)
    assert offering_facts(Offering.objects.get()) == before


def test_columns_of_years_can_be_chosen_in_the_wizard() -> None:
    person = member(Role.MODELLER)
    browser = client_for(person)
    file = SimpleUploadedFile("plan.csv", b"Service,Subcategory,Wanted 2027,Wanted 2028\nMail,Mailbox,5,6\n")
    upload = {"kind": "services", "target_name": "", "files": [file]}
    page = str(browser.post(f"/o/{person.organisation.slug}/imports/upload/", upload)["Location"])
    incoming = settled(Import.objects.get())
    assert "forecast" not in incoming.report["spec"]["columns"]
    chosen = {"column-0": "name", "column-1": "offering", "column-2": "forecast", "column-3": "forecast"}
    browser.post(f"{page}mapping/", {"version": incoming.version, **chosen})
    read = settled(Import.objects.get()).report["spec"]["columns"]
    assert read["forecast"] == {"by_year": ["Wanted 2027", "Wanted 2028"]}
    assert "“Wanted 2027” and “Wanted 2028”, each for the year in its heading" in browser.get(page).text
