"""The commands of run.py: start (without a name), test, bench, check."""

import argparse
import http.client
import os
import signal
import socket
from collections.abc import Callable
from pathlib import Path
from types import FrameType

from tools.checks import run_checks
from tools.processes import PYTHON, ROOT, CommandError, run_shown
from tools.setup_steps import install_everything, load_sample, migrate_database, say
from tools.supervisor import Program, Supervisor

ADDRESS = "127.0.0.1"
COMMANDS = """\
further commands:
  run.py test [pytest arguments]   set up and run the test suite
  run.py bench [NAME]              set up and run benchmarks/NAME.py, or all of them
  run.py check                     set up and run the static checks
"""


def main(arguments: list[str]) -> int:
    """Run the command that `arguments` name; a problem is one line and exit status 1."""
    signal.signal(signal.SIGTERM, interrupt)
    commands: dict[str, Callable[[list[str]], int]] = {"test": test, "bench": bench, "check": check}
    command = commands.get(arguments[0]) if arguments else None
    try:
        return command(arguments[1:]) if command else start(arguments)
    except CommandError as error:
        say(str(error))
        return 1
    except KeyboardInterrupt:
        say("Stopped.")
        return 130


def interrupt(number: int, frame: FrameType | None) -> None:
    """End the set-up on SIGTERM as Ctrl-C does: subprocess then takes the running step down with it."""
    raise KeyboardInterrupt


def start(arguments: list[str]) -> int:
    """Set up what is not yet set up, then keep web and worker running until Ctrl-C."""
    options = parse_options(arguments)
    data_dir: Path = options.data_dir.resolve()
    check_port(options.port)
    data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    env = {**os.environ, "DATA_DIR": str(data_dir), "BIND": f"{ADDRESS}:{options.port}", "PYTHONUNBUFFERED": "1"}
    install_everything(for_development=False)
    migrate_database(data_dir, env)
    if not options.no_sample:
        load_sample(data_dir, env, f"http://{ADDRESS}:{options.port}/")
    programs = [Program(name, [str(PYTHON), "-m", "tools.serve", name]) for name in ("web", "worker")]
    Supervisor(programs, env, tell=say).run(Announcement(options.port, data_dir / "first-steps.txt"))
    say("Stopped.")
    return 0


def parse_options(arguments: list[str]) -> argparse.Namespace:
    """The options of the start command."""
    parser = argparse.ArgumentParser(
        prog="run.py",
        description="Set up PBR Org in this folder and start it.",
        epilog=COMMANDS,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--port", type=port_number, default=8000, help=f"port on {ADDRESS} (default: 8000)")
    default_data_dir = Path(os.environ.get("DATA_DIR") or ROOT / "var")
    parser.add_argument("--data-dir", type=Path, default=default_data_dir, help="where data is kept (default: ./var)")
    parser.add_argument("--no-sample", action="store_true", help="start without the sample organisation")
    return parser.parse_args(arguments)


def port_number(text: str) -> int:
    """A port that a server can be given.

    >>> port_number("8001")
    8001
    """
    if not text.isdecimal() or not 1 <= int(text) <= 65535:
        raise argparse.ArgumentTypeError(f"{text!r} is not a port: give a number from 1 to 65535")
    return int(text)


def check_port(port: int) -> None:
    """Refuse a port that somebody listens on, or that this user may not open, before any work is done."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((ADDRESS, port))
        except OSError as error:
            raise CommandError(
                f"Port {port} cannot be used ({error.strerror}): choose another one with --port."
            ) from error


class Announcement:
    """Prints once, when the web server answers, where it is and where the first steps are written."""

    def __init__(self, port: int, first_steps: Path) -> None:
        self.port = port
        self.first_steps = first_steps
        self.is_made = False

    def __call__(self) -> None:
        """Look whether the time has come."""
        if self.is_made or not is_healthy(self.port):
            return
        self.is_made = True
        say(f"PBR Org is ready: http://{ADDRESS}:{self.port}/ (Ctrl-C ends it)")
        if self.first_steps.is_file():
            say(f"First steps, and how to sign in: {self.first_steps}")


def is_healthy(port: int) -> bool:
    """Whether the web server on `port` answers /healthz."""
    connection = http.client.HTTPConnection(ADDRESS, port, timeout=1)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def test(arguments: list[str]) -> int:
    """Set up and run pytest; on the embedded database and broker unless the environment names others."""
    install_everything(for_development=True)
    return run_shown([PYTHON, "-m", "pytest", "-rs", *arguments])


def bench(arguments: list[str]) -> int:
    """Set up and run the named benchmarks, or all of them."""
    names = sorted(file.stem for file in (ROOT / "benchmarks").glob("[!_]*.py"))
    unknown = sorted(set(arguments) - set(names))
    if unknown:
        raise CommandError(f"No benchmark is called {unknown[0]}: choose from {', '.join(names) or 'none yet'}.")
    install_everything(for_development=True)
    statuses = [run_shown([PYTHON, "-m", f"benchmarks.{name}"]) for name in arguments or names]
    return 1 if any(statuses) else 0


def check(arguments: list[str]) -> int:
    """Set up and run the static checks."""
    if arguments:
        raise CommandError("run.py check takes no arguments: run it as it is.")
    install_everything(for_development=True)
    return run_checks()
