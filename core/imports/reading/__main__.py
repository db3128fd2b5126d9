"""The child process: a request as JSON on standard input, the outcome as JSON on standard output."""

import json
import os
import resource
import sys
from pathlib import Path

from core.imports.reading.limits import CPU_SECONDS, MEMORY_BYTES
from core.imports.reading.read import read_files


def limit_process() -> None:
    """One gigabyte of address space beyond what the libraries took, and a limit of processor time."""
    taken = int(Path("/proc/self/statm").read_text().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    resource.setrlimit(resource.RLIMIT_AS, (taken + MEMORY_BYTES, taken + MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main() -> None:
    """Read; anything unforeseen ends the process with an error, which the parent turns into words."""
    request = json.load(sys.stdin)
    limit_process()
    outcome = read_files(
        request["files"],
        Path(request["folder"]),
        takes_logs=request["takes_logs"],
        header_lines=request["header_lines"],
    )
    json.dump(outcome, sys.stdout)


if __name__ == "__main__":
    main()
