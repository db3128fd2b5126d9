"""Mutated files, half in their bytes, half in their cells: never a traceback, never a part of a file.

`PBR_FUZZ` says how many of each format; the classes of outcome are printed (`pytest -s`).
"""

import gzip
import io
import json
import os
import random
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from core.imports.apply import applied
from core.imports.child import read_in_child
from core.imports.guess import guesses, proposed_spec
from core.imports.profile import profiles_of
from core.imports.registry import Importer
from tests.imports.conftest import Read, Reader, workbook, xes

TRIALS = int(os.environ.get("PBR_FUZZ", "150"))
SEVERITIES = {"fatal", "error", "warning"}
HEAD = ["Part no", "Name", "Made at", "Due on", "Weight", "Price", "Condition"]
NASTY = [
    "", " ", "\x00", "\x0b", "\ufeff", "\u202e", "\ud7ff", "=1+1", '"', '""', "'", ";", ",", "\n", "\r\n", "NaN", "inf",
    "-0", "1e999", "1e-999", "9" * 400, "9223372036854775808", "0x10", "12,34,56", "1.2.3", "31/02/2016", "00/00/0000",
    "9999-99-99", "2016-03-27 02:30", "T", "x" * 32_000, "x" * 33_000, "<b>&amp;", "]]>", "%s%n", "../../etc/passwd",
]  # fmt: skip


def row(random_: random.Random) -> list[str]:
    number = random_.randrange(1_000)
    return [
        f"A{number}", f"Bolt {number}", f"2016-0{random_.randint(1, 9)}-1{random_.randint(0, 9)}T10:00:00Z",
        f"1{random_.randint(3, 9)}/0{random_.randint(1, 9)}/2016", f"{number / 7:.2f}", f"{number}.50",
        random_.choice(["new", "used", "mint"]),
    ]  # fmt: skip


def table(random_: random.Random) -> list[list[str]]:
    return [list(HEAD), *(row(random_) for _ in range(40))]


def with_nasty_cells(random_: random.Random, rows: list[list[str]]) -> list[list[str]]:
    for _ in range(random_.randint(1, 12)):
        line = random_.randrange(len(rows))
        if random_.random() < 0.1:
            rows.insert(line, list(rows[random_.randrange(len(rows))]))
        elif random_.random() < 0.1:
            rows[line] = rows[line][: random_.randrange(len(rows[line]) + 1)]
        elif rows[line]:
            rows[line][random_.randrange(len(rows[line]))] = random_.choice(NASTY)
    return rows


def with_bad_bytes(random_: random.Random, content: bytes) -> bytes:
    broken = bytearray(content)
    for _ in range(random_.randint(1, 20)):
        place = random_.randrange(len(broken))
        how = random_.random()
        if how < 0.5:
            broken[place] = random_.randrange(256)
        elif how < 0.7:
            del broken[place : place + random_.randrange(1, 200)]
        elif how < 0.9:
            broken[place:place] = bytes(random_.randrange(256) for _ in range(random_.randrange(1, 50)))
        else:
            broken[place:place] = broken[:place][-200:] * 3
        broken = broken or bytearray(b"x")
    return bytes(broken)


def as_csv(random_: random.Random, rows: list[list[str]]) -> bytes:
    text = "\n".join((";" if random_.random() < 0.01 else ",").join(cells) for cells in rows)
    content = text.encode(random_.choice(["utf-8", "utf-8", "utf-16", "cp1252"]), errors="replace")
    return gzip.compress(content) if random_.random() < 0.2 else content


def as_xlsx(random_: random.Random, rows: list[list[str]]) -> bytes:
    return workbook(("Parts", [[as_cell(cell) for cell in cells] for cells in rows]))


def as_cell(text: str) -> str | float:
    return float(text) if text.replace(".", "", 1).isdigit() and len(text) < 15 else text[:32_767]


def as_xes(random_: random.Random, rows: list[list[str]]) -> bytes:
    from xml.sax.saxutils import quoteattr

    events = [dict(zip(HEAD, (quoteattr(cell)[1:-1] for cell in cells), strict=False)) for cells in rows[1:]]
    return xes(*((f"T{number}", events[number::4]) for number in range(4)))


def as_json_lines(random_: random.Random, rows: list[list[str]]) -> bytes:
    head, *others = rows
    return "\n".join(
        json.dumps(as_object(random_, dict(zip(head, cells, strict=False))), ensure_ascii=random_.random() < 0.5)
        for cells in others
    ).encode()


def as_object(random_: random.Random, cells: dict[str, str]) -> dict[str, object]:
    """Some cells lie inside another object, some alone in a list; some objects have a history of their own."""
    found: dict[str, object] = dict(cells)
    how = random_.random()
    if how < 0.2:
        found["Condition"] = {"now": cells.get("Condition"), "since": None}
    elif how < 0.4:
        found["Weight"] = [cells.get("Weight")]
    elif how < 0.5:
        found["history"] = [{"at": 1, "cells": cells}]
    return found


def inside(random_: random.Random, content: bytes) -> bytes:
    """Half of the byte mutations of a workbook hit what is inside the archive, which stays a good archive."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        names = [entry for entry in old.namelist() if entry.endswith(".xml")]
        victim = random_.choice(names)
        for name in old.namelist():
            new.writestr(name, with_bad_bytes(random_, old.read(name)) if name == victim else old.read(name))
    return buffer.getvalue()


Writer = Callable[[random.Random, list[list[str]]], bytes]
FORMATS: dict[str, Writer] = {"CSV": as_csv, "XLSX": as_xlsx, "XES": as_xes, "JSON lines": as_json_lines}


def mutated(what: str, seed: int) -> bytes:
    """The file with this seed: even ones are mutated in cells, odd ones in bytes."""
    random_ = random.Random(f"{what} {seed}")
    write, rows = FORMATS[what], table(random_)
    if seed % 2 == 0:
        return write(random_, with_nasty_cells(random_, rows))
    content = write(random_, rows)
    return inside(random_, content) if what == "XLSX" and seed % 4 == 1 else with_bad_bytes(random_, content)


def outcome_of(parts: Importer, outcome: Read) -> str:
    """The class of the outcome; every defect names its place and what to do, every row is somewhere."""
    for found in outcome.found:
        assert found.severity in SEVERITIES
        assert found.code
        assert found.remedy
        assert found.file_no == 1
    fatal = [found for found in outcome.found if found.severity == "fatal"]
    if fatal:
        return f"refused: {fatal[0].code}"
    profiles = profiles_of(outcome.frame, outcome.tables)
    spec = proposed_spec(guesses(parts, profiles), profiles, parts, 0.45)
    understood = applied(outcome.frame, parts, spec.with_time_zone("Europe/Brussels"), "EUR")
    assert understood.frame.height <= outcome.frame.height == sum(table["rows"] for table in outcome.tables)
    if understood.is_fatal:
        return "asked: " + ", ".join(sorted({one.code for one in understood.found if one.severity == "fatal"}))
    return "read in full" if understood.frame.height == outcome.frame.height else "read, with rows rejected"


@pytest.mark.parametrize("what", FORMATS)
def test_no_mutation_brings_a_traceback(read: Reader, parts: Importer, what: str) -> None:
    classes = Counter(outcome_of(parts, read(mutated(what, seed))) for seed in range(TRIALS))
    print(f"\n{what}, {TRIALS} mutations:")
    for name, count in classes.most_common():
        print(f"{count:6}  {name}")
    assert sum(classes.values()) == TRIALS
    assert len(classes) > 2


def test_the_harness_sees_a_file_that_is_whole(read: Reader, parts: Importer) -> None:
    """The control: an unharmed file of each format is read in full, so a refusal above is the mutation's."""
    for write in FORMATS.values():
        random_ = random.Random(1)
        assert outcome_of(parts, read(write(random_, table(random_)))) == "read in full"


@pytest.mark.parametrize("what", FORMATS)
def test_the_child_survives_what_the_readers_survive(tmp_path: Path, what: str) -> None:
    for seed in (1, 2):
        (tmp_path / "file").write_bytes(mutated(what, seed))
        outcome = read_in_child(
            [(tmp_path / "file", "f")], tmp_path, takes_logs=True, progress=lambda done, total, stage="": None
        )
        assert "unreadable" not in {found["code"] for found in outcome["found"]}
