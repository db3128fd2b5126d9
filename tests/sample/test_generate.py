"""The sample as a whole: the same seed gives the same bytes, and nothing of it is real."""

from dataclasses import replace

from sample.generator import SampleFiles, generate
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


def test_the_catalogue_is_small_has_an_owner_for_most_and_two_for_voice_and_for_the_private_cloud(
    files: SampleFiles,
) -> None:
    services = rows_of(files.services_csv)
    owners: dict[str, list[str]] = {}
    for row in services:
        owners.setdefault(f"{row['Service']} / {row['Subcategory']}", []).append(row["Owner tower"])

    assert len(services) == 31
    assert {row["Family"] for row in services} == {"Hosting", "Network", "End user", "Digital"}
    assert {name: towers for name, towers in owners.items() if len(towers) > 1} == {
        "Private cloud / Self-service platform": ["Server", "Digital"],
        "Unified communications / Voice": ["Network", "Server"],
    }
    assert [name for name, towers in owners.items() if towers == [""]] == ["Collaboration / Meeting rooms"]
