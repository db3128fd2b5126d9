"""Loads the sample organisation through the same actions that users have; every step can be repeated."""

import os
import secrets
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings

from core.actor import Actor, Right, Role, Scope
from core.imports.headless import import_files
from core.models import Import
from core.runs.worker import execute_here
from functions.actions import create_scenario
from functions.models import Scenario
from metrics.kinds import duplication, finder, handoffs, replay, savings, spans, ticket_costs
from organisations.actions import add_member, create_organisation, create_token
from organisations.models import Membership, Organisation, User
from sample.generator import SampleFiles, generate
from sample.mapping import ticket_mapping
from sample.meters import state_meters
from sample.office import state_brief, state_drafts
from sample.portfolio import state_portfolio
from sample.projects import state_projects
from sample.promises import state_promises
from sample.routing import state_routing
from sample.segments import state_segments
from sample.working_hours import state_working_hours
from services.actions.groups import make_teams_of_groups
from services.models import TicketLog
from towers.actions.baselines import continue_baseline, lock_baseline, make_baseline
from towers.actions.towers import add_classic_towers, edit_tower
from towers.models import Baseline
from towers.tower_selectors import towers

DOMAIN = "brindlewick.example"
PEOPLE: tuple[tuple[str, Role, tuple[Right, ...], str], ...] = (
    ("admin", Role.ADMIN, (Right.PAY, Right.APPROVE), "manages members and tokens"),
    ("lead", Role.MODELLER, (Right.PAY,), "models the target, sees pay"),
    ("analyst", Role.MODELLER, (), "models the target, pay is masked"),
    ("executive", Role.VIEWER, (Right.APPROVE,), "reads the dashboard"),
)
BASELINE, DRAFT = "Year end", "Working draft"
LOG = "Service tickets"
WITHOUT_OWNER = ("Middleware", "Database")
SCENARIOS = (("Regional plan-build-run", "regional"), ("Global plan-build-run", "global"))

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Account:
    """A sample user; `password` is known only when it was made in this call."""

    email: str
    password: str
    purpose: str


def load_sample(*, address: str, say: Say = print) -> Path | None:
    """Load the sample organisation and write the first steps; None if it is there already.

    An interrupted call is continued by the next: imports, baselines, scenarios and results are made once.
    """
    steps = settings.DATA_DIR / "first-steps.txt"
    files = generate()
    slug_taken = Organisation.objects.filter(name=files.facts.organisation).exists()
    if slug_taken and steps.exists():
        return None
    say("Making the sample organisation")
    accounts = _people(files)
    actor = _actor(accounts[0].email)
    baseline = _import_all(actor, files, say)
    _deliver(actor, files, say)
    _design(actor, baseline, say)
    _write_steps(steps, address, accounts, create_token(by=actor, name="First steps", scopes=list(Scope))[1])
    return steps


def _people(files: SampleFiles) -> list[Account]:
    accounts = [Account(f"{name}@{DOMAIN}", secrets.token_urlsafe(9), purpose) for name, _, _, purpose in PEOPLE]
    first = accounts[0]
    if not Organisation.objects.filter(name=files.facts.organisation).exists():
        create_organisation(
            name=files.facts.organisation, admin_email=first.email, password=first.password, time_zone="Europe/Berlin"
        )
    admin = _actor(first.email)
    for account, (_, role, rights, _) in zip(accounts[1:], PEOPLE[1:], strict=True):
        if not Membership.objects.visible_to(admin).filter(user__email=account.email).exists():
            add_member(by=admin, email=account.email, role=role, rights=rights, password=account.password)
    for account in accounts:
        user = User.objects.get(email=account.email)
        user.set_password(account.password)
        user.save(update_fields=["password"])
    return accounts


def _actor(email: str) -> Actor:
    membership = Membership.objects.select_related("organisation", "user").get(user__email=email)
    return membership.actor(frozenset(Scope))


def _import_all(actor: Actor, files: SampleFiles, say: Say) -> Baseline:
    """Staff, effort and tickets, as files through the importers; then the baseline is locked."""
    known = Baseline.objects.visible_to(actor).filter(name=BASELINE).first()
    with tempfile.TemporaryDirectory() as folder:
        if known is None or not known.is_locked:
            say("Importing the staff list and the effort")
            if known is None:
                make_baseline(by=actor, name=BASELINE, as_of=date.fromisoformat(files.facts.as_of))
            _import(actor, "positions", _kept(folder, "positions.csv", files.positions_csv), BASELINE)
            _import(actor, "effort", _kept(folder, "effort.csv", files.effort_csv), BASELINE)
            _name_owners(actor)
        say("Importing the services and a year of tickets")
        _import(actor, "services", _kept(folder, "services.csv", files.services_csv))
        path = _kept(folder, "tickets.csv.gz", files.tickets_csv_gz)
        _import(actor, "tickets", path, LOG, ticket_mapping(files))
    baseline = Baseline.objects.visible_to(actor).get(name=BASELINE)
    log = TicketLog.objects.visible_to(actor).get(name=LOG)
    if not baseline.is_locked:
        make_teams_of_groups(by=actor, log=log, baseline=baseline)
        baseline.refresh_from_db()
        baseline = lock_baseline(by=actor, baseline=baseline, version=baseline.version)
    return baseline


def _name_owners(actor: Actor) -> None:
    """Most towers have somebody who answers for them, and a place in the taxonomy; two gaps are left to be found."""
    add_classic_towers(by=actor)
    for tower in towers(actor).filter(owner="").exclude(name__in=WITHOUT_OWNER):
        edit_tower(by=actor, tower=tower, version=tower.version, owner=f"Head of {tower.name}")


def _deliver(actor: Actor, files: SampleFiles, say: Say) -> None:
    """The services with what is promised of them, and how tickets are told apart."""
    say("Stating services, agreements, segments and meters")
    state_portfolio(actor)
    state_projects(actor)
    state_promises(actor)
    state_drafts(actor)
    log = TicketLog.objects.visible_to(actor).get(name=LOG)
    state_working_hours(actor, log)
    state_segments(actor, log, files.facts.log.simple)
    state_meters(actor, log)


def _kept(folder: str, name: str, content: bytes) -> Path:
    path = Path(folder) / name
    path.write_bytes(content)
    return path


def _import(actor: Actor, kind: str, path: Path, target: str = "", mapping: dict[str, Any] | None = None) -> None:
    done = import_files(by=actor, kind=kind, paths=[path], target_name=target, mapping=mapping, accept_rejected=True)
    if done.state != Import.State.CONFIRMED:
        raise RuntimeError(f"the sample's {kind} did not come in: {done.report.get('defects')}")


def _design(actor: Actor, baseline: Baseline, say: Say) -> None:
    log = TicketLog.objects.visible_to(actor).get(name=LOG)
    say("Computing duplication, spans and handoffs")
    for run in (
        duplication.request(actor, baseline),
        spans.request(actor, baseline),
        handoffs.request(actor, log),
    ):
        execute_here(run)
    for name, preset in SCENARIOS:
        say(f"Computing the scenario “{name}”")
        scenario = Scenario.objects.visible_to(actor).filter(name=name).first() or create_scenario(
            by=actor, baseline=baseline, name=name, preset=preset
        )
        execute_here(replay.request(actor, scenario, log))
        execute_here(savings.request(actor, scenario, log))
    state_routing(actor, scenario)
    state_brief(actor, scenario)
    say("Looking for duplicates in a working draft")
    draft = Baseline.objects.visible_to(actor).filter(name=DRAFT).first() or continue_baseline(
        by=actor, baseline=baseline, name=DRAFT, as_of=date(2026, 1, 31)
    )
    for run in (
        finder.request(actor, draft, log),
        duplication.request(actor, draft),
        spans.request(actor, draft),
        ticket_costs.request(actor, draft, log),
    ):
        execute_here(run)


def _write_steps(path: Path, address: str, accounts: list[Account], token: str) -> None:
    lines = [
        "PBR Org: first steps",
        "",
        f"1. Open {address} and sign in as one of these (the organisation and its figures are invented):",
        "",
        *(f"   {account.email:<32} {account.password:<16} {account.purpose}" for account in accounts),
        "",
        "2. Or ask the API, with the administrator's token:",
        "",
        f"   curl -H 'Authorization: Token {token}' {address}api/v1/me/",
        "",
        "3. The documentation is in docs/, first docs/start.md; the API's pages are at " + f"{address}api/docs/",
        "",
    ]
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write("\n".join(lines))
    path.chmod(0o600)
