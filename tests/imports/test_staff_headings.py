"""What HR systems call the columns of a staff list is recognised; what is none of our business is left out."""

import polars as pl
import pytest

from core.imports.guess import CERTAIN, Guess, guesses, proposed_spec
from core.imports.profile import profiles_of
from tests.imports.hr_exports import EXPORTS, FOREIGN, VALUES, Table
from towers.importers.positions import IMPORTER

HEADINGS = {
    "id": """Personnel no|Personnel number|Pers. no.|Pers.No.|PERNR|Employee ID|EmployeeID|Employee Number|Employee #
        |EMPLID|Emp #|Emp ID|EEID|Staff no|Staff ID|Worker ID|Position number|POSITION_NBR|Position ID|Position Code
        |positionCode|Post unique reference|Post no.|ID""",
    "title": """Job Title|jobTitle|Business Title|Position Title|Generic Job Title|Job Profile|Designation|Role
        |Job Name|Post title""",
    "team": """Team|Team name|Department|Dept|DEPTID|Department Name|Org Unit|Organizational unit|Organisational Unit
        |Supervisory Organization|Unit|Division|Business Unit|Cost Center|Cost centre|Section""",
    "region": "Region|Location|Country|Site|Work Location|Office Location|City|Loc",
    "manager": """Manager ID|Manager's reference|Manager Employee ID|Mgr ID|Supervisor ID|SUPERVISOR_ID|supervisorEId
        |Supervisor|Reports To|REPORTS_TO|Reports to senior post|Line manager ID|Parent Position|Reports to position no.
        |Line Manager Personnel No""",
    "grade": """Grade|Job Grade|Pay Grade|payGrade|Band|Pay Band|Level|Job Level|Management Level|Compensation Grade
        |Pay scale group|Grade (or equivalent)""",
    "fte": "FTE|Full-time equivalent|FTE Count|Contracted FTE|Number of posts in FTE|No. of FTE|Target FTE",
    "heads": "Headcount|Head count|MAX_HEAD_COUNT|Number of employees|Persons",
    "cost": """Salary|Annual salary|Annual Salary (EUR)|Base Pay|Annual Base Pay|Base salary GBP|ANNUAL_RT|Total cost
        |Total compensation|Fully loaded cost|Yearly cost EUR|Employment cost""",
    "cost_low": "Salary range minimum|Payscale Minimum (£)|Pay range minimum",
    "cost_high": "Salary range maximum|Payscale Maximum (£)|Actual Pay Ceiling (£)",
    "status": "Status|Position Status|Post status|Employee Status|HR_STATUS|Worker status|Employment status",
    "employment": """Employment Type|Worker Type|Employee Type|Contract type|Employee class|Employee Group
        |Type of employment|Employment Status""",
}
HEADINGS |= {
    "profession": "Profession|Occupational group|Job family|Professional/Occupational Group",
    "person_ref": "Person reference|Incumbent ID|Post holder ID",
    "site_or_country": "Site or country|Building",
}
KNOWN = [(name.strip(), field) for field, names in HEADINGS.items() for name in names.split("|")]


def guessed(table: Table) -> dict[str, Guess]:
    rows = len(next(iter(table.values())))
    place = {"_file": [1] * rows, "_sheet": [""] * rows, "_line": list(range(2, rows + 2))}
    profiles = profiles_of(pl.DataFrame({**place, **table}), [{"columns": list(table)}])
    return {guess.field: guess for guess in guesses(IMPORTER, profiles)}


@pytest.mark.parametrize(("name", "field"), KNOWN)
def test_a_heading_of_an_hr_system_is_certain(name: str, field: str) -> None:
    found = guessed({name: VALUES[field]})
    assert list(found) == [field]
    assert found[field].confidence >= CERTAIN


@pytest.mark.parametrize("name", FOREIGN)
def test_a_column_about_something_else_is_left_out(name: str) -> None:
    assert guessed({name: FOREIGN[name]}) == {}


@pytest.mark.parametrize(("table", "wanted"), [rest for _, *rest in EXPORTS], ids=[name for name, *_ in EXPORTS])
def test_a_whole_export_reads_as_its_system_means_it(table: Table, wanted: dict[str, str]) -> None:
    sure = {field: guess.columns[0] for field, guess in guessed(table).items() if guess.confidence >= CERTAIN}
    assert sure == wanted


def test_of_two_columns_that_fit_the_more_telling_one_is_read() -> None:
    found = guessed({"Location": ["Ghent", "Pune", "Ghent"], "Region": VALUES["region"]})
    assert found["region"].columns == ("Region",)


def test_beside_a_region_a_site_is_the_site_and_beside_a_post_a_number_is_the_person() -> None:
    both = {"Region": VALUES["region"], "Location": ["Ghent", "Pune", "Ghent"]}
    posts = {"Position ID": VALUES["id"], "Employee ID": VALUES["person_ref"]}
    found = {field: guess.columns[0] for field, guess in guessed(both | posts).items()}
    wanted = {"region": "Region", "site_or_country": "Location", "id": "Position ID", "person_ref": "Employee ID"}
    assert found == wanted


@pytest.mark.parametrize(
    ("name", "cells", "units"),
    [
        ("FTE %", ["100", "50", "80"], {"fte": "percent"}),
        ("Capacity utilization level", ["100.00", "50.00"], {"fte": "percent"}),
        ("FTE %", ["1", "0.5", "0.800"], {}),
        ("FTE %", ["100%", "50%"], {}),
        ("FTE", ["1", "4.5"], {}),
        ("Monthly salary", ["4100", "5200.50"], {"cost": "monthly"}),
        ("Annual salary", ["41000", "52000.50"], {}),
    ],
)
def test_the_heading_says_per_cent_or_per_month(name: str, cells: list[str], units: dict[str, str]) -> None:
    table = {name: cells}
    place = {"_file": [1] * len(cells), "_sheet": [""] * len(cells), "_line": list(range(len(cells)))}
    profiles = profiles_of(pl.DataFrame({**place, **table}), [{"columns": [name]}])
    assert proposed_spec(guesses(IMPORTER, profiles), profiles, IMPORTER, CERTAIN).units == units
