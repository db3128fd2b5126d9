"""The sample as a whole: the same seed gives the same bytes, and nothing of it is real."""

from dataclasses import replace

from sample.generator import SampleFiles, generate
from sample.generator.catalogue import DOORS, SERVICES
from tests.sample.reading import rows_of


def test_the_same_seed_gives_the_same_bytes_and_facts(files: SampleFiles) -> None:
    assert generate(seed=2026) == files


def test_another_seed_gives_another_organisation_under_the_same_facts(files: SampleFiles) -> None:
    other = generate(seed=7)

    assert other.positions_csv != files.positions_csv
    assert other.effort_csv != files.effort_csv
    assert other.tickets_csv_gz != files.tickets_csv_gz
    assert replace(other.facts.staff, flaws=files.facts.staff.flaws) == files.facts.staff


def test_the_default_seed_is_2026_and_the_company_says_it_is_fictional(files: SampleFiles) -> None:
    assert files.facts.seed == 2026
    assert "(fictional)" in files.facts.organisation


def test_the_catalogue_has_services_of_every_stage_one_dispute_and_one_gap(files: SampleFiles) -> None:
    rows = rows_of(files.services_csv)
    owners = {row["Service"]: row["Service owner"] for row in rows if row["Status"] != "Retired"}

    assert len({row["Service"] for row in rows}) == 26
    assert {row["Service family"] for row in rows} == {
        *("Data and integration", "Digital", "Hosting", "Network", "Workplace")
    }
    assert {row["Status"] for row in rows} == {"Planned", "Operational", "Retired"}
    assert {name: owner for name, owner in owners.items() if ";" in owner} == {
        "Unified communications": "Head of Network; Head of Server"
    }
    assert [name for name, owner in owners.items() if not owner] == ["Meeting rooms"]


def test_work_is_placed_on_teams_there_are_and_customers_have_doors(files: SampleFiles) -> None:
    teams = set(files.facts.staff.teams)
    placed = {team for service in SERVICES for offering in service.offerings for team in offering.labour}

    assert len(placed) > 30
    assert placed <= teams
    assert set(DOORS) == {name for service in SERVICES for name in service.customers}
    assert max(len(doors) for doors in DOORS.values()) > 1
