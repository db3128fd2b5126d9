"""Efforts get an address and a version, what a baseline says of a team a version."""

import uuid
from typing import Any

import django.utils.timezone
from django.db import migrations, models

BATCH = 2_000


def give_addresses(apps: Any, schema_editor: Any) -> None:
    """A random address for every effort that is there."""
    effort = apps.get_model("towers", "Effort")
    ids = list(effort.objects.values_list("pk", flat=True))
    for start in range(0, len(ids), BATCH):
        rows = [effort(pk=pk, uid=uuid.uuid4()) for pk in ids[start : start + BATCH]]
        effort.objects.bulk_update(rows, ["uid"], batch_size=200)


class Migration(migrations.Migration):
    dependencies = [("towers", "0002_inference_survey_rates")]

    operations = [
        migrations.AddField("baselineteam", "version", models.PositiveIntegerField(default=1)),
        migrations.AddField("effort", "version", models.PositiveIntegerField(default=1)),
        migrations.AddField(
            "effort",
            "created",
            models.DateTimeField(auto_now_add=True, default=django.utils.timezone.now),
            preserve_default=False,
        ),
        migrations.AddField("effort", "uid", models.UUIDField(default=uuid.uuid4, editable=False, null=True)),
        migrations.RunPython(give_addresses, migrations.RunPython.noop),
        migrations.AlterField("effort", "uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
    ]
