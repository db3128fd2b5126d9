"""docs/method.md: the code computes every worked example, the assumptions are those of the code, anchors exist."""

import re
from collections.abc import Iterator

import pytest

from metrics import registry
from metrics.computations.defaults import DEFAULTS
from tests.docs.documents import Table, anchors, document, tables
from tests.docs.method_examples import EXAMPLES

METHOD = document("docs/method.md")
EXAMPLE_TABLES = [table for table in tables(METHOD) if table.headers[-1] == "comes to"]


def rows_of(wanted: list[Table]) -> list[tuple[str, str, str]]:
    return [(table.heading, row[0], row[-1]) for table in wanted for row in table.rows]


def written_like(text: str, value: float) -> str:
    """The value with as many decimals as the document gives it, and in per cent where it does."""
    number, is_percent = text.removesuffix(" %"), text.endswith(" %")
    decimals = len(number.partition(".")[2])
    return f"{value * (100 if is_percent else 1):,.{decimals}f}" + (" %" if is_percent else "")


def default_rows() -> Iterator[list[str]]:
    """The table of assumptions as the document must have it."""
    reason = ""
    for default in DEFAULTS:
        entry = default.entry
        numbers = [f"{value:,.10g}" for value in (entry.low, entry.likely, entry.high)]
        shown = default.reason if default.reason != reason else ""
        reason = default.reason
        yield [f"`{default.code}`", default.label, *numbers, default.unit, entry.cause or "", shown]


def test_every_example_of_the_document_is_computed_and_every_computed_one_written() -> None:
    assert [(heading, label) for heading, label, _ in rows_of(EXAMPLE_TABLES)] == list(EXAMPLES)


@pytest.mark.parametrize(("heading", "label", "text"), rows_of(EXAMPLE_TABLES))
def test_example(heading: str, label: str, text: str) -> None:
    assert text == written_like(text, EXAMPLES[heading, label]())


def test_assumptions_are_those_that_a_scenario_starts_with() -> None:
    (table,) = [table for table in tables(METHOD) if table.headers[0] == "code"]
    expected = list(default_rows())
    assert table.rows == expected, "\n".join("| " + " | ".join(row) + " |" for row in expected)


def test_every_metric_has_its_section() -> None:
    pages = {metric.code: metric.page for metric in registry.metrics()}
    assert pages
    assert {code: page for code, page in pages.items() if page not in anchors(METHOD)} == {}


def test_every_assumption_that_the_text_names_exists() -> None:
    codes = {default.code for default in DEFAULTS}
    text = METHOD.partition("## Assumptions")[0]
    named = set(re.findall(r"`([a-z]+(?:_[a-z0-9]+)+)`", text))
    assert named
    assert named - codes == set()
