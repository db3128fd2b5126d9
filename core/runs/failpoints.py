"""Named places at which a test may kill the process; outside tests they do nothing.

`PBR_FAILPOINTS` names a folder. A file in it that is named like a place and a number, `before-commit.3`, asks for one
death there: the first process to come by takes the file away and kills itself.
"""

import os
import signal
from pathlib import Path


def failpoint(name: str) -> None:
    """Die here if the environment asks for it."""
    folder = os.environ.get("PBR_FAILPOINTS", "")
    if not folder:
        return
    for wanted in Path(folder).glob(f"{name}.*"):
        try:
            wanted.unlink()
        except FileNotFoundError:
            continue  # another process was faster
        os.kill(os.getpid(), signal.SIGKILL)
