"""One of everything in an organisation."""

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID

from core.actor import Actor
from core.imports.actions import start_import, upload_files
from core.imports.files import LocalFile
from core.imports.headless import settled
from core.models import Import, Run
from core.runs.actions import request_run
from core.runs.worker import execute_here
from functions import actions, roles
from functions.branching import branch_scenario
from functions.commenting import comment_scenario
from functions.duties import METRIC_FIELDS, propose_duties, set_output_metrics
from functions.models import Scenario
from functions.roles import RoleForm
from functions.seating import STAFF
from functions.selectors import regions_of
from metrics.decisions.actions import object_to, propose_scenario
from metrics.finding_actions import decide_finding
from metrics.kinds import finder, handoffs, proposal, savings
from metrics.models import FrozenEvidence, SpanBand
from metrics.selectors.findings import findings_view
from organisations.models import Organisation, Token
from services.models import Event, Group, LogSegment, Status, Ticket, TicketDemand, TicketLog
from tests.access.contents_agreements import agreement_contents
from tests.access.contents_estimates import estimate_contents
from tests.access.contents_portfolio import portfolio_contents
from tests.access.contents_projects import project_contents
from tests.access.contents_rules import rule_contents
from tests.factories import (
    ActivityFactory,
    BaselineFactory,
    BaselineTeamFactory,
    EffortFactory,
    PositionFactory,
    RegionFactory,
    TeamFactory,
    TicketLogFactory,
    TowerFactory,
    actor_of,
    member,
)
from towers.models import Baseline, PlaceRule, QualityDecision, Survey, SurveyRequest, Team
from towers.survey_links import new_nonce

PAY = 7_770_700


def contents(organisation: Organisation, mark: str) -> dict[str, Any]:
    """Objects by the word that the table uses; every name ends in `mark`."""
    owner = member(organisation=organisation)
    by = actor_of(owner)
    found = {"membership": owner, **_baseline(organisation, mark)}
    found |= _log(by, organisation, mark, found["team"])
    found |= _scenario(by, found["baseline"], mark)
    found |= _decision(by, found["scenario"], mark)
    found |= _finding(by, found, mark)
    found |= _survey(found, mark)
    found |= rule_contents(by, found, mark)
    found |= agreement_contents(by, found, mark)
    found |= estimate_contents(by, found, mark)
    found |= portfolio_contents(by, found, mark)
    found |= project_contents(by, found, mark)
    found |= _quality(found, mark)
    SpanBand.objects.get_or_create(
        organisation=organisation, code="f8", defaults={"low": 5, "high": 9, "source": f"Source{mark}"}
    )
    run = request_run(by=by, kind="demonstration", params={"mark": mark})
    Run.objects.filter(pk=run.pk).update(stage=f"Step{mark}")
    token, _ = Token.objects.create(user=owner.user, membership=owner, name=f"Token{mark}", scopes=["read"])
    return {**found, "run": run, "token": token, "import": _import(by, mark)}


def _baseline(organisation: Organisation, mark: str) -> dict[str, Any]:
    earlier = BaselineFactory.create(organisation=organisation, name=f"Earlier{mark}")
    baseline = BaselineFactory.create(organisation=organisation, name=f"Baseline{mark}", parent=earlier)
    team = TeamFactory.create(organisation=organisation, name=f"Team{mark}")
    tower = TowerFactory.create(organisation=organisation, name=f"Tower{mark}", owner=f"Owner{mark}")
    region = RegionFactory.create(organisation=organisation, name=f"Region{mark}")
    activity = ActivityFactory.create(organisation=organisation, name=f"Activity{mark}", is_ticket_driven=True)
    BaselineTeamFactory.create(baseline=baseline, team=team, tower=tower, region=region)
    paid = {"baseline": baseline, "team": team, "cost_low": PAY, "cost_high": PAY}
    lead = PositionFactory.create(title=f"Lead{mark}", **paid)
    position = PositionFactory.create(title=f"Engineer{mark}", manager=lead, **paid)
    PositionFactory.create(title=f"Leaver{mark}", **{**paid, "baseline": earlier})
    effort = EffortFactory.create(baseline=baseline, team=team, activity=activity, wording=f"Wording{mark}")
    return {
        "baseline": baseline,
        "earlier": earlier,
        "team": team,
        "tower": tower,
        "region": region,
        "activity": activity,
        "position": position,
        "effort": effort,
        "lead": lead,
        "wording": effort.wording,
    }


def _log(by: Actor, organisation: Organisation, mark: str, team: Team) -> dict[str, Any]:
    log: TicketLog = TicketLogFactory.create(organisation=organisation, name=f"Log{mark}")
    source = Import.objects.create(organisation=organisation, kind="tickets", content_hash="0", state="confirmed")
    segment = LogSegment.objects.create(log=log, import_of=source, state="ready", events=3, tickets=1)
    desk = Group.objects.create(log=log, name=f"Desk{mark}", level=1, team=team)
    server = Group.objects.create(log=log, name=f"Server{mark}", level=2)
    working = Status.objects.create(log=log, name=f"Working{mark}", kind=Status.Kind.WORKING)
    closed = Status.objects.create(log=log, name=f"Closed{mark}", kind=Status.Kind.CLOSED)
    hour = 3_600_000_000
    ticket = Ticket.objects.create(
        log=log, segment=segment, key=f"T{organisation.pk}", priority=f"P1{mark}", opened=hour, closed=3 * hour
    )
    TicketDemand.objects.create(segment=segment, ticket=ticket, door=f"Phone{mark}", customer=f"Sales{mark}")
    steps = ((desk, working), (server, working), (desk, closed))
    Event.objects.bulk_create(
        Event(segment=segment, ticket=ticket, at=at * hour, line=at, group=group, status=status)
        for at, (group, status) in enumerate(steps, 1)
    )
    kept = execute_here(handoffs.request(by, log))
    figure = kept.results.get(metric="handoffs")
    return {
        "log": log,
        "ticket key": ticket.key,
        "question": "direct",
        "group": desk,
        "other group": server,
        "kept": kept,
        "figure": figure.pk,
    }


def _scenario(by: Actor, baseline: Baseline, mark: str) -> dict[str, Any]:
    parent = actions.create_scenario(by=by, baseline=baseline, name=f"Parent{mark}", preset="global")
    branch = branch_scenario(by=by, scenario=parent, name=f"Branch{mark}", functions=[8])
    scenario = actions.create_scenario(by=by, baseline=baseline, name=f"Scenario{mark}", preset="global")
    role = _staffing(by, scenario, mark)
    saving = execute_here(savings.request(by, scenario))
    execute_here(proposal.request(by, scenario))
    return {"branch": branch, "scenario": scenario, "role": role, "saving": saving}


def _staffing(by: Actor, scenario: Scenario, mark: str) -> UUID:
    """A role with a seat that is taken, an output metric, and who does what in the processes."""
    [region] = regions_of(scenario)
    facts = RoleForm(8, f"Role{mark}", STAFF, f"Work{mark}", True, f"Old{mark}", f"New{mark}", region.pk)
    roles.set_role(by=by, scenario=scenario, version=scenario.version, facts=facts)
    role = scenario.roles.get()
    people = list(scenario.baseline.positions.filter(title=f"Engineer{mark}"))
    roles.seat_positions(by=by, scenario=scenario, version=scenario.version, positions=people, role=role)
    metric = {name: f"{name}{mark}" for name in METRIC_FIELDS}
    set_output_metrics(by=by, scenario=scenario, version=scenario.version, function_code=8, metrics=[metric])
    propose_duties(by=by, scenario=scenario, version=scenario.version)
    return role.key


def _decision(by: Actor, scenario: Scenario, mark: str) -> dict[str, Any]:
    """An open proposal with an objection and a comment; what it froze stands for that of an approval."""
    said = comment_scenario(by=by, scenario=scenario, text=f"Comment{mark}")
    decision = propose_scenario(by=by, scenario=scenario, version=scenario.version, summary=f"Proposal{mark}")
    object_to(by=by, decision=decision, text=f"Objection{mark}")
    FrozenEvidence.objects.create(decision=decision, kind="baseline", content=f'"Baseline{mark}"', sha256="0")
    return {"comment": said, "decision": decision}


def _finding(by: Actor, found: dict[str, Any], mark: str) -> dict[str, Any]:
    """Two teams do the same under other names; it was confirmed."""
    team = TeamFactory.create(organisation=found["baseline"].organisation, name=f"Second team{mark}")
    for of, wording in ((found["team"], f"Capacity report{mark}"), (team, f"Utilisation statistics{mark}")):
        EffortFactory.create(baseline=found["baseline"], team=of, activity=found["activity"], wording=wording)
    execute_here(finder.request(by, found["baseline"], found["log"]))
    row = findings_view(by, found["baseline"]).findings[0]
    decision = decide_finding(by=by, finding=row, version=0, decision="confirmed", reason=f"Reason{mark}")
    return {"finding": row.key, "finding decision": decision}


def _survey(found: dict[str, Any], mark: str) -> dict[str, Any]:
    """The team is asked; its manager has begun."""
    survey = Survey.objects.create(
        baseline=found["baseline"], name=f"Survey{mark}", message=f"Message{mark}", closes_on=date(2100, 1, 1)
    )
    asked = SurveyRequest.objects.create(
        survey=survey,
        team=found["team"],
        recipient="asked@example.org",
        nonce=new_nonce(),
        shares={str(found["activity"].uid): 4_000},
        note=f"Note{mark}",
    )
    return {"survey": survey, "survey request": asked}


def _quality(found: dict[str, Any], mark: str) -> dict[str, Any]:
    """A rule that places teams, and a defect that was accepted."""
    tower = found["tower"]
    rule = PlaceRule.objects.create(
        organisation=tower.organisation, place=1, target="tower", source="unit", words=f"team{mark}", tower=tower
    )
    subject = f"{found['position'].key}#{found['position'].occurrence}"
    decision = QualityDecision.objects.create(
        baseline=found["baseline"], kind="vacant", subject=subject, reason=f"Reason{mark}"
    )
    return {"place rule": rule, "quality decision": decision}


def _import(by: Actor, mark: str) -> Import:
    """A staff list that is read and checked, not yet confirmed."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"staff{mark}.csv"
        path.write_text(f"Position ID,Job title,Team,FTE\n1,Engineer{mark},Team{mark},1\n")
        uploads = upload_files(by=by, files=[LocalFile(path)])
    return settled(start_import(by=by, kind="positions", uploads=uploads, target_name=f"Baseline{mark}"))
