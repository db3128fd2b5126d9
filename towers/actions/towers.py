"""Technology towers: their names, who answers for them, their place in the reference taxonomy."""

from typing import Any

from django.db import transaction

from core import audit
from core.access import require_edit
from core.actor import Actor
from core.errors import UserError
from core.versions import claim_version
from towers.models import Tower
from towers.names import folded, match_or_make, tidy
from towers.tbm_reference import tbm_towers

EDITABLE = frozenset({"name", "owner", "tbm_code"})
# The seven towers that most infrastructure organisations have, with their place in the taxonomy.
CLASSIC_TOWERS = {
    "Mainframe": "4.0/compute/mainframe",
    "Server": "4.0/compute/servers",
    "Storage": "4.0/storage",
    "Middleware": "4.0/platform/middleware",
    "Database": "4.0/platform/database",
    "Network": "4.0/network",
    "End user": "4.0/end-user",
}


def add_classic_towers(*, by: Actor) -> list[Tower]:
    """The seven classic towers: made where missing, mapped where they were not; returns what was made or mapped."""
    require_edit(by)
    with transaction.atomic():
        known, made = match_or_make(Tower, by.organisation_id, CLASSIC_TOWERS)
        touched = []
        for name, code in CLASSIC_TOWERS.items():
            tower = known[folded(name)]
            if tower.tbm_code:
                continue
            claim_version(tower, tower.version, kind="tower", yours={"tbm_code": code}, theirs=tower_facts(tower))
            tower.tbm_code = code
            tower.save(update_fields=["tbm_code"])
            touched.append(tower)
        after = {"made": [tower.name for tower in made], "mapped": [tower.name for tower in touched]}
        audit.record(by, "add_classic_towers", "organisation", by.organisation_slug, after=after)
    return touched


def add_tower(*, by: Actor, name: str, owner: str = "", tbm_code: str = "") -> Tower:
    """A tower; teams are placed in it by the teams' pages, the grid, rules or an import."""
    require_edit(by)
    facts = _checked({"name": name, "owner": owner, "tbm_code": tbm_code})
    with transaction.atomic():
        key = _free_key(by.organisation_id, facts["name"])
        tower = Tower.objects.create(organisation_id=by.organisation_id, key=key, **facts)
        audit.record(by, "add_tower", "tower", tower.uid, after=tower_facts(tower))
    return tower


def edit_tower(*, by: Actor, tower: Tower, version: int, **wanted: Any) -> Tower:
    """Another name, owner or place in the taxonomy; teams stay in it, in every baseline."""
    require_edit(by)
    changes = _checked(wanted)
    before = tower_facts(tower)
    with transaction.atomic():
        claim_version(tower, version, kind="tower", yours=changes, theirs=before)
        if "name" in changes:
            changes["key"] = _free_key(tower.organisation_id, changes["name"], besides=tower)
        for field, value in changes.items():
            setattr(tower, field, value)
        tower.save(update_fields=list(changes) or None)
        audit.record(by, "edit_tower", "tower", tower.uid, before=before, after=tower_facts(tower))
    return tower


def tower_facts(tower: Tower) -> dict[str, Any]:
    """What can be edited, as it is now."""
    return {field: getattr(tower, field) for field in sorted(EDITABLE)}


def _checked(wanted: dict[str, Any]) -> dict[str, Any]:
    unknown = set(wanted) - EDITABLE
    if unknown:
        raise TypeError(f"a tower has no {', '.join(sorted(unknown))}")
    facts = {field: tidy(value) if field != "tbm_code" else value for field, value in wanted.items()}
    if facts.get("name") == "":
        raise UserError("A tower needs a name. Type one.", status=400)
    code = facts.get("tbm_code")
    if code and code not in tbm_towers():
        raise UserError(f"“{code}” is no tower of the taxonomy. Choose one of the list.", status=400)
    return facts


def _free_key(organisation_id: int, name: str, besides: Tower | None = None) -> str:
    key = folded(name)
    others = Tower.objects.filter(organisation_id=organisation_id, key=key)
    if besides:
        others = others.exclude(pk=besides.pk)
    if others.exists():
        raise UserError(f"There is already a tower “{name}”. Choose another name.")
    return key
