"""The set-up, step by step; a step whose inputs have not changed since it was last done costs nothing."""

import importlib.util
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path

from tools.processes import PYTHON, ROOT, VENV, CommandError, first_line_of, run_logged
from tools.stamps import Stamps, digest

LOGS = VENV / "logs"
OLDEST_NODE = 20
INSTALLED = Stamps(VENV / "stamps")


def install_everything(*, for_development: bool) -> None:
    """Python environment, Python packages (those of the tests too when `for_development`) and the bundled front end."""
    make_environment()
    install_packages("requirements")
    if for_development:
        install_packages("requirements-dev")
    bundle_front_end()


def make_environment() -> None:
    """Make `.venv`, or make it anew when it belongs to another Python or does not work."""
    version = digest([], sys.version)
    if PYTHON.exists() and INSTALLED.is_current("environment", version):
        return
    if importlib.util.find_spec("venv") is None or importlib.util.find_spec("ensurepip") is None:
        raise CommandError("Python's venv module is missing: run `apt-get install python3-venv`, then this again.")
    if not first_line_of([PYTHON, "-m", "pip", "--version"]):
        say("Making the Python environment in .venv")
        shutil.rmtree(VENV, ignore_errors=True)
        run_logged(
            [sys.executable, "-m", "venv", VENV],
            log=LOGS / "environment.log",
            advice="Could not make .venv: check that this folder is writable and that python3-venv is installed.",
        )
    INSTALLED.record("environment", version)


def install_packages(name: str) -> None:
    """Install the hash-locked packages of `NAME.txt` into `.venv`."""
    lock = ROOT / f"{name}.txt"
    inputs = digest([lock])
    if INSTALLED.is_current(name, inputs):
        return
    say(f"Installing the packages of {lock.name} (once)")
    run_logged(
        [PYTHON, "-m", "pip", "install", "--require-hashes", "--no-input", "-r", lock],
        log=LOGS / f"{name}.log",
        advice=f"Could not install {lock.name}: check the network and the Python package index, then run this again.",
    )
    INSTALLED.record(name, inputs)


def bundle_front_end() -> None:
    """Install the front end's packages by lockfile and bundle them into `static/dist`."""
    manifest = [ROOT / name for name in ("package.json", "package-lock.json", ".npmrc")]
    dist = ROOT / "static" / "dist"
    sources = [file for file in (ROOT / "static").rglob("*") if file.is_file() and dist not in file.parents]
    inputs = digest([*manifest, *sources])
    if dist.is_dir() and INSTALLED.is_current("bundle", inputs):
        return
    npm = find_npm()
    install_node_modules(npm, digest(manifest))
    say("Bundling the front end")
    run_logged(
        [npm, "run", "build"],
        log=LOGS / "bundle.log",
        advice="Could not bundle the front end: read the log, mend static/, then run this again.",
    )
    INSTALLED.record("bundle", inputs)


def install_node_modules(npm: str, inputs: str) -> None:
    """Install what `package-lock.json` names, and run no script of any package."""
    if (ROOT / "node_modules").is_dir() and INSTALLED.is_current("node_modules", inputs):
        return
    say("Installing the front end's packages (once)")
    run_logged(
        [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"],
        log=LOGS / "node_modules.log",
        advice="Could not install the front end's packages: check the network and the npm registry, run this again.",
    )
    INSTALLED.record("node_modules", inputs)


def find_npm() -> str:
    """The npm beside a node new enough: the machine's own, or else one installed into `.venv`."""
    npm = shutil.which("npm")
    if npm and is_new_enough(first_line_of(["node", "--version"])):
        return npm
    install_packages("requirements-node")
    return str(VENV / "bin" / "npm")


def is_new_enough(node_version: str) -> bool:
    """Whether node's version, as it prints it, is one that the front end can be built with.

    >>> is_new_enough("v20.1.0"), is_new_enough("v18.19.0"), is_new_enough("")
    (True, False, False)
    """
    major = node_version.removeprefix("v").partition(".")[0]
    return major.isdecimal() and int(major) >= OLDEST_NODE


def migrate_database(data_dir: Path, env: Mapping[str, str]) -> None:
    """Bring the database to this version; the embedded one only when it is new or the migrations have changed."""
    stamps = Stamps(data_dir / "stamps")
    inputs = digest([*ROOT.glob("*/migrations/*.py"), ROOT / "requirements.txt"])
    if not has_own_database(env) and not any(data_dir.glob("*.sqlite3")):
        stamps.forget("migrations")
        stamps.forget("sample")
    if not has_own_database(env) and stamps.is_current("migrations", inputs):
        return
    say("Migrating the database")
    run_logged(
        [PYTHON, "manage.py", "migrate", "--no-input"],
        log=data_dir / "logs" / "migrate.log",
        advice="Could not migrate the database: check DATABASE_URL and the free disk space, then run this again.",
        env=env,
    )
    stamps.record("migrations", inputs)


def load_sample(data_dir: Path, env: Mapping[str, str], address: str) -> None:
    """Load the sample organisation, once per database."""
    stamps = Stamps(data_dir / "stamps")
    inputs = digest([], env.get("DATABASE_URL", ""), env.get("DATABASE_URL_FILE", ""))
    if stamps.is_current("sample", inputs):
        return
    say("Loading the sample organisation (once)")
    run_logged(
        [PYTHON, "manage.py", "load_sample", "--address", address],
        log=data_dir / "logs" / "load_sample.log",
        advice="Could not load the sample organisation: read the log, or start with --no-sample.",
        env=env,
    )
    stamps.record("sample", inputs)


def has_own_database(env: Mapping[str, str]) -> bool:
    """Whether the environment names a database, so that the embedded one is not used."""
    return bool(env.get("DATABASE_URL") or env.get("DATABASE_URL_FILE"))


def say(line: str) -> None:
    """Tell what a step that takes a while is doing."""
    print(line, flush=True)
