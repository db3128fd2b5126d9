"""The two programs of the product, for run.py and for containers: `python -m tools.serve web` and `... worker`."""

import os
import sys

from tools.processes import ROOT

USAGE = "Say which program to run: python -m tools.serve web, or python -m tools.serve worker."


def web_command(bind: str) -> list[str]:
    """The web server on `bind` (address:port): two processes of four threads, no control socket in the home folder."""
    return [
        *(sys.executable, "-m", "gunicorn", "pbr_org.wsgi", "--bind", bind, "--no-control-socket"),
        *("--worker-class", "gthread", "--workers", "2", "--threads", "4"),
        *("--timeout", "60", "--graceful-timeout", "5", "--log-level", "warning"),
    ]


def worker_command() -> list[str]:
    """The worker with the clock (`-B`) that sends the sweep; run one of it per installation."""
    return [
        *(
            sys.executable,
            "-m",
            "celery",
            "-A",
            "pbr_org",
            "--quiet",
            "worker",
            "-B",
            "-P",
            "prefork",
            "--concurrency=2",
        ),
        *("--without-gossip", "--without-mingle", "--without-heartbeat"),
    ]


def main(names: list[str]) -> None:
    """Become the program that `names` names; its process is the leader that signals go to."""
    programs = {"web": web_command(os.environ.get("BIND") or "127.0.0.1:8000"), "worker": worker_command()}
    if len(names) != 1 or names[0] not in programs:
        sys.exit(USAGE)
    os.chdir(ROOT)
    command = programs[names[0]]
    # Our own interpreter with the arguments above; no shell has a part in it.
    os.execv(command[0], command)  # nosec B606


if __name__ == "__main__":
    main(sys.argv[1:])
