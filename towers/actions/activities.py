"""The kinds of work: the defaults, those of one's own, and what the organisation says of them."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from core import audit
from core.access import require_edit
from core.actor import Actor
from core.errors import UserError
from core.versions import claim_version
from towers.default_activities import DEFAULT_ACTIVITIES, DEFAULTS_BY_NAME, DefaultActivity, phrases_of
from towers.functions_reference import BY_CODE
from towers.models import Activity
from towers.names import folded, known_names, tidy
from towers.vocabulary import DEFAULTS_BY_KEY, rows_by_default

MARKS = ("is_shareable", "is_ticket_driven", "is_management", "is_coordination")
EDITABLE = frozenset({"name", "function_code", "keywords", "value_class", "scale_class", *MARKS})
LONGEST_KEYWORDS = 1_000


def default_row(organisation_id: int, default: DefaultActivity) -> Activity:
    """A row, not stored yet, with the facts of a default activity."""
    return Activity(
        organisation_id=organisation_id,
        key=folded(default.name),
        name=default.name,
        function_code=default.function_code,
        value_class=default.value_class,
        scale_class=default.scale_class,
        **{mark: getattr(default, mark) for mark in MARKS},
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


def add_defaults(*, by: Actor) -> int:
    """Make every default activity that the organisation has not got yet; returns how many."""
    require_edit(by)
    with transaction.atomic():
        _, made = make_defaults(by.organisation_id, DEFAULTS_BY_NAME)
        audit.record(by, "add_default_activities", "organisation", by.organisation_slug, after={"made": len(made)})
    return len(made)


def add_activity(*, by: Actor, name: str, function_code: int, **marks: Any) -> Activity:
    """An activity of one's own; its words join those by which wordings and titles are recognised."""
    require_edit(by)
    facts = checked_facts({"name": name, "function_code": function_code, **marks})
    with transaction.atomic():
        key = _free_key(by.organisation_id, facts["name"])
        activity = Activity.objects.create(organisation_id=by.organisation_id, key=key, **facts)
        audit.record(by, "add_activity", "activity", activity.uid, after=activity_facts(activity))
    return activity


def edit_activity(*, by: Actor, activity: Activity, version: int, **wanted: Any) -> Activity:
    """Change the name, the default function, words or a mark of an activity; what rests on it must be run again.

    With another name it stays the same activity: of a default, what is recognised as the default goes to it.
    """
    require_edit(by)
    changes = checked_facts(wanted)
    before = activity_facts(activity)
    with transaction.atomic():
        claim_version(activity, version, kind="activity", yours=changes, theirs=before)
        if "name" in changes:
            changes |= renamed_facts(activity, changes["name"])
        for field, value in changes.items():
            setattr(activity, field, value)
        activity.save(update_fields=list(changes) or None)
        audit.record(by, "edit_activity", "activity", activity.uid, before=before, after=activity_facts(activity))
    return activity


def activity_facts(activity: Activity) -> dict[str, Any]:
    """What can be edited, as it is now."""
    return {field: getattr(activity, field) for field in sorted(EDITABLE)}


def checked_facts(wanted: dict[str, Any]) -> dict[str, Any]:
    """The facts as they are stored; refused where one is none of those that there are."""
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
    texts = {"name": tidy, "keywords": _tidy_keywords}
    return wanted | {field: texts[field](wanted[field]) for field in texts if field in wanted}


def renamed_facts(activity: Activity, name: str) -> dict[str, str]:
    """The key that goes with another name, and the default that the activity is and stays."""
    facts = {"key": _free_key(activity.organisation_id, name, besides=activity)}
    was = activity.key
    if was in DEFAULTS_BY_KEY and not activity.default_key:
        others = Activity.objects.filter(organisation_id=activity.organisation_id, default_key=was)
        facts |= {} if others.exists() else {"default_key": was}
    return facts


def _tidy_keywords(text: str) -> str:
    keywords = ", ".join(" ".join(phrase) for phrase in phrases_of(text))
    if len(keywords) > LONGEST_KEYWORDS:
        raise UserError(f"The words are longer than {LONGEST_KEYWORDS:,} letters. Leave some out.", status=400)
    return keywords


def _free_key(organisation_id: int, name: str, besides: Activity | None = None) -> str:
    key = folded(name)
    others = Activity.objects.filter(organisation_id=organisation_id, key=key)
    if besides:
        others = others.exclude(pk=besides.pk)
    if others.exists():
        raise UserError(f"There is already an activity “{name}”. Choose another name.")
    return key
