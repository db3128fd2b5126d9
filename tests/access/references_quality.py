"""Data quality: which of one's own defects are accepted, fixed or opened again."""

from functools import partial

from tests.access.references_case import Case, is_told, posted
from tests.access.world import World
from towers.models import Position


def quality_cases(world: World) -> list[Case]:
    """A defect of theirs, named in a form about one's own baseline."""
    foreign = world.theirs["position"]
    seen = {"version": world.ours["baseline"].version, "subject": f"{foreign.key}#{foreign.occurrence}"}
    own = {"uid": world.ours["baseline"], "kind": "vacant"}
    is_vacant = partial(Position.objects.filter(pk=foreign.pk).update, status=Position.Status.VACANT)
    accept = partial(posted, world, "quality-accept", seen | {"reason": "Known."}, **own)
    fix = partial(posted, world, "quality-fix", seen, fix="eliminate", **own)
    held = {"subject": world.theirs["quality decision"].subject}
    return [
        Case("quality-accept: subject", accept, 302, is_told, is_vacant),
        Case("quality-fix: subject", fix, 302, is_told, is_vacant),
        Case("quality-withdraw: subject", partial(posted, world, "quality-withdraw", held, **own), 302, is_told),
    ]
