"""A foreign id or name in everything that a form, an endpoint or a filter reads: refused, nothing changed."""

from collections.abc import Iterator

from tests.access.references_agreements import agreement_cases
from tests.access.references_api import api_cases
from tests.access.references_board import board_cases
from tests.access.references_case import Case, fault
from tests.access.references_decisions import decision_cases
from tests.access.references_estimates import estimate_cases
from tests.access.references_filters import filter_cases
from tests.access.references_findings import finding_cases
from tests.access.references_forms import form_cases
from tests.access.references_grid import grid_cases
from tests.access.references_imports import import_cases
from tests.access.references_names import name_cases
from tests.access.references_portfolio import portfolio_cases
from tests.access.references_projects import project_cases
from tests.access.references_quality import quality_cases
from tests.access.references_roles import role_cases
from tests.access.references_routing import routing_cases
from tests.access.references_rules import rule_cases
from tests.access.references_surveys import survey_cases
from tests.access.references_targets import target_cases
from tests.access.references_towers import tower_cases
from tests.access.world import World

KINDS = (
    *(form_cases, api_cases, filter_cases, name_cases, grid_cases, finding_cases, survey_cases, import_cases),
    *(quality_cases, tower_cases, agreement_cases, rule_cases, routing_cases, board_cases, decision_cases),
    *(estimate_cases,),
    *(role_cases, portfolio_cases, project_cases, target_cases),
)


def cases_of(world: World) -> dict[str, Case]:
    """All cases by the address and the field that they are about."""
    return {case.what: case for cases in KINDS for case in cases(world)}


def faults(world: World) -> Iterator[str]:
    """The cases that changed something, or were not answered as they should be, one after the other."""
    return filter(None, (fault(world, case) for case in cases_of(world).values()))


def wrong_references(world: World) -> list[str]:
    """All of them."""
    return list(faults(world))
