"""Own words of activities, defaults that were renamed, and who answers for a tower."""

from typing import Any

from django.db import migrations, models

FORMER_DEFAULT = "architecture and coordination across towers"


def mark_coordination(apps: Any, schema_editor: Any) -> None:
    """The one default that was about bringing towers together gets the mark that did not exist when it was made."""
    apps.get_model("towers", "Activity").objects.filter(key=FORMER_DEFAULT).update(is_coordination=True)


class Migration(migrations.Migration):
    dependencies = [("towers", "0006_assumed_cost")]

    operations = [
        migrations.AddField("activity", "default_key", models.CharField(blank=True, max_length=200)),
        migrations.AddField("activity", "keywords", models.CharField(blank=True, max_length=1000)),
        migrations.AddField("tower", "owner", models.CharField(blank=True, max_length=200)),
        migrations.RunPython(mark_coordination, migrations.RunPython.noop),
    ]
