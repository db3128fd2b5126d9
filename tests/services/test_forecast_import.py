"""Forecasts come in with a catalogue: in one cell, or a row for each year; a number without its year is asked about."""

from pathlib import Path
from typing import Any

import pytest

from core.imports.actions import undo_import
from core.imports.headless import import_files
from core.models import Import
from services.actions.offerings import add_offering
from services.actions.portfolio import add_service
from services.models import Offering
from services.portfolio.offering_statements import offering_facts
from tests.factories import OrganisationFactory, actor_of, member

pytestmark = pytest.mark.django_db

IN_ONE_CELL = """Service,Subcategory,Unit,Price,Units a year,Forecast
Mail,Mailbox,mailbox,12.50,1000,"2027: 1,200; 2028: 1500"
Mail,Archive,gigabyte,1,50,
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
    assert brought(by, tmp_path, later + "\n", "again.csv").counts["unchanged"] == 2


def test_a_number_without_its_year_is_asked_about(by: Any, tmp_path: Path) -> None:
    text = """Service,Subcategory,Forecast,Units a year
Mail,Mailbox,1200,1000
Mail,Archive,2027: 5; 2027: 6,
Mail,Relay,2027: 10,20
"""
    incoming = brought(by, tmp_path, text)
    assert forecasts() == {"Relay": {2027: 10}}
    found = list(incoming.defects.order_by("line").values_list("code", "line", "column", "value", "remedy"))
    remedy = "“1200” does not say of which year. Write 2027: 1200."
    remedy += " Or map the column of its year, or map this one as Units a year."
    assert found[0] == ("forecast-unclear", 2, "forecast", "1200", remedy)
    assert found[1][:3] == ("forecast-unclear", 3, "forecast")


def test_rows_that_do_not_agree_about_a_year_are_named(by: Any, tmp_path: Path) -> None:
    text = """Service,Subcategory,Price,Forecast,Forecast year
Mail,Mailbox,5,1200,2027
Mail,Mailbox,5,1300,2027
Mail,Mailbox,6,1400,2028
"""
    incoming = brought(by, tmp_path, text)
    found = {one.line: one.remedy for one in incoming.defects.all()}
    assert found.keys() == {3, 4}
    assert found[3] == "An earlier row expects 1,200 in 2027. Correct one of them."
    assert forecasts() == {"Mailbox": {2027: 1_200}}


def test_undo_brings_the_forecast_back(by: Any, tmp_path: Path) -> None:
    service = add_service(by=by, name="Mail")
    kept = add_offering(by=by, service=service, name="Mailbox", units=900, forecast={"2026": 950, "2027": 1_000})
    before = offering_facts(kept)
    incoming = brought(by, tmp_path, IN_ONE_CELL)
    assert forecasts()["Mailbox"] == {2026: 950, 2027: 1_200, 2028: 1_500}
    undo_import(by=by, incoming=incoming, version=incoming.version)
    assert offering_facts(Offering.objects.get()) == before
