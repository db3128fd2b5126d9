"""Who owns services in a scenario becomes a step of it; the table beside the steps goes."""

from collections import defaultdict
from typing import Any

from django.db import migrations

FIRST = 1  # a scenario's own steps begin with 2, so that none is renumbered and no figure becomes stale
LONGEST_REASON = 300


def owners_to_steps(apps: Any, schema_editor: Any) -> None:
    """One step of each scenario that has owners, before all others, with the reasons that were given."""
    rows = defaultdict(list)
    for row in apps.get_model("services", "TargetOwner").objects.select_related("service").order_by("id"):
        rows[row.scenario_id].append(row)
    roles = apps.get_model("functions", "Role").objects
    operations = apps.get_model("functions", "Operation").objects
    for scenario, owners in rows.items():
        names = dict(roles.filter(scenario_id=scenario).values_list("key", "name"))
        payload = {"owners": [_owner(row, names.get(row.role, "")) for row in owners]}
        step = operations.create(
            scenario_id=scenario,
            seq=FIRST,
            kind="set_service_owners",
            payload=payload,
            reason=_reasons(owners)[:LONGEST_REASON],
        )
        operations.filter(pk=step.pk).update(at=max(row.created for row in owners))


def _owner(row: Any, role_name: str) -> dict[str, Any]:
    return {
        "service": str(row.service.uid),
        "name": row.service.name,
        "function": row.function_code,
        "role": str(row.role) if row.role else None,
        "role_name": role_name,
    }


def _reasons(owners: list[Any]) -> str:
    """Those that were given, each once; with the service where there are several."""
    given = dict.fromkeys(row.reason for row in owners if row.reason)
    if len(given) < 2:
        return "".join(given)
    return "; ".join(f"{row.service.name}: {row.reason}" for row in owners if row.reason)


class Migration(migrations.Migration):
    dependencies = [("functions", "0007_brief"), ("services", "0008_forecasts")]

    operations = [
        migrations.RunPython(owners_to_steps, migrations.RunPython.noop),
        migrations.DeleteModel("TargetOwner"),
    ]
