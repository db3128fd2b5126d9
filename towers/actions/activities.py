"""The kinds of work: the defaults, and what the organisation says of them."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from core import audit
from core.access import require_edit
from core.actor import Actor
from core.errors import UserError
from core.versions import claim_version
from towers.default_activities import DEFAULT_ACTIVITIES, DefaultActivity
from towers.functions_reference import BY_CODE
from towers.models import Activity
from towers.names import folded, known_names, tidy
from towers.vocabulary import rows_by_default

EDITABLE = frozenset(
    {"name", "function_code", "is_shareable", "is_ticket_driven", "is_management", "value_class", "scale_class"}
)


def default_row(organisation_id: int, default: DefaultActivity) -> Activity:
    """A row, not stored yet, with the facts of a default activity."""
    return Activity(
        organisation_id=organisation_id,
        key=folded(default.name),
        name=default.name,
        function_code=default.function_code,
        is_shareable=default.is_shareable,
        is_ticket_driven=default.is_ticket_driven,
        is_management=default.is_management,
        is_coordination=default.is_coordination,
        value_class=default.value_class,
        scale_class=default.scale_class,
    )


def make_defaults(organisation_id: int, codes: Iterable[str]) -> tuple[dict[str, Activity], list[Activity]]:
    """The default activities with these names, made where missing; inside the caller's transaction.

    Returns (all activities by key, renamed defaults by that of the default too; the ones that were made).
    """
    named = known_names(Activity, organisation_id)
    known = rows_by_default(named.values()) | named
    wanted = set(codes)
    missing = [d for d in DEFAULT_ACTIVITIES if d.name in wanted and folded(d.name) not in known]
    made = Activity.objects.bulk_create([default_row(organisation_id, default) for default in missing])
    return known | {row.key: row for row in made}, made


def edit_activity(*, by: Actor, activity: Activity, version: int, **wanted: Any) -> Activity:
    """Change the name, the default function, or a mark of an activity; results that rest on it must be run again."""
    require_edit(by)
    changes = _checked(wanted)
    before = activity_facts(activity)
    with transaction.atomic():
        claim_version(activity, version, kind="activity", yours=changes, theirs=before)
        if "name" in changes:
            changes["key"] = _free_key(activity, changes["name"])
        for field, value in changes.items():
            setattr(activity, field, value)
        activity.save(update_fields=list(changes) or None)
        audit.record(by, "edit_activity", "activity", activity.uid, before=before, after=activity_facts(activity))
    return activity


def activity_facts(activity: Activity) -> dict[str, Any]:
    """What can be edited, as it is now."""
    return {field: getattr(activity, field) for field in sorted(EDITABLE)}


def _checked(wanted: dict[str, Any]) -> dict[str, Any]:
    unknown = set(wanted) - EDITABLE
    if unknown:
        raise TypeError(f"an activity has no {', '.join(sorted(unknown))}")
    allowed: dict[str, Iterable[Any]] = {
        "function_code": BY_CODE,
        "value_class": Activity.ValueClass.values,
        "scale_class": Activity.ScaleClass.values,
    }
    for field, values in allowed.items():
        if field in wanted and wanted[field] not in values:
            raise UserError(f"“{wanted[field]}” is no {field.replace('_', ' ')}. Choose one of the list.", status=400)
    if "name" in wanted and not tidy(wanted["name"]):
        raise UserError("An activity needs a name. Type one.", status=400)
    return wanted | ({"name": tidy(wanted["name"])} if "name" in wanted else {})


def _free_key(activity: Activity, name: str) -> str:
    key = folded(name)
    others = Activity.objects.filter(organisation_id=activity.organisation_id, key=key).exclude(pk=activity.pk)
    if others.exists():
        raise UserError(f"There is already an activity “{name}”. Choose another name.")
    return key
