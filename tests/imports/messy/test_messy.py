"""Messy staff lists, one defect each and all pairs: each comes in as it is true, and its report names what it met.

Twenty defects make 190 pairs, of which ten cannot be combined; the classes of outcome are printed (`pytest -s`).
"""

import itertools
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from core.actor import Actor
from core.imports import rereading
from core.imports.headless import import_files
from core.imports.reading.read import read_files
from core.models import Import
from tests.factories import OrganisationFactory
from tests.imports.messy.book import Book
from tests.imports.messy.defects import CSV, DEFECTS, EXCLUSIVE, XLSX
from towers.models import FTE_UNIT, Position

pytestmark = [pytest.mark.django_db, pytest.mark.once]
PAIRS = list(itertools.combinations(DEFECTS, 2))
STATUS = {"besetzt": "filled", "vakant": "vacant"}


def formats_of(names: tuple[str, ...]) -> list[str]:
    """The formats in which all of these defects exist together."""
    if any(set(names) >= pair for pair in EXCLUSIVE):
        return []
    return [form for form in (XLSX, CSV) if all(form in DEFECTS[name].formats for name in names)]


COMBINABLE = [pair for pair in PAIRS if formats_of(pair)]
SINGLE = [((name,), form) for name in DEFECTS for form in formats_of((name,))]


@pytest.fixture
def in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading without a child process, which is tested elsewhere."""

    def read(files: Any, folder: Path, *, takes_logs: bool, progress: Any, header_lines: Any = None) -> dict[str, Any]:
        return read_files([(str(path), name) for path, name in files], folder, takes_logs=takes_logs)

    monkeypatch.setattr(rereading, "read_in_child", read)


def book_with(names: tuple[str, ...]) -> Book:
    book = Book()
    for name, defect in DEFECTS.items():
        if name in names:
            defect.deform(book)
    return book


def came_in(book: Book, form: str, folder: Path) -> Import:
    """Import the book, certain guesses alone."""
    path = folder / f"staff.{form}"
    path.write_bytes(book.as_xlsx() if form == XLSX else book.as_csv())
    organisation = OrganisationFactory.create()
    by = Actor.system(organisation.pk, organisation.slug)
    return import_files(by=by, kind="positions", paths=[path])


def positions_of(incoming: Import) -> list[tuple[Any, ...]]:
    """What is in the database, as `Book.truth` has it."""
    rows = Position.objects.filter(baseline__organisation=incoming.organisation).select_related("team", "manager")
    known = [
        (
            row.key,
            row.title,
            row.team.name if row.team else None,
            row.manager.key if row.manager else None,
            row.fte / FTE_UNIT,
            None if row.cost_low is None else row.cost_low / 100,
            None if row.cost_high is None else row.cost_high / 100,
            row.status,
        )
        for row in rows
    ]
    return sorted(known, key=str)


def require_truth(book: Book, incoming: Import) -> None:
    """Everything came in as it is true, and the report names what was met."""
    fatal = [group["remedy"] for group in incoming.report["defects"] if group["severity"] != "warning"]
    assert (incoming.state, fatal) == ("confirmed", [])
    truth = [(*row[:-1], STATUS.get(row[-1], row[-1])) for row in book.truth()]
    assert positions_of(incoming) == truth
    groups = {group["code"]: group for group in incoming.report["defects"]}
    assert book.codes <= set(groups)
    assert all(groups[code]["line"] and groups[code]["remedy"] for code in book.codes)
    notes = " ".join(incoming.report["notes"])
    assert [words for words in book.words if words not in notes] == []


@pytest.mark.usefixtures("in_this_process")
@pytest.mark.parametrize(("names", "form"), SINGLE, ids=[f"{names[0]}-{form}" for names, form in SINGLE])
def test_one_defect(names: tuple[str, ...], form: str, tmp_path: Path) -> None:
    book = book_with(names)
    require_truth(book, came_in(book, form, tmp_path))


@pytest.mark.usefixtures("in_this_process")
@pytest.mark.parametrize("pair", COMBINABLE, ids=[" and ".join(pair) for pair in COMBINABLE])
def test_two_defects(pair: tuple[str, str], tmp_path: Path) -> None:
    book = book_with(pair)
    require_truth(book, came_in(book, formats_of(pair)[0], tmp_path))


def test_ten_pairs_cannot_be_combined() -> None:
    classes = Counter("combined" if formats_of(pair) else "not combinable" for pair in PAIRS)
    print(dict(classes))
    assert classes == {"combined": 180, "not combinable": 10}


def test_many_defects_at_once_through_the_child(tmp_path: Path) -> None:
    book = book_with(tuple(name for name in DEFECTS if XLSX in DEFECTS[name].formats and name != "hourly pay"))
    require_truth(book, came_in(book, XLSX, tmp_path))
