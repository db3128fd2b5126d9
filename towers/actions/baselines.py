"""Making, locking and continuing baselines."""

from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import F

from core import audit
from core.access import require_edit
from core.actor import Actor
from core.errors import UserError
from core.versions import claim_version
from towers.actions.copying import copy_rows
from towers.actions.rates import make_rate_card
from towers.models import Baseline, Refresh
from towers.names import tidy


def make_baseline(*, by: Actor, name: str, as_of: date, parent: Baseline | None = None) -> Baseline:
    """An empty draft."""
    require_edit(by)
    if not tidy(name):
        raise UserError("A baseline needs a name. Type one, for instance the date it describes.", status=400)
    try:
        with transaction.atomic():
            baseline = Baseline.objects.create(
                organisation_id=by.organisation_id, name=tidy(name)[:120], as_of=as_of, parent=parent
            )
            audit.record(by, "make_baseline", "baseline", baseline.uid, after={"name": baseline.name})
    except IntegrityError as error:
        raise UserError(f"There is already a baseline “{tidy(name)}”. Choose another name.") from error
    return baseline


def lock_baseline(*, by: Actor, baseline: Baseline, version: int) -> Baseline:
    """From now on the baseline never changes, and its rate card with it."""
    require_edit(by)
    require_draft(baseline)
    if Refresh.objects.filter(baseline=baseline, accepted_at=None).exists():
        raise UserError(f"The refresh “{baseline.name}” is not accepted yet. Compare and accept it, then lock it.")
    with transaction.atomic():
        claim_version(baseline, version, kind="baseline", yours="locked", theirs=baseline.state)
        make_rate_card(by=by, baseline=baseline)
        baseline.state = Baseline.State.LOCKED
        baseline.save(update_fields=["state"])
        audit.record(by, "lock_baseline", "baseline", baseline.uid, before="draft", after="locked")
    return baseline


def continue_baseline(*, by: Actor, baseline: Baseline, name: str, as_of: date) -> Baseline:
    """A new draft that starts as a copy of a locked baseline and names it as its parent."""
    require_edit(by)
    if not baseline.is_locked:
        raise UserError(f"“{baseline.name}” is a draft: change it directly, or lock it first to continue from it.")
    with transaction.atomic():
        draft = make_baseline(by=by, name=name, as_of=as_of, parent=baseline)
        copy_rows(baseline, draft)
        make_rate_card(by=by, baseline=draft)
        audit.record(by, "continue_baseline", "baseline", draft.uid, before={"parent": str(baseline.uid)})
    return draft


def require_draft(baseline: Baseline) -> None:
    """Refuse to change what is locked."""
    if baseline.is_locked:
        raise UserError(f"The baseline “{baseline.name}” is locked and never changes. Continue it in a new draft.")


def touch_baseline(baseline: Baseline) -> None:
    """Move the version on after a write to its rows, so that results of before are known as stale; in a transaction.

    Claims the row as a draft: whoever locks at the same moment wins, and this write is refused.
    """
    drafts = Baseline.objects.filter(pk=baseline.pk, state=Baseline.State.DRAFT)
    if not drafts.update(version=F("version") + 1):
        baseline.refresh_from_db()
        require_draft(baseline)
    baseline.refresh_from_db()
