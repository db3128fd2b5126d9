"""Web and worker as run.py starts them, on throw-away data, with somebody signed in."""

import json
import os
import random
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any, NamedTuple
from unittest.mock import patch
from urllib.parse import urlencode

from django.test import Client

from core.actor import ALL_SCOPES, Actor, Role
from core.models import Run
from core.runs.actions import request_run
from organisations.models import Membership, Organisation, User
from tools.commands import is_healthy
from tools.supervisor import Program, Supervisor

STEP_S = 0.06  # forty of them: a run of 2.4 s
CSRF = "c" * 32
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
JSON = {"Content-Type": "application/json", "Accept": "application/json"}


class Answer(NamedTuple):
    """The status of an answer (0: the server broke off) and the address it sends on to."""

    status: int
    address: str


class Installation:
    """Two programs under the product's supervisor, and a member who asks them for runs."""

    def __init__(self, worker_command: Sequence[str] = ()) -> None:
        self.folder = Path(os.environ["DATA_DIR"])
        self.failpoints = self.folder / "failpoints"
        self.failpoints.mkdir()
        self.port = free_port()
        serve = [sys.executable, "-m", "tools.serve"]
        self.web = Program("web", [*serve, "web"])
        self.worker = Program("worker", worker_command or [*serve, "worker"])
        env = {"BIND": f"127.0.0.1:{self.port}", "PBR_FAILPOINTS": str(self.failpoints), "PYTHONUNBUFFERED": "1"}
        self.supervisor = Supervisor([self.web], env)
        self.organisation = Organisation.objects.create(name="Crash", slug="crash")
        self.actor, self.session = self.sign_in("modeller@example.org")

    def sign_in(self, email: str) -> tuple[Actor, str]:
        """One more member who may edit, and the session of the browser in which they are signed in."""
        user = User.objects.create_user(email)
        member = Membership.objects.create(organisation=self.organisation, user=user, role=Role.MODELLER)
        browser = Client()
        browser.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return member.actor(ALL_SCOPES), browser.cookies["sessionid"].value

    def start_worker(self) -> None:
        """Have the supervisor keep the worker up too."""
        self.supervisor.programs.append(self.worker)

    def keep_up(self) -> None:
        """Tick until the supervisor is asked to stop."""
        while not self.supervisor.is_stopping:
            self.supervisor.tick(time.monotonic())
            time.sleep(0.2)

    def ask(self, step_s: float = STEP_S) -> Run:
        """A new run by way of the action."""
        params = {"pause_s": step_s, "token": random.getrandbits(60)}
        return request_run(by=self.actor, kind="demonstration", params=params)

    def post(self, path: str, **form: object) -> Answer:
        """Send a form by way of the browser to an address below the organisation."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        headers = {"Cookie": f"sessionid={self.session}; csrftoken={CSRF}", "X-CSRFToken": CSRF, **FORM}
        try:
            connection.request("POST", f"/o/crash/{path}", urlencode(form), headers)
            answer = connection.getresponse()
            return Answer(answer.status, answer.headers.get("Location", ""))
        except (OSError, HTTPException):
            return Answer(0, "")
        finally:
            connection.close()

    def post_json(self, path: str, session: str, **body: object) -> tuple[int, dict[str, Any]]:
        """Send what a page's script sends, as the member of this session: the status and what the answer says."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        headers = {"Cookie": f"sessionid={session}; csrftoken={CSRF}", "X-CSRFToken": CSRF, **JSON}
        try:
            connection.request("POST", f"/o/crash/{path}", json.dumps(body), headers)
            answer = connection.getresponse()
            return answer.status, json.loads(answer.read())
        finally:
            connection.close()

    def post_demonstration(self) -> str:
        """A new run by way of the browser: the address of the run, or nothing when the server broke off."""
        answer = self.post("runs/demonstration/")
        assert answer.status in (0, 302), f"the server answered {answer.status}"
        return answer.address

    def pool(self) -> list[int]:
        """The worker's children that execute runs."""
        return [pid for pid in children(self.worker) if not is_clock(pid)]

    def clock(self) -> int:
        """The worker's child that sends the sweep; 0 while there is none."""
        return next((pid for pid in children(self.worker) if is_clock(pid)), 0)


@contextmanager
def installation(worker_command: Sequence[str] = ()) -> Iterator[Installation]:
    """An installation whose web server answers; all of its processes are gone afterwards."""
    site = Installation(worker_command)
    keeper = threading.Thread(target=site.keep_up)
    # Kills come here faster than crashes do: what was up for two seconds is started again after one.
    with patch("tools.supervisor.STEADY_S", 2.0):
        keeper.start()
        try:
            wait_until(lambda: is_healthy(site.port))
            yield site
        finally:
            site.supervisor.ask_to_stop()
            keeper.join()
            site.supervisor.stop()


def free_port() -> int:
    """A port on the loopback that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


def children(program: Program) -> list[int]:
    """The child processes of the program's leader, whichever of its threads started them; none while it is down."""
    pid = program.process.pid if program.process else 0
    try:
        lists = [file.read_text() for file in Path(f"/proc/{pid}/task").glob("*/children")]
    except OSError:
        return []
    return [int(child) for text in lists for child in text.split()]


def is_clock(pid: int) -> bool:
    """Whether the process, a living child of the worker, has no pipe to it: the clock closed them."""
    try:
        links = [str(file.readlink()) for file in Path(f"/proc/{pid}/fd").iterdir()]
        return bool(links) and not any(link.startswith("pipe:") for link in links)
    except OSError:
        return False


def wait_until(holds: Callable[[], bool], seconds: float = 60) -> None:
    """Look every 50 ms; an error when it does not come true in time."""
    deadline = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > deadline:
            raise TimeoutError(f"waited {seconds} seconds in vain")
        time.sleep(0.05)
