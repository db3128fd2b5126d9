"""Named places at which a test may kill the process; outside tests they do nothing.

`PBR_FAILPOINT=name:probability:folder` makes the process kill itself there with that probability and leave a file
in the folder, so that a test can count its hits.
"""

import os
import random
import signal
from pathlib import Path
from uuid import uuid4


def failpoint(name: str) -> None:
    """Die here if the environment asks for it."""
    setting = os.environ.get("PBR_FAILPOINT", "")
    if not setting:
        return
    wanted, probability, folder = setting.split(":", 2)
    if name == wanted and random.random() < float(probability):  # nosec B311
        (Path(folder) / f"{name}-{uuid4().hex}").touch()
        os.kill(os.getpid(), signal.SIGKILL)
