"""Reading the documents: anchors, tables, fenced blocks."""

import re
from dataclasses import dataclass

from tests.environment import ROOT

HEADING = re.compile(r"^(#+) (.+)$")
FENCE = "```"


@dataclass(frozen=True)
class Table:
    """A table of a document: the heading that it stands under, its headers, its rows."""

    heading: str
    headers: list[str]
    rows: list[list[str]]


def document(name: str) -> str:
    """The text of a document, by its path below the project."""
    return (ROOT / name).read_text()


def anchors(text: str) -> set[str]:
    """The anchors that a reader's browser knows: every heading in lower case, spaces as hyphens, nothing else."""
    titles = [found[2] for line in _outside_fences(text) if (found := HEADING.match(line))]
    return {re.sub(r"[^\w\- ]", "", title.strip().lower()).replace(" ", "-") for title in titles}


def tables(text: str) -> list[Table]:
    """All tables in their order."""
    found: list[Table] = []
    heading, is_inside = "", False
    for line in _outside_fences(text):
        title = HEADING.match(line)
        heading = title[2] if title else heading
        cells = [cell.strip() for cell in line.strip("|").split("|")] if line.startswith("|") else []
        if cells and not is_inside:
            found.append(Table(heading, cells, []))
        elif cells and not all(re.fullmatch(r":?-+:?", cell) for cell in cells):
            found[-1].rows.append(cells)
        is_inside = bool(cells)
    return found


def blocks(text: str, language: str) -> list[str]:
    """The contents of the fenced blocks of a language."""
    return re.findall(rf"^{FENCE}{language}\n(.*?)^{FENCE}$", text, flags=re.MULTILINE | re.DOTALL)


def links(text: str) -> list[str]:
    """The targets of all links."""
    return re.findall(r"\]\(([^)\s]+)\)", "\n".join(_outside_fences(text)))


def _outside_fences(text: str) -> list[str]:
    lines, is_fenced = [], False
    for line in text.splitlines():
        if line.startswith(FENCE):
            is_fenced = not is_fenced
        elif not is_fenced:
            lines.append(line)
    return lines
