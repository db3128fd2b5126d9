"""The embedded broker: kombu's transport over a folder, with messages and bindings written whole or not at all.

Importing this module makes `URL` known to kombu. The one transport option is `data_folder`. Kombu's own transport opens
a message under its final name and then fills it, so that a worker can read half of it and die.
"""

import fcntl
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Empty
from typing import Any

from kombu.transport import TRANSPORT_ALIASES, filesystem, virtual
from kombu.utils.json import dumps, loads

SCHEME = "folder"
URL = f"{SCHEME}://localhost/"


class Channel(filesystem.Channel):
    """Queues as files below `data_folder`: `messages` waiting, `taken` being read, `control` who listens to what."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for folder in (self.data_folder_in, self.taken_folder, self.control_folder):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)

    @property
    def root(self) -> Path:
        """The folder of the whole broker."""
        return Path(self.transport_options["data_folder"])

    @property
    def data_folder_in(self) -> Path:
        """Messages that wait; the same folder for those who send and those who receive."""
        return self.root / "messages"

    @property
    def taken_folder(self) -> Path:
        """Messages on their way into a worker; on the same disk, so that taking one is a single rename."""
        return self.root / "taken"

    @property
    def control_folder(self) -> Path:
        """One file per exchange."""
        return self.root / "control"

    # Kombu's own base classes disagree about the name of the second argument.
    def _put(self, queue: str, payload: dict[str, Any], **kwargs: Any) -> None:  # type: ignore[override]
        name = f"{time.time_ns():020}_{uuid.uuid4()}.{queue}.msg"
        write_whole(self.data_folder_in / name, dumps(payload))

    def _get(self, queue: str, timeout: float | None = None) -> Any:
        for waiting in self.messages(queue):
            taken = self.taken_folder / waiting.name
            try:
                waiting.rename(taken)
            except FileNotFoundError:
                continue  # another worker was faster
            payload = taken.read_text()
            taken.unlink()
            return loads(payload)
        raise Empty

    def _size(self, queue: str) -> int:
        return len(self.messages(queue))

    def messages(self, queue: str) -> list[Path]:
        """The messages that wait in `queue`, oldest first."""
        return sorted(file for file in self.data_folder_in.iterdir() if file.name.partition(".")[2] == f"{queue}.msg")

    def _queue_bind(self, exchange: str, routing_key: str, pattern: str, queue: str) -> None:
        binding = (routing_key or "", pattern or "", queue or "")
        with self.bindings(exchange) as bindings:
            if binding not in bindings:
                bindings.insert(0, binding)

    def _delete(self, queue: str, exchange: str, routing_key: str, pattern: str, *args: Any, **kwargs: Any) -> None:
        self._purge(queue)
        binding = (routing_key or "", pattern or "", queue or "")
        with self.bindings(exchange) as bindings:
            if binding in bindings:
                bindings.remove(binding)

    @contextmanager
    def bindings(self, exchange: str) -> Iterator[list[tuple[str, ...]]]:
        """The bindings of `exchange` to change; one process at a time, written whole and only when changed."""
        with (self.root / "bindings.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            before = [tuple(known) for known in self.get_table(exchange)]
            bindings = list(before)
            yield bindings
            if bindings != before:
                write_whole(self._exchange_file(exchange), dumps(bindings))


class Transport(filesystem.Transport):
    """The transport behind `URL`."""

    Channel = Channel
    # Seconds between looks at the folder; kombu's full second would hold back every task and every next one.
    polling_interval = 0.1

    def __init__(self, client: Any, **kwargs: Any) -> None:
        super().__init__(client, **kwargs)
        # What is bound is remembered for each connection; kombu's memory is one for all folders of the process, which
        # lets a second folder go without its bindings and lose what is sent.
        self.state = virtual.BrokerState()


def write_whole(path: Path, text: str) -> None:
    """Write `text` to `path` so that a reader finds all of it or the earlier content, never a part."""
    part = path.with_name(f"{path.name}.{uuid.uuid4()}.part")
    part.write_text(text)
    part.replace(path)


TRANSPORT_ALIASES[SCHEME] = "pbr_org.broker:Transport"
