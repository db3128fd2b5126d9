"""What was inferred or assumed here, so that it can be looked at, kept, or taken back."""

from collections.abc import Sequence
from functools import partial

from core.figures import fte, percent, plural
from towers.quality.facts import Facts
from towers.quality.kinds import Fix, Group, Hit, Kind, fte_of, of_post, of_unit, share_of_all

TAKE_BACK = Fix("take-back", "Take back", "What was inferred goes; where the source states something, that comes back.")
TAKE_BACK_COST = Fix("take-back", "Take back", "The cost is unknown again.", is_pay=True)


def managers(facts: Facts) -> list[Hit]:
    """Positions whose manager was inferred."""
    found = [(post, facts.by_id.get(post.manager_id or 0)) for post in facts.posts if post.manager_rule]
    return [of_post(post, f"{manager.key} {post.manager_rule}") for post, manager in found if manager]


def places(field: str, facts: Facts) -> list[Hit]:
    """Teams whose tower (region) was inferred."""
    found = [unit for unit in facts.units if getattr(unit, f"{field}_rule") and getattr(unit, field)]
    return [of_unit(facts, unit, f"{getattr(unit, field)}: {getattr(unit, f'{field}_rule')}") for unit in found]


def costs(facts: Facts) -> list[Hit]:
    """Positions whose cost was assumed."""
    return [of_post(post, post.cost_rule) for post in facts.posts if post.cost_rule]


def _effect_of_managers(facts: Facts, hits: Sequence[Hit]) -> str:
    led = sum(post.is_live and post.manager_id is not None for post in facts.posts)
    share = f", {percent(len(hits) / led)} of all" if led else ""
    return f"{plural(len(hits), 'link')} of the org chart, its spans and its layers{share}, rest on a rule."


def _effect_of_places(field: str, facts: Facts, hits: Sequence[Hit]) -> str:
    return f"{share_of_all(facts, fte_of(hits))} count for a {field} that a rule found."


def _effect_of_costs(facts: Facts, hits: Sequence[Hit]) -> str:
    return f"The cost of {fte(fte_of(hits))} FTE is assumed in every figure in money; no rate card rests on it."


KINDS = (
    Kind(
        "inferred-manager",
        Group.INFERRED,
        "Managers inferred",
        "The source states no manager; titles, units and stated lines suggest one. A later file that states one wins.",
        "Look at them; accept what holds, take back what does not.",
        managers,
        _effect_of_managers,
        (TAKE_BACK,),
    ),
    *(
        Kind(
            f"inferred-{field}",
            Group.INFERRED,
            f"{field.capitalize()}s inferred",
            f"The source states no {field}; a place rule found one. What is set by hand or imported wins.",
            "Look at them; change the rules, or set the place of a team by hand.",
            partial(places, field),
            partial(_effect_of_places, field),
            (TAKE_BACK,),
        )
        for field in ("tower", "region")
    ),
    Kind(
        "assumed-cost",
        Group.INFERRED,
        "Costs assumed",
        "The source discloses no pay; the mean of the grade stands for it.",
        "Import the cost list; it replaces what is assumed.",
        costs,
        _effect_of_costs,
        (TAKE_BACK_COST,),
    ),
)
