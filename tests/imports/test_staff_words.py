"""Words that HR systems use for a post's status, employment and orientation are read without a mapping."""

import polars as pl
import pytest

from core.imports.apply import value_map
from towers.importers.positions import IMPORTER

FIELDS = {one.code: one for one in IMPORTER.fields}
WORDS = {
    ("status", "filled"): "Filled|ACTIVE|occupied|Held|In post|in-post|Staffed|On Leave|Leave of absence",
    ("status", "vacant"): "Vacant|vacancy|Open|Unfilled|not filled|Unoccupied|To be filled|Recruiting|Frozen",
    ("status", "eliminated"): "Eliminated|Abolished|Closed|Deleted|Cancelled|Inactive|Terminated|Left|Redundant",
    ("employment", "employee"): "Employee|Permanent|Regular|Internal|Full-Time|part time|Fixed-term|Apprentice",
    ("employment", "contractor"): "Contractor|Contingent Worker|External|Freelancer|Consultant|Agency worker|Temp",
    ("employment", "vendor"): "Vendor|Supplier|Outsourced|Managed service|Third-party",
    ("orientation", "digital"): "Digital|agile",
    ("orientation", "conventional"): "Conventional|Traditional|legacy",
    ("orientation", "hybrid"): "Hybrid|mixed",
}
KNOWN = [(field, word, choice) for (field, choice), words in WORDS.items() for word in words.split("|")]


def read(field: str, *words: str) -> dict[str, str]:
    return value_map(FIELDS[field], {}, pl.Series(words))


@pytest.mark.parametrize(("field", "word", "choice"), KNOWN)
def test_a_usual_word_is_known(field: str, word: str, choice: str) -> None:
    assert read(field, word) == {word: choice}


@pytest.mark.parametrize(
    ("field", "word"),
    [("status", "Approved"), ("status", "A"), ("status", "planned"), ("employment", "Temporary"), ("employment", "T")],
)
def test_a_word_that_means_several_things_is_asked_about(field: str, word: str) -> None:
    assert read(field, word) == {}


def test_what_somebody_stated_comes_before_what_is_usual() -> None:
    assert value_map(FIELDS["status"], {"Open": "filled"}, pl.Series(["Open", "Closed"])) == {
        "Open": "filled",
        "Closed": "eliminated",
    }


@pytest.mark.parametrize("field", ["status", "employment", "orientation"])
def test_no_word_stands_for_two_choices(field: str) -> None:
    one = FIELDS[field]
    words = [*one.choices, *(word for known in one.choice_words.values() for word in known)]
    assert sorted(set(words)) == sorted(words)
    assert set(one.choice_words) <= set(one.choices)
