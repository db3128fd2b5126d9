"""What stands for pay in a figure; savings that are there already rest on true cost."""

from typing import Any

from django.db import migrations, models

import core.basis

ON_MONEY = ("band", "verdict")


def state_basis(apps: Any, schema_editor: Any) -> None:
    runs = apps.get_model("core", "Run").objects.filter(kind="savings")
    apps.get_model("metrics", "Result").objects.filter(run__in=runs).update(basis="cost")
    for run in runs.iterator():
        own = {name: run.outcome[name] for name in ON_MONEY if name in run.outcome}
        if own:
            rest = {name: value for name, value in run.outcome.items() if name not in ON_MONEY}
            run.outcome = {**rest, "bases": {"cost": own}}
            run.save(update_fields=["outcome"])


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0001_initial"),
        ("metrics", "0002_findingdecision_spanband"),
    ]

    operations = [
        migrations.AddField(
            model_name="result",
            name="basis",
            field=models.CharField(blank=True, choices=[("cost", "cost"), ("card", "card")], default="", max_length=4),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="savingline",
            name="basis",
            field=models.CharField(
                choices=[("cost", "cost"), ("card", "card")], default=core.basis.Basis["COST"], max_length=4
            ),
        ),
        migrations.RunPython(state_basis, migrations.RunPython.noop),
    ]
