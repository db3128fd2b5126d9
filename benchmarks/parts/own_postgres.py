"""A PostgreSQL of the measurement's own: its programs are the machine's, its folder and port go with it."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

WAIT_SECONDS = 30
# Like the settings of a server with a few gigabytes of memory; nothing must survive, so nothing is flushed to disk.
SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "shared_buffers": "512MB",
    "max_wal_size": "4GB",
    "fsync": "off",
    "full_page_writes": "off",
}


def programs() -> Path | None:
    """The folder of PostgreSQL's programs; None where the machine has none."""
    found = [Path(path).resolve() for path in [shutil.which("initdb")] if path]
    found += sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]))
    return found[-1].parent if found else None


@contextmanager
def own_postgres(folder: Path) -> Iterator[str]:
    """Start one in the folder; yields the address of its database, ends it afterwards."""
    place = programs()
    if place is None:
        raise SystemExit("PostgreSQL is not installed: install it, name one in DATABASE_URL, or give --sqlite.")
    data, port = folder / "postgres", _free_port()
    data.mkdir()
    folder.chmod(0o755)
    if os.geteuid() == 0:
        shutil.chown(data, "nobody", "nogroup")
    initdb: list[str | Path] = [place / "initdb", "--pgdata", data / "data", "--username", "pbr", "--auth", "trust"]
    if _start([*initdb, "--encoding", "UTF8", "--locale", "C.UTF-8", "--no-sync"], data).wait():
        raise SystemExit("PostgreSQL's files could not be made.")
    settings = SETTINGS | {"unix_socket_directories": str(data)}
    flags = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
    server = _start([place / "postgres", "-D", data / "data", "-p", str(port), *flags], data)
    try:
        _wait_for(place, port, server)
        subprocess.run([place / "createdb", "-h", "127.0.0.1", "-p", str(port), "-U", "pbr", "pbr"], check=True)
        yield f"postgres://pbr@127.0.0.1:{port}/pbr"
    finally:
        server.terminate()
        try:
            server.wait(WAIT_SECONDS)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def _start(command: Sequence[str | Path], folder: Path) -> subprocess.Popen[bytes]:
    """A program of PostgreSQL; it refuses to run as root."""
    quiet = subprocess.DEVNULL
    if os.geteuid() != 0:
        return subprocess.Popen(command, cwd=folder, stdout=quiet, stderr=quiet)
    return subprocess.Popen(
        command, cwd=folder, stdout=quiet, stderr=quiet, user="nobody", group="nogroup", extra_groups=[]
    )


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def _wait_for(place: Path, port: int, server: subprocess.Popen[bytes]) -> None:
    ends = time.monotonic() + WAIT_SECONDS
    question = [str(place / "pg_isready"), "-q", "-h", "127.0.0.1", "-p", str(port)]
    while subprocess.run(question, check=False).returncode:
        if server.poll() is not None or time.monotonic() > ends:
            raise SystemExit("PostgreSQL did not start.")
        time.sleep(0.1)
