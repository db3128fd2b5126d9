"""Which process has a run: a neighbour that sees it gone need not wait until the lease runs out.

The lease alone decides where nobody can look: on another machine, in another container, without /proc.
"""

import os
from pathlib import Path

PROC = Path("/proc")


def this_process() -> str:
    """Machine start, process namespace, process and its start: never the same twice; empty where there is no /proc."""
    place, process = _place(), _process("self")
    return f"{place}/{process}" if place and process else ""


def is_gone(owner: str) -> bool:
    """Whether `owner` certainly runs no more; False for whatever cannot be seen from here.

    >>> is_gone(this_process()), is_gone(""), is_gone("another machine/pid:[1]/1:1")
    (False, False, False)
    """
    place, _, process = owner.rpartition("/")
    number, _, _ = process.partition(":")
    return bool(place) and place == _place() and not _is_running(number, process)


def _place() -> str:
    """The start of this machine and the namespace in which process numbers mean what they mean here."""
    try:
        boot = (PROC / "sys/kernel/random/boot_id").read_text().strip()
        return f"{boot}/{(PROC / 'self/ns/pid').readlink()}"
    except OSError:
        return ""


def _process(number: str) -> str:
    """Number and start of a process; empty where there is none to be seen, `number:` alone where it has ended."""
    try:
        found, _, rest = (PROC / number / "stat").read_text().partition(" (")
    except OSError:
        return ""
    state, *fields = rest.rpartition(") ")[2].split()
    return f"{found}:" if state in "ZX" else f"{found}:{fields[18]}"


def _is_running(number: str, process: str) -> bool:
    """Another user's process may be hidden: what cannot be read is asked for by a signal that does nothing."""
    found = _process(number)
    if found:
        return found == process
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
