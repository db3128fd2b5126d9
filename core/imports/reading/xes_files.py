"""XES: the XML of event logs, streamed; each event becomes a row with its trace's attributes beside its own.

Expat is driven directly, ten times as fast as the guarded trees; it refuses document types and entities itself here.
"""

import itertools
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.parsers import expat  # nosec B407: every declaration that could expand or fetch anything is refused below

from core.imports.reading.keyed_rows import KeyedTable
from core.imports.reading.limits import MAX_CELL_CHARACTERS, MAX_DEPTH, Unreadable
from core.imports.reading.tables import BATCH_ROWS, Staging, Table
from core.imports.reading.text import raw_chunks

TRACE_PREFIX = "case:"
ATTRIBUTES = frozenset({"string", "date", "int", "float", "boolean", "id"})
Row = dict[str, str]


def read_xes(path: Path, file_no: int, name: str, is_packed: bool, staging: Staging) -> None:
    """Read the log into the staging folder; the place of a row is the number of its event, from 1."""
    for _ in raw_chunks(path, is_packed):
        pass  # a bomb shows while it unpacks, long before its elements are parsed
    table = Table(file_no, name, "", [], 0, details={"charset": "xml"})
    keyed, written = KeyedTable(staging, table), 0
    events = _events(raw_chunks(path, is_packed))
    while rows := list(itertools.islice(events, BATCH_ROWS)):
        keyed.add(rows, range(written + 1, written + len(rows) + 1))
        written += len(rows)
    if not table.rows:
        raise Unreadable("empty-file", "The log holds no events. Export it again with its events.", 1)


def _events(chunks: Iterator[bytes]) -> Iterator[Row]:
    parser = expat.ParserCreate()
    log = _Log(parser)
    try:
        for chunk in chunks:
            parser.Parse(chunk, False)
            yield from log.take_events()
        parser.Parse(b"", True)
    except (expat.ExpatError, LookupError, ValueError) as error:
        remedy = "The XML is not well-formed here, or not in the charset that it states. Export the log again as UTF-8."
        raise Unreadable("damaged-xml", remedy, parser.CurrentLineNumber, value=str(error)) from None
    yield from log.take_events()


class _Log:
    """What expat has met: the open elements, the current trace's and event's attributes, the finished events."""

    def __init__(self, parser: expat.XMLParserType) -> None:
        self.parser = parser
        self.open: list[str] = []
        self.case: Row = {}
        self.event: Row = {}
        self.events: list[Row] = []
        parser.StartElementHandler = self.start
        parser.EndElementHandler = self.end
        parser.StartDoctypeDeclHandler = self.refuse
        parser.EntityDeclHandler = self.refuse
        parser.ExternalEntityRefHandler = self.refuse

    def take_events(self) -> list[Row]:
        """The events finished since the last time."""
        events, self.events = self.events, []
        return events

    def refuse(self, *declared: Any) -> int:
        """No event log declares a document type or entities; bombs do."""
        remedy = "The file declares a document type or entities, which no event log needs. Remove the declaration."
        raise Unreadable("entities", remedy, self.parser.CurrentLineNumber)

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element opens; an attribute counts for the trace or event directly above it."""
        tag = tag.rsplit(":", 1)[-1]
        above = self.open[-1] if self.open else ""
        self._refuse_deep_or_foreign(tag)
        self.open.append(tag)
        if tag == "trace":
            self.case = {}
        elif tag == "event":
            self.event = dict(self.case)
        elif tag in ATTRIBUTES and above in ("trace", "event"):
            key, value = attributes.get("key"), attributes.get("value")
            if key and value is not None and above == "event":
                self.event[key] = value[:MAX_CELL_CHARACTERS]
            elif key and value is not None:
                self.case[TRACE_PREFIX + key] = value[:MAX_CELL_CHARACTERS]

    def end(self, tag: str) -> None:
        """An element closes."""
        if self.open.pop() == "event":
            self.events.append(self.event)

    def _refuse_deep_or_foreign(self, tag: str) -> None:
        line = self.parser.CurrentLineNumber
        if not self.open and tag != "log":
            remedy = f"The XML is no XES log: it begins with “{tag[:40]}”. Upload CSV, XLSX or XES."
            raise Unreadable("not-a-log", remedy, line)
        if len(self.open) > MAX_DEPTH:
            raise Unreadable("too-deep", f"Elements lie more than {MAX_DEPTH} deep. Export the log again.", line)
