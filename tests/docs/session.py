"""Runs the console examples of a document one after the other, as a reader would, and compares the answers."""

import json
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path
from typing import Any

from django.core.management import call_command

from core.models import Run
from core.runs.worker import execute_here
from tests.docs import curl

BLOCK = re.compile(r"^```(console|csv|json)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
# A value to be filled in: `NAME=…`, with the path to it in the last answer, as in `RUN=…  # results.0.uid`.
FILL_IN = re.compile(r"^(?:export )?(\w+)=…(?:\s+# ([\w.]+))?$")
ANYTHING = "…"
MANAGE = ".venv/bin/python manage.py "

Request = Callable[[list[str], Path], bytes]


def by_curl(arguments: list[str], folder: Path) -> bytes:
    """Call the machine's curl."""
    return subprocess.run(["curl", *arguments], cwd=folder, capture_output=True, check=True, timeout=30).stdout


def by_python(arguments: list[str], folder: Path) -> bytes:
    """Call the stand-in, in a process of its own as curl is one."""
    command = [sys.executable, curl.__file__, *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, check=True, timeout=30).stdout


def requester() -> Request:
    """Curl where it is installed, else the stand-in."""
    return by_curl if shutil.which("curl") else by_python


@dataclass
class Session:
    """A shell session: variables, the last answer, a folder for files. Every run that a command starts is executed."""

    folder: Path
    given: dict[str, str]
    file_name: str
    request: Request
    variables: dict[str, str] = field(default_factory=dict)
    answer: Any = None
    compared: int = 0

    def play(self, text: str) -> None:
        """Run every block in its order."""
        for language, content in BLOCK.findall(text):
            if language == "csv":
                (self.folder / self.file_name).write_text(content)
            elif language == "json":
                differences = different(json.loads(content), self.answer)
                assert differences == [], f"{differences} in {json.dumps(self.answer, indent=1)[:4000]}"
                self.compared += 1
            else:
                for line in content.splitlines():
                    self._run(line.removeprefix("$ "))

    def _run(self, line: str) -> None:
        if found := FILL_IN.match(line):
            self.variables[found[1]] = self.given[found[1]] if found[2] is None else str(at(self.answer, found[2]))
        elif line.startswith(MANAGE):
            call_command(*shlex.split(line.removeprefix(MANAGE)), stdout=StringIO())
        elif line.startswith("export "):
            name, _, value = line.removeprefix("export ").partition("=")
            self.variables[name] = self.given.get(name, value)
        else:
            self._ask(line)

    def _ask(self, line: str) -> None:
        filled = re.sub(r"\$(\w+)", lambda found: self.variables[found[1]], line)
        program, *arguments = shlex.split(filled)
        assert program == "curl", line
        body = self.request(arguments, self.folder)
        self.answer = json.loads(body) if body else None
        for run in Run.objects.filter(state=Run.State.QUEUED):
            execute_here(run)


def at(answer: Any, path: str) -> Any:
    """The value at a path such as `results.0.uid`."""
    for step in path.split("."):
        answer = answer[int(step) if step.isdigit() else step]
    return answer


def different(expected: Any, actual: Any, place: str = "") -> list[str]:
    """Where an answer is not as the document shows it; it may hold more, and `…` stands for anything.

    >>> different({"a": [{"b": 1}], "c": "…"}, {"a": [{"b": 2}, {}], "d": 0})
    ['a.0.b: 2, not 1', 'c is missing']
    """
    if expected == ANYTHING:
        return []
    if isinstance(expected, dict) and isinstance(actual, dict):
        missing = [f"{place}{name} is missing" for name in expected if name not in actual]
        shared = [name for name in expected if name in actual]
        return [d for name in shared for d in different(expected[name], actual[name], f"{place}{name}.")] + missing
    if isinstance(expected, list) and isinstance(actual, list) and len(expected) <= len(actual):
        return [d for n, one in enumerate(expected) for d in different(one, actual[n], f"{place}{n}.")]
    return [] if expected == actual else [f"{place.rstrip('.')}: {actual!r}, not {expected!r}"]
