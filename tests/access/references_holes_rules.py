"""Look-ups of rules, consents and guardrails."""

from functions import guard_reading
from functions import selectors as scenarios
from functions.api import guardrails as api
from functions.constraint_forms import RuleForm
from functions.models import Consent, Constraint, Guardrail, Scenario
from tests.access.references_plants import all_rows, any_row, forgetting, hole, together, unscoped
from towers.models import Region, Team

_any_rule = any_row(guard_reading, Constraint)

OF_RULES = (
    hole(
        "rules",
        _any_rule,
        *("constraint", "constraint-change", "constraint-remove", "api-constraint"),
        *("scenario-consent: rule", "scenario-consent-withdraw: rule", "api-consents: constraint"),
    ),
    hole(
        "scenarios and rules",
        together(any_row(scenarios, Scenario), _any_rule),
        *("scenario-consent", "scenario-consent-withdraw"),
    ),
    hole(
        "scenarios, rules and their consents",
        together(any_row(scenarios, Scenario), _any_rule, forgetting(guard_reading, Consent, "scenario")),
        *("api-consent", "api-consent: constraint"),
    ),
    hole(
        "scenarios with rules",
        any_row(scenarios, Scenario),
        *("scenario-guardrails", "scenario-guardrails-strip", "scenario-guardrail-set", "api-violations"),
        *("api-consents", "api-guardrails: scenario"),
    ),
    hole("guardrails", any_row(guard_reading, Guardrail), "guardrail-remove", "api-guardrail"),
    hole("team of a rule", unscoped("team", RuleForm, Team), "constraint-add: team"),
    hole(
        "regions of a rule",
        unscoped("regions", RuleForm, Region),
        *("constraint-add: regions", "constraint-change: regions"),
    ),
    hole("team of a rule over REST", any_row(api, Team), "api-constraints: team", "api-constraint: team"),
    hole("regions of a rule over REST", all_rows(api, Region), "api-constraints: regions", "api-constraint: regions"),
)
