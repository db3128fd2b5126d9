"""What the organisation says of the technologies that its services touch."""

from django.db import transaction

from core import audit
from core.access import require_edit
from core.actor import Actor
from core.errors import UserError
from core.versions import claim_version
from services.models import ServiceTechnology, TechnologyReuse
from towers.names import folded


def state_reuse(*, by: Actor, name: str, version: int, reuse: str) -> TechnologyReuse:
    """Whether a technology was built for reuse; `version` 0 says that nobody had said anything of it."""
    require_edit(by)
    key = folded(name)
    if reuse not in TechnologyReuse.Reuse.values:
        raise UserError("A technology is built for reuse, for one service, or nobody said. Choose one.", status=400)
    if not ServiceTechnology.objects.visible_to(by).filter(key=key).exists():
        raise UserError(f"No service touches a technology “{name[:120]}”. Name it on the page of one.", status=400)
    with transaction.atomic():
        unsaid = {"version": 0}
        row, _ = TechnologyReuse.objects.get_or_create(organisation_id=by.organisation_id, key=key, defaults=unsaid)
        before = {"reuse": row.reuse}
        claim_version(row, version, kind="technology", yours={"reuse": reuse}, theirs=before)
        row.reuse = reuse
        row.save(update_fields=["reuse"])
        after = {"reuse": reuse}
        audit.record(by, "state_reuse", "technology", row.uid, before=before | {"name": name}, after=after)
    return row
