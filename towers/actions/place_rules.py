"""The rules by which a team's tower or region is inferred."""

from typing import Any

from django.db import transaction
from django.db.models import F, Max

from core import audit
from core.access import require_edit
from core.actor import Actor
from core.errors import UserError
from core.versions import claim_version
from towers.models import PlaceRule, Region, Tower
from towers.names import folded, match_or_make
from towers.quality.default_rules import DEFAULT_RULES
from towers.quality.places import phrases_of
from towers.quality.placing import name_of

MODELS: dict[str, type[Tower] | type[Region]] = {"tower": Tower, "region": Region}
LONGEST_WORDS = 300


def add_place_rule(*, by: Actor, target: str, source: str, words: str, name: str) -> PlaceRule:
    """A rule behind those that are there; an unknown tower or region is made."""
    require_edit(by)
    stated = _checked(target, source, words, name)
    with transaction.atomic():
        own = {"organisation_id": by.organisation_id, "target": target, "place": _next_place(by, target)}
        rule = PlaceRule.objects.create(**own, **_named(by, target, stated))
        audit.record(by, "add_place_rule", "place rule", rule.uid, after=rule_facts(rule))
    return rule


def edit_place_rule(*, by: Actor, rule: PlaceRule, version: int, source: str, words: str, name: str) -> PlaceRule:
    """Other words, another source, another place. Teams that it placed change when the rules are applied again."""
    require_edit(by)
    stated = _checked(rule.target, source, words, name)
    before = rule_facts(rule)
    with transaction.atomic():
        claim_version(rule, version, kind="place rule", yours=stated, theirs=before)
        for field, value in _named(by, rule.target, stated).items():
            setattr(rule, field, value)
        rule.save(update_fields=["source", "words", rule.target])
        audit.record(by, "edit_place_rule", "place rule", rule.uid, before=before, after=rule_facts(rule))
    return rule


def move_place_rule(*, by: Actor, rule: PlaceRule, version: int, is_up: bool) -> PlaceRule:
    """Before the rule above it, or behind the one below; the first and the last stay where they are."""
    require_edit(by)
    before = rule_facts(rule)
    with transaction.atomic():
        claim_version(rule, version, kind="place rule", yours={"place": "moved"}, theirs=before)
        rules = list(PlaceRule.objects.filter(organisation_id=by.organisation_id, target=rule.target))
        at = next(at for at, one in enumerate(rules) if one.pk == rule.pk)
        to = max(at - 1, 0) if is_up else min(at + 1, len(rules) - 1)
        rules.insert(to, rules.pop(at))
        for place, one in enumerate(rules, 1):
            one.place = place
        PlaceRule.objects.bulk_update(rules, ["place"])
        rule.place = to + 1
        audit.record(by, "move_place_rule", "place rule", rule.uid, before=before, after=rule_facts(rule))
    return rule


def delete_place_rule(*, by: Actor, rule: PlaceRule, version: int) -> None:
    """The rule goes; what it placed stays until the rules are applied again."""
    require_edit(by)
    before = rule_facts(rule)
    with transaction.atomic():
        claim_version(rule, version, kind="place rule", yours={"rule": "deleted"}, theirs=before)
        audit.record(by, "delete_place_rule", "place rule", rule.uid, before=before)
        rule.delete()


def add_default_rules(*, by: Actor) -> int:
    """The rules to begin with, behind those that are there; what is there already is not added twice. How many."""
    require_edit(by)
    with transaction.atomic():
        rules = PlaceRule.objects.filter(organisation_id=by.organisation_id).select_related("tower", "region")
        known = {(rule.target, rule.source, rule.words, folded(name_of(rule))) for rule in rules}
        wanted = [one for one in DEFAULT_RULES if (*one[:3], folded(one.name)) not in known]
        places = {target: _next_place(by, target) for target in MODELS}
        made = []
        for one in wanted:
            stated = {"source": str(one.source), "words": one.words, "name": one.name}
            named = _named(by, one.target, stated)
            made.append(
                PlaceRule(organisation_id=by.organisation_id, target=one.target, place=places[one.target], **named)
            )
            places[one.target] += 1
        PlaceRule.objects.bulk_create(made)
        if made:
            audit.record(by, "add_default_rules", "organisation", by.organisation_slug, after={"rules": len(made)})
    return len(made)


def rule_facts(rule: PlaceRule) -> dict[str, Any]:
    """A rule in words."""
    facts = {"infers": str(rule.target), "place": rule.place, "source": str(rule.source), "words": rule.words}
    return facts | {"name": name_of(rule)}


def _next_place(by: Actor, target: str) -> int:
    own = PlaceRule.objects.filter(organisation_id=by.organisation_id, target=target)
    return int(own.aggregate(last=Max(F("place")))["last"] or 0) + 1


def _named(by: Actor, target: str, stated: dict[str, str]) -> dict[str, Any]:
    rows, _ = match_or_make(MODELS[target], by.organisation_id, [stated["name"]])
    return {"source": stated["source"], "words": stated["words"], target: rows[folded(stated["name"])]}


def _checked(target: str, source: str, words: str, name: str) -> dict[str, str]:
    tidy = ", ".join(phrase for phrase, _ in phrases_of(words))
    if target not in PlaceRule.Target.values or source not in PlaceRule.Source.values:
        raise UserError("A rule finds a tower or a region in unit, title, profession or site. Choose one.", status=400)
    if not tidy:
        raise UserError("A rule needs words to look for. Type some, with commas between them.", status=400)
    if len(tidy) > LONGEST_WORDS:
        raise UserError(f"The words of a rule take at most {LONGEST_WORDS} signs. Make two rules of it.", status=400)
    if not folded(name):
        raise UserError(f"A rule names a {target}. Type its name.", status=400)
    return {"source": source, "words": tidy, "name": name}
