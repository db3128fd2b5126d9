"""The kinds of run; each app registers its own in `AppConfig.ready()`."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol


class Progress(Protocol):
    """Tells how far a run is; raises when the run was cancelled or lost."""

    def __call__(self, done: int, total: int, stage: str = "") -> None:
        """`done` of `total` steps."""


# Called inside the final transaction, behind the fence: writes results and audit; what it returns becomes Run.outcome.
Finish = Callable[[], dict[str, Any]]
# Does the work outside any long transaction and returns how to finish.
Execute = Callable[[int, Progress], Finish]


@dataclass(frozen=True, slots=True)
class RunKind:
    """A kind of run: `execute(run_id, progress)` works and returns the function that writes the results.

    `page` is the name of the address, below the organisation, at which the result is looked at.
    """

    code: str
    label: str
    execute: Execute
    formula_version: int = 1
    page: str = ""


_KINDS: dict[str, RunKind] = {}


def register(kind: RunKind) -> None:
    """Make a kind known; the same code twice is a mistake in the code."""
    if kind.code in _KINDS:
        raise ValueError(f"run kind {kind.code!r} is registered twice")
    _KINDS[kind.code] = kind


def run_kind(code: str) -> RunKind:
    """The kind with this code."""
    return _KINDS[code]
