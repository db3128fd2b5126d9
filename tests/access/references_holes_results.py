"""Look-ups of runs, people, ticket logs and results."""

from types import ModuleType, SimpleNamespace
from uuid import UUID

import numpy as np

from core.actor import Actor
from core.api import imports as api_imports
from core.api import runs as api_runs
from core.models import Import, Run
from core.views import imports, runs
from functions.models import Constraint, Scenario
from metrics.api import computing as api_computing
from metrics.api import findings as api_findings
from metrics.finding_forms import MergeForm
from metrics.inputs.proposal_rules import Keepable
from metrics.models import FindingDecision, Result
from metrics.selectors import computing as runs_of_scenario
from metrics.selectors import (
    cross_training_tickets,
    deployments,
    finding_decisions,
    findings,
    front_doors,
    how,
    log_in_view,
    org_chart_lines,
    org_chart_places,
    organisation_cell,
    question_ground,
    question_tickets,
    segment_tickets,
    sourcing,
    summary,
    visible_logs,
)
from metrics.selectors.log_columns import LogColumns
from metrics.selectors.ticket_costs import TicketCosts
from metrics.views import computing, finder_actions, proposal, scenario_comparison, segments
from metrics.views import log_in_view as log_pages
from metrics.views.build_run import BuildRunPositions
from organisations import actions, views
from organisations.api import tokens
from organisations.models import Membership, Token
from services import selectors as logs
from services import ticket_search
from services.actions import groups
from services.facts import log_facts
from services.forms import GroupForm, LogForm, TeamsForm
from services.models import BusinessCalendar, Event, Group, LogSegment, Ticket, TicketLog
from tests.access.references_plants import (
    Forgetful,
    Plant,
    all_rows,
    any_row,
    forgetting,
    hole,
    known_to_all,
    replaced,
    together,
    unscoped,
    widened,
)
from towers import activity_selectors, selectors
from towers.models import Activity, Baseline, Region, Team, Tower

PROPOSED_LOG = "scenario-proposal-run: log"


def _log_of_anybody(uid: UUID) -> TicketLog:
    """The log as its own organisation would find it."""
    owner = TicketLog.objects.select_related("organisation").get(uid=uid).organisation
    return logs.log_of(Actor.system(owner.pk, owner.slug), uid)


def _all_rules(actor: Actor, scenario: Scenario) -> list[Keepable]:
    """Rules of every organisation can be kept."""
    return [Keepable(str(rule.uid), rule.kind, rule.is_hard) for rule in Constraint.objects.all()]


def _any_number() -> Plant:
    """A pair names any unit; what is not of the log counts as its first."""
    return replaced(log_in_view.LogInView, "number", lambda found, key: 0)


def _findings_of_all(module: ModuleType) -> Plant:
    """The list of findings holds those of every search."""

    def view_of_all(actor: Actor, baseline: Baseline) -> findings.FindingsView:
        view = findings.findings_view(actor, baseline)
        for other in Baseline.objects.exclude(pk=baseline.pk).select_related("organisation"):
            there = Actor.system(other.organisation_id, other.organisation.slug)
            view.findings += findings.findings_view(there, other).findings
        return view

    return replaced(module, "findings_view", view_of_all)


_any_log = forgetting(logs, TicketLog)
_any_result = replaced(how, "results_for", lambda actor: Forgetful(Result, "run"))
_any_ticket = together(forgetting(logs, Ticket, "log"), forgetting(logs, Event, "segment__in"))
_any_key = together(
    forgetting(ticket_search, Ticket, "log"),
    replaced(
        ticket_search,
        "log_facts",
        lambda log: SimpleNamespace(ticket_ids=list(Ticket.objects.values_list("pk", flat=True))),
    ),
)
_any_event = replaced(log_in_view, "log_events", lambda actor, log: LogColumns(log_facts(log.pk)))
_any_event_asked = replaced(question_ground, "log_events", lambda actor, log: LogColumns(log_facts(log.pk)))
_any_event_of_doors = replaced(front_doors, "log_events", lambda actor, log: LogColumns(log_facts(log.pk)))
# A page takes its log from those of its switch: with all of them there, its own would be the first to be wrong.
_any_log_of_a_page = replaced(log_pages, "log_among", lambda found, uid: _log_of_anybody(uid))
_any_search = replaced(findings, "_runs", lambda actor, baseline: Run.objects.filter(kind="finder").order_by("-id"))
_any_finding = together(_any_search, forgetting(findings, Result))
_any_decision = any_row(finding_decisions, FindingDecision)

OF_CORE = (
    hole("runs", any_row(runs, Run), "run", "run-cancel"),
    hole("runs over REST", any_row(api_runs, Run), "api-run", "api-run-cancel"),
    hole(
        "imports",
        any_row(imports, Import),
        *(
            "import",
            "import-mapping",
            "import-reading",
            "import-trial",
            "import-confirm",
            "import-undo",
            "import-discard",
            "import-defects",
        ),
    ),
    hole(
        "imports over REST",
        any_row(api_imports, Import),
        *("api-import", "api-import-confirm", "api-import-undo", "api-import-defects"),
        *("api-import-mapping", "api-import-reading"),
    ),
    hole("members", any_row(views, Membership), "member-change"),
    hole("members of an address", forgetting(actions, Membership, "organisation_id"), "member-add: email"),
    hole("tokens", any_row(views, Token), "token-revoke"),
    hole("tokens over REST", any_row(tokens, Token), "api-token"),
)
OF_SERVICES = (
    hole(
        "logs",
        _any_log,
        *("ticket-log", "ticket-log-edit", "ticket-log-statuses", "ticket-log-teams"),
        *("front-door-state", "front-doors: log"),
        *("api-ticket-groups", "api-ticket-log"),
        *("handoffs: log", "handoff-questions: log", "segments: log", "estimates: log", "service-tickets: log"),
        *("cross-training: log", "ticket-costs-run: log", "services-picture: log", "api-services-worth: log"),
        "deployments: log",
    ),
    hole("numbers of tickets", _any_key, "ticket-log: ticket"),
    hole(
        "logs and their events",
        together(_any_log, _any_event),
        *("handoff-pair", "handoff-tickets", "handoffs-keep"),
        *("api-handoffs: log", "api-service-handoffs: log"),
    ),
    hole(
        "logs and what is asked of them",
        together(_any_log, _any_event_asked),
        "handoff-question-tickets",
        *("segment-tickets", "segment-audit", "segment-judge", "api-segments: log"),
        *("cross-training-tickets", "api-cross-training: log"),
        *("deployment-tickets", "api-deployments: log"),
    ),
    hole(
        "logs of pages",
        together(_any_log_of_a_page, _any_event, _any_event_asked, _any_event_of_doors),
        *("handoffs-log", "handoff-questions-log", "segments-log", "estimates-log"),
        *("cross-training-log", "deployments-log", "front-doors-log"),
    ),
    hole(
        "logs and their doors",
        together(_any_log, _any_event_of_doors),
        *("front-door-tickets", "api-front-doors: log", "api-front-door-groups: log"),
    ),
    hole("tickets of a log", _any_ticket, "ticket: key", "ticket: key of a download"),
    hole("tickets of any log", together(_any_log, _any_ticket), "ticket"),
    hole(
        "groups of a log",
        replaced(logs, "group_of", lambda actor, log, uid: Group.objects.get(uid=uid)),
        *("ticket-group: group", "ticket-group-edit: group", "api-ticket-group: group"),
    ),
    hole(
        "groups of any log",
        together(_any_log, any_row(logs, Group)),
        *("ticket-group", "ticket-group-edit", "api-ticket-group"),
    ),
    hole("calendar of a log", unscoped("calendar", LogForm, BusinessCalendar), "ticket-log-edit: calendar"),
    hole(
        "calendar of a log over REST",
        replaced(logs, "calendars_of", lambda actor: BusinessCalendar.objects.all()),
        "api-ticket-log: calendar",
    ),
    hole("team of a group", unscoped("team", GroupForm, Team), "ticket-group-edit: team"),
    hole("team over REST", replaced(logs, "teams_of", lambda actor: Team.objects.all()), "api-ticket-group: team"),
    hole("baseline of new teams", unscoped("baseline", TeamsForm, Baseline), "ticket-log-teams: baseline"),
    hole("teams said to be known", known_to_all(groups, Team), "ticket-log-teams: names"),
)
OF_METRICS = (
    hole("log to compute with", all_rows(computing, TicketLog), "scenario-compute: log"),
    hole("scenario to compute", any_row(computing, Scenario), "scenario-compute"),
    hole("scenario to source", any_row(sourcing, Scenario), "scenario-sourcing"),
    hole(
        "log to replay at once",
        forgetting(visible_logs, LogSegment),
        *("scenario-consequences: log", "scenario-consequences: log of a download"),
        *("scenario-consequences-strip: log", "api-scenario-consequences: log"),
    ),
    hole("log of a proposal", replaced(proposal, "visible_logs", lambda by: TicketLog.objects.all()), PROPOSED_LOG),
    hole("rule of a proposal", replaced(proposal, "keepable_rules", _all_rules), "scenario-proposal-run: kept"),
    hole("baseline computed over REST", any_row(api_computing, Baseline), "api-computations: baseline"),
    hole("scenario computed over REST", any_row(api_computing, Scenario), "api-computations: scenario"),
    hole("log computed over REST", together(any_row(api_computing, TicketLog), _any_event), "api-computations: log"),
    hole("runs of a scenario", all_rows(runs_of_scenario, Run), "run-freshness"),
    hole(
        "scenarios beside one another",
        replaced(scenario_comparison, "scenarios_of", lambda actor: Scenario.objects.all()),
        *("scenario-comparison: scenario", "scenario-comparison: scenario of a download"),
    ),
    hole("scenario to show", forgetting(summary, Scenario), "summary: scenario", "summary: scenario of a download"),
    hole(
        "logs whose tickets are costed",
        forgetting(visible_logs, LogSegment),
        *("ticket-costs: log", "ticket-cost-tickets: log", "api-ticket-costs: log"),
    ),
    hole(
        "team of costed tickets",
        replaced(TicketCosts, "at", lambda costs, kind, key: (costs.whole, np.arange(len(costs.found)))),
        "ticket-cost-tickets: place",
    ),
    hole(
        "place of mixed posts",
        replaced(BuildRunPositions, "_place", lambda page, view: "anywhere"),
        "build-run-positions: place",
    ),
    hole("tower of a cell", any_row(organisation_cell, Tower), "organisation-cell: tower"),
    hole("region of a cell", any_row(organisation_cell, Region), "organisation-cell: region"),
    hole(
        "posts of a chart",
        replaced(org_chart_lines.LineChart, "key_of", lambda chart, node: org_chart_lines.NONE),
        *(
            "org-chart: root",
            "org-chart: show",
            "org-chart-branch: root",
            "org-chart-branch: node",
            "org-chart-branch: to",
        ),
    ),
    hole(
        "places of a chart",
        replaced(org_chart_places.PlaceChart, "key_of", lambda chart, node: chart.root),
        "org-chart-branch: team",
    ),
    hole(
        "units of a pair",
        _any_number(),
        *("handoff-pair: from", "handoff-pair: to", "handoff-tickets: to", "handoff-tickets: from"),
    ),
    hole(
        "units of a question",
        together(
            *(replaced(module, "number_of", lambda units, key: 0) for module in (question_ground, question_tickets))
        ),
        *("handoff-question-tickets: group", "handoff-question-tickets: line"),
    ),
    hole(
        "lines of segments",
        replaced(segment_tickets, "number_of", lambda units, key: 0),
        "segment-tickets: line",
    ),
    hole("lines of deployments", replaced(deployments, "number_of", lambda units, key: 0), "deployment-tickets: line"),
    hole(
        "units of cross-training",
        replaced(cross_training_tickets, "number_of", lambda units, key: 0),
        *("cross-training-tickets: closer", "cross-training-tickets: others"),
    ),
    hole(
        "tickets of a sample",
        replaced(segments, "ticket_keys", lambda ids: dict(Ticket.objects.values_list("pk", "key"))),
        "segment-judge: key",
    ),
    hole("figures of a run", _any_result, *("how: result", "how-rows: result", "how-rows: result of a download")),
    hole("figures of any run", together(any_row(how, Run), _any_result), "how", "how-rows"),
    hole("figures filtered", widened(Result, "run__uid"), "api-results: run"),
)
OF_FINDINGS = (
    hole(
        "findings of a search",
        _any_finding,
        *("finding", "finding: key", "finding-decide: key", "api-finding", "api-finding: key", "api-finding-decision"),
    ),
    hole("findings to merge with", _findings_of_all(finder_actions), "finding-merge: others"),
    hole("findings to merge with over REST", _findings_of_all(api_findings), "api-finding-decision: others"),
    hole(
        "findings of any baseline",
        together(any_row(selectors, Baseline), _any_finding),
        *("finding-decide", "finding-merge", "finding-split"),
    ),
    hole("activity of findings", unscoped("activity", MergeForm, Activity), "finding-merge: activity"),
    hole("activity over REST", any_row(activity_selectors, Activity), "api-finding-decision: activity"),
    hole("decisions", _any_decision, "finding-withdraw: decision"),
    hole("decisions on any baseline", together(any_row(selectors, Baseline), _any_decision), "finding-withdraw"),
)
