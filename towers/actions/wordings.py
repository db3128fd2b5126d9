"""Correcting what a wording means, and remembering it."""

from django.db import transaction
from django.db.models import F

from core import audit
from core.access import require_edit
from core.actor import Actor
from core.errors import UserError
from towers.actions.baselines import require_draft, touch_baseline
from towers.models import Activity, ActivityWording, Baseline, Effort
from towers.names import folded

CORRECTED = "as corrected by hand"


def correct_wording(*, by: Actor, baseline: Baseline, wording: str, activity: Activity) -> int:
    """Move all effort of a draft that was stated in this wording to another activity; later files are read so too.

    Returns the number of efforts that moved.
    """
    require_edit(by)
    require_draft(baseline)
    key = folded(wording)
    with transaction.atomic():
        own = Effort.objects.filter(baseline=baseline).exclude(wording="").only("id", "wording")
        ids = [effort.pk for effort in own if folded(effort.wording) == key]
        if not ids:
            raise UserError(f"No effort of “{baseline.name}” was stated as “{wording}”. Reload the page.", status=404)
        touch_baseline(baseline)
        Effort.objects.filter(pk__in=ids).update(
            activity=activity, source_rule=CORRECTED, score=1.0, version=F("version") + 1
        )
        remember_wording(by=by, wording=wording, activity=activity)
        audit.record(by, "correct_wording", "activity", activity.uid, after={"wording": wording, "efforts": len(ids)})
    return len(ids)


def remember_wording(*, by: Actor, wording: str, activity: Activity) -> None:
    """From now on the wording (a title, a name in a file) means this activity; effort that is stored stays."""
    require_edit(by)
    with transaction.atomic():
        ActivityWording.objects.update_or_create(
            organisation_id=by.organisation_id, key=folded(wording), defaults={"activity": activity}
        )
        audit.record(by, "remember_wording", "activity", activity.uid, after={"wording": wording})
