"""PM4Py in an environment of its own: answers questions on standard input, one a line, with seconds as JSON.

Runs with the throw-away environment's interpreter, so it imports nothing of the product. Questions: `csv PATH`,
`postgres ADDRESS SEGMENT`, `matrix PATH` (columns in memory, in order). The answer names the pairs and their counts
where `counts` stands behind the question.
"""

import importlib
import json
import os
import sys
import time
import warnings
from collections.abc import Callable
from typing import Any

Frame = Any
ANSWERS = os.fdopen(os.dup(1), "w")
os.dup2(2, 1)  # what packages print is no answer

pandas, pm4py, psycopg2 = map(importlib.import_module, ("pandas", "pm4py", "psycopg2"))
warnings.filterwarnings("ignore")
CASE, ACTIVITY, AT, GROUP = "case:concept:name", "concept:name", "time:timestamp", "org:resource"
NAMES = {"Number": CASE, "State": ACTIVITY, "Updated at": AT, "Assignment group": GROUP}
SQL = """
    SELECT ticket.key, status.name, to_timestamp(event.at / 1000000.0), "group".name
    FROM services_event event
    JOIN services_ticket ticket ON ticket.id = event.ticket_id
    JOIN services_status status ON status.id = event.status_id
    JOIN services_group "group" ON "group".id = event.group_id
    WHERE event.segment_id = %s ORDER BY event.id
"""
_KEPT: dict[str, Frame] = {}


def from_csv(path: str) -> Frame:
    """A log as PM4Py's documentation reads one."""
    frame = pandas.read_csv(path, usecols=list(NAMES)).rename(columns=NAMES)
    return pm4py.format_dataframe(frame, case_id=CASE, activity_key=ACTIVITY, timestamp_key=AT)


def from_postgres(address: str, segment: str) -> Frame:
    """The log's names by psycopg2."""
    link = psycopg2.connect(address)
    frame = pandas.read_sql_query(SQL, link, params=[int(segment)])
    link.close()
    frame.columns = list(NAMES.values())
    return pm4py.format_dataframe(frame, case_id=CASE, activity_key=ACTIVITY, timestamp_key=AT)


def matrix(frame: Frame) -> dict[Any, Any]:
    """Who hands over to whom, as PM4Py gives it."""
    found = pm4py.discover_handover_of_work_network(frame)
    return dict(getattr(found, "connections", found))


def answer(question: list[str]) -> dict[Any, Any]:
    """Seconds, and the counts where they are asked for."""
    wants_counts = question[-1] == "counts"
    kind, *words = question[:-1] if wants_counts else question
    if kind == "matrix" and words[0] not in _KEPT:
        _KEPT[words[0]] = from_csv(words[0])
    start = time.perf_counter()
    makers: dict[str, Callable[..., Frame]] = {"csv": from_csv, "postgres": from_postgres, "matrix": _KEPT.__getitem__}
    frame = makers[kind](*words)
    shares = matrix(frame)
    seconds = time.perf_counter() - start
    return {"seconds": seconds, **({"counts": counts(shares, frame)} if wants_counts else {})}


def counts(shares: dict[Any, Any], frame: Frame) -> list[Any]:
    """PM4Py's shares multiplied back, without the pairs of a group with itself."""
    steps = len(frame) - frame[CASE].nunique()
    return [[one, other, round(share * steps)] for (one, other), share in shares.items() if one != other and share]


for line in sys.stdin:
    print(json.dumps(answer(line.rstrip("\n").split("\t"))), file=ANSWERS, flush=True)
