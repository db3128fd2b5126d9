"""Roles, seats, output metrics and duties of a scenario, brought in line with its steps."""

from typing import Any
from uuid import UUID

from functions.models import Duty, OutputMetric, Role, RoleSeat, Scenario
from functions.staffing import Staffing
from towers.models import Position

FACTS = (
    *("name", "level", "responsibilities", "is_hybrid", "conventional_skills", "digital_skills"),
    *("seats", "order"),
)
CHUNK = 500


def write_staffing(scenario: Scenario, staffing: Staffing) -> None:
    """Rows as the steps say; a role keeps its row, a position that the baseline does not have has no seat."""
    roles = _write_roles(scenario, staffing)
    _write_seats(scenario, staffing, roles)
    scenario.output_metrics.all().delete()
    OutputMetric.objects.bulk_create(
        OutputMetric(scenario=scenario, function_code=code, **metric)
        for code, metrics in sorted(staffing.metrics.items())
        for metric in metrics
    )
    scenario.duties.all().delete()
    Duty.objects.bulk_create(
        Duty(scenario=scenario, process=process, party=party, letter=letter)
        for process, letters in staffing.duties.items()
        for party, letter in letters.items()
    )


def _write_roles(scenario: Scenario, staffing: Staffing) -> dict[str, int]:
    """The rows' ids by key."""
    known = {str(role.key): role for role in scenario.roles.all()}
    Role.objects.filter(pk__in=[row.pk for key, row in known.items() if key not in staffing.roles]).delete()
    made, changed = [], []
    for key, facts in staffing.roles.items():
        wanted = _columns(facts)
        row = known.get(key)
        if row is None:
            made.append(Role(scenario=scenario, key=UUID(key), **wanted))
        elif any(getattr(row, name) != value for name, value in wanted.items()):
            for name, value in wanted.items():
                setattr(row, name, value)
            changed.append(row)
    Role.objects.bulk_create(made)
    Role.objects.bulk_update(changed, [*FACTS, "function_code", "region"], batch_size=CHUNK)
    return {str(key): pk for key, pk in scenario.roles.values_list("key", "pk")}


def _columns(facts: Any) -> dict[str, Any]:
    return {name: facts[name] for name in FACTS} | {"function_code": facts["function"], "region_id": facts["region"]}


def _write_seats(scenario: Scenario, staffing: Staffing, roles: dict[str, int]) -> None:
    wanted: dict[int, int] = {}
    if staffing.seats:
        positions = Position.objects.filter(baseline_id=scenario.baseline_id)
        for pk, key, occurrence in positions.values_list("pk", "key", "occurrence"):
            role = staffing.seats.get((key, occurrence))
            if role is not None:
                wanted[pk] = roles[role]
    stale = []
    for pk, position, role_id in scenario.role_seats.values_list("pk", "position_id", "role_id"):
        if wanted.get(position) == role_id:
            del wanted[position]
        else:
            stale.append(pk)
    for start in range(0, len(stale), CHUNK):
        RoleSeat.objects.filter(pk__in=stale[start : start + CHUNK]).delete()
    RoleSeat.objects.bulk_create(
        [RoleSeat(scenario=scenario, position_id=position, role_id=role) for position, role in wanted.items()],
        batch_size=1_000,
    )
