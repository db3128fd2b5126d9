"""The baseline that an import goes into."""

from django.db.models import Q
from django.utils import timezone

from core.imports.registry import Found
from core.models import Import
from towers.actions.baselines import require_draft
from towers.models import Baseline


def target_baseline(import_of: Import) -> Baseline | None:
    """The named baseline, else the organisation's newest draft; None where it is still to be made."""
    own = Baseline.objects.filter(organisation_id=import_of.organisation_id)
    if import_of.target_id:
        return own.filter(pk=import_of.target_id).first()
    if import_of.target_name:
        return own.filter(name=import_of.target_name).first()
    return own.filter(state=Baseline.State.DRAFT).order_by("-id").first()


def draft_for(import_of: Import) -> Baseline:
    """The target, made if it is not there; a locked one is refused. Inside a transaction."""
    baseline = target_baseline(import_of) or _new_draft(import_of)
    require_draft(baseline)
    if import_of.target_id != baseline.pk:
        import_of.target_kind, import_of.target_id = "baseline", baseline.pk
        Import.objects.filter(pk=import_of.pk).update(target_kind="baseline", target_id=baseline.pk)
    return baseline


def lock_defects(import_of: Import) -> list[Found]:
    """A fatal defect where the target is locked."""
    baseline = target_baseline(import_of)
    if baseline is None or not baseline.is_locked:
        return []
    remedy = f"The baseline “{baseline.name}” is locked. Continue it in a new draft, or import under another name."
    return [Found("fatal", "baseline-locked", remedy)]


def _new_draft(import_of: Import) -> Baseline:
    today = timezone.now().date()
    name = import_of.target_name or _free_name(
        import_of.organisation_id, f"Baseline {today:%d %b %Y}".replace(" 0", " ")
    )
    return Baseline.objects.create(organisation_id=import_of.organisation_id, name=name, as_of=today)


def _free_name(organisation_id: int, name: str) -> str:
    taken = set(
        Baseline.objects.filter(
            Q(name=name) | Q(name__startswith=f"{name} ("), organisation_id=organisation_id
        ).values_list("name", flat=True)
    )
    candidates = (name if number == 1 else f"{name} ({number})" for number in range(1, len(taken) + 2))
    return next(candidate for candidate in candidates if candidate not in taken)
