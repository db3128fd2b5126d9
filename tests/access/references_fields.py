"""Where requests name rows: found in forms, lists, schema and views, so that no new one is forgotten."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django import forms
from drf_spectacular.generators import SchemaGenerator

from core.api.lists import RowList

ROOT = Path(__file__).resolve().parents[2]
BY_HAND = re.compile(r'(?:GET|POST|FILES|query_params|asked)(?:\.get(?:list)?\(|\[)"(\w+)"')

# What names a row, and one of the cases that name a foreign one there.
NAMED = {
    "ScenarioForm.baseline": "scenario-add: baseline",
    "MoveForm.baseline": "scenario-move: baseline",
    "BranchForm.towers": "scenario-branch: towers",
    "PlaceForm.team": "scenario-place: team",
    "PlaceForm.activity": "scenario-place: activity",
    "RuleForm.team": "constraint-add: team",
    "RuleForm.regions": "constraint-add: regions",
    "RoutingRuleForm.region": "scenario-routing-save: region",
    "NewConstraint.team": "api-constraints: team",
    "NewGuardrail.scenario": "api-guardrails: scenario",
    "NewConsent.constraint": "api-consents: constraint",
    "OwnerDecision.role": "api-scenario-service: role",
    "ConstraintTerms.team": "api-constraint: team",
    "WordingForm.activity": "wording-correct: activity",
    "MergeForm.activity": "finding-merge: activity",
    "AgreementForm.calendar": "agreement-new: calendar",
    "AgreementForm.team": "agreement-new: team",
    "CalendarUseForm.calendar": "calendar-use: calendar",
    "NewCalendarUseForm.calendar": "calendar-use-new: calendar",
    "NewCalendarUseForm.region": "calendar-use-new: region",
    "NewCalendarUseForm.team": "calendar-use-new: team",
    "CalendarUseBody.calendar": "api-calendar-use: calendar",
    "NewCalendarUse.calendar": "api-calendar-uses: calendar",
    "NewCalendarUse.region": "api-calendar-uses: region",
    "NewCalendarUse.team": "api-calendar-uses: team",
    "NewAgreement.calendar": "api-agreements: calendar",
    "NewAgreement.team": "api-agreements: team",
    "AgreementTerms.calendar": "api-agreement: calendar",
    "AgreementTerms.team": "api-agreement: team",
    "MeterForm.agreement": "meter-new: agreement",
    "NewMeter.agreement": "api-meters: agreement",
    "NewMeter.log": "api-meters: log",
    "MeterBody.agreement": "api-meter: agreement",
    "GroupForm.team": "ticket-group-edit: team",
    "LogForm.calendar": "ticket-log-edit: calendar",
    "TeamsForm.baseline": "ticket-log-teams: baseline",
    "PositionFilterForm.team": "positions: team",
    "SeatForm.positions": "scenario-seat: positions",
    "SeatForm.role": "scenario-seat: role",
    "NewOperation.role": "api-operations: role",
    "NewScenario.baseline": "api-scenarios: baseline",
    "NewOperation.team": "api-operations: team",
    "NewOperation.activity": "api-operations: activity",
    "NewOperation.baseline": "api-operations: baseline",
    "NewComputation.baseline": "api-computations: baseline",
    "NewComputation.scenario": "api-computations: scenario",
    "NewComputation.log": "api-computations: log",
    "NewDecision.activity": "api-finding-decision: activity",
    "PatchedPositionFacts.team": "api-position: team",
    "PatchedPositionFacts.manager": "api-position: manager",
    "PatchedEffortFacts.team": "api-effort-item: team",
    "PatchedEffortFacts.activity": "api-effort-item: activity",
    "PatchedGroupChange.team": "api-ticket-group: team",
    "PatchedLogChange.calendar": "api-ticket-log: calendar",
    "ResultCollection.run": "api-results: run",
    "PositionCollection.team": "api-positions: team",
    "EffortCollection.team": "api-effort: team",
    "EffortCollection.activity": "api-effort: activity",
    "TeamCollection.tower": "api-teams: tower",
    "SurveyCollection.baseline": "api-surveys: baseline",
    "SurveyRequestCollection.team": "api-survey-requests: team",
    "TeamCollection.region": "api-teams: region",
    "CommentForm.team": "scenario-comment: team",
    "CommentForm.activity": "scenario-comment: activity",
    "NewComment.team": "api-comments: team",
    "NewComment.activity": "api-comments: activity",
    "NewProposal.scenario": "api-decisions: scenario",
    "DecisionCollection.scenario": "api-decisions: scenario of the log",
    "?baseline": "api-teams: baseline",
    "?scenario": "summary: scenario",
    "?team": "positions: team",
    "?tower": "organisation-cell: tower",
    "?region": "organisation-cell: region",
    "?root": "org-chart: root",
    "?show": "org-chart: show",
    "?node": "org-chart-branch: node",
    "?to": "org-chart-branch: to",
    "?log": "scenario-compute: log",
    "?request": "survey-remind: request",
    "?key": "ticket: key",
    "?ticket": "ticket-log: ticket",
    "?place": "scenario-effort: place",
    "?with": "baseline-compare: with",
    "?same": "baseline-same-posts: same",
    "?subject": "quality-accept: subject",
    "?files": "import-upload: files of others",
    "?target_name": "import-upload: target baseline",
}
# Codes, words, numbers of pages and versions: they name no row.
PLAIN = {
    "ResultCollection.kind",
    *("DecideForm.saving", "NewApproval.saving"),  # what was seen: compared, never looked up
    "?change",  # of a proposal that was read before: compared, too
    *("?accept_rejected", "?action", "?by", "?code", "?format", "?kind", "?measure", "?name", "?note"),
    "?offset",
    *("?orientation", "?page", "?part", "?priority", "?product", "?q", "?recipient", "?sheet", "?spec", "?status"),
    *("?family", "?technology"),
    *("?work", "?urgency"),  # of the management office: a kind of work, a word
    *("?hours", "?service", "?of_service"),  # of handoffs: a clock, and what tickets name
    *("TowerCollection.tbm_code", "?function", "?order", "?phase", "?scale"),
    *("?least", "?of", "?sort"),  # of what is asked of a log: a number, a question, an attribute
    *("?verdict", "?size"),  # of an auditor, and of a sample
    *("?archived",),  # of a meter: yes or no
    *("?moved", "?earlier"),  # of a routing policy: a place, a version
    *("?known", "?since", "?state", "?step", "?table", "?unit", "?version", "?view", "?when"),
    "?mix",  # of posts: a class
}


def fields_found() -> set[str]:
    """Form.field, ListView.filter, Body.field, and ?parameters that views read themselves."""
    in_bodies = set(_body_fields())  # first: the schema imports every view, and with it forms and lists
    return {*in_bodies, *_form_fields(), *_filters(), *_parameters()}


def _below(kind: type[Any]) -> Iterator[type[Any]]:
    for child in kind.__subclasses__():
        yield from (child, *_below(child))


def _form_fields() -> Iterator[str]:
    for form in _below(forms.Form):
        for name, field in form.base_fields.items():
            if isinstance(field, forms.ModelChoiceField | forms.UUIDField):
                yield f"{form.__name__}.{name}"


def _filters() -> Iterator[str]:
    for view in _below(RowList):
        yield from (f"{view.__name__}.{name}" for name, lookup in view.filters.items() if "__" in lookup)


def _body_fields() -> Iterator[str]:
    """Fields of the kind uid in what the API takes."""
    schema: Any = SchemaGenerator().get_schema(request=None, public=True)
    parts = schema["components"]["schemas"]
    for operation in (operation for path in schema["paths"].values() for operation in path.values()):
        for content in operation.get("requestBody", {}).get("content", {}).values():
            name = content["schema"].get("$ref", "").rpartition("/")[2]
            fields = parts.get(name, {}).get("properties", {})
            taken = {field: kind for field, kind in fields.items() if not kind.get("readOnly")}
            yield from (f"{name}.{field}" for field, kind in taken.items() if kind.get("format") == "uuid")


def _parameters() -> Iterator[str]:
    for folder in ("views", "api"):
        for path in (*ROOT.glob(f"*/{folder}/**/*.py"), *ROOT.glob(f"*/{folder}.py")):
            yield from (f"?{name}" for name in BY_HAND.findall(path.read_text()))
