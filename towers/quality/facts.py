"""What the search for defects looks at: all positions, teams and sums of one baseline, read once."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Sum

from core.actor import Actor
from core.basis import Basis
from core.models import Import
from towers.importers.reporting_lines import NO_MANAGER
from towers.models import FTE_UNIT, Baseline, BaselineTeam, Effort, Position, QualityDecision
from towers.prices import Prices, no_prices, prices_of
from towers.quality import hierarchy
from towers.quality.costs import Assumed, assumed_costs
from towers.quality.rows import FileFinding, Post, Unit


@dataclass(frozen=True)
class Facts:
    """One baseline; `effort` and the sums are in 1/10,000 FTE, by team."""

    posts: tuple[Post, ...]
    units: tuple[Unit, ...]
    effort: Mapping[int, int]
    decisions: tuple[QualityDecision, ...]
    findings: tuple[FileFinding, ...]
    prices: Prices

    @classmethod
    def none(cls, actor: Actor) -> "Facts":
        """Where there is no baseline yet."""
        return cls((), (), {}, (), (), no_prices(actor))

    @cached_property
    def by_id(self) -> dict[int, Post]:
        """Positions by id."""
        return {post.id: post for post in self.posts}

    @cached_property
    def by_key(self) -> dict[str, list[Post]]:
        """Positions by reference, in the order of their occurrence."""
        found: dict[str, list[Post]] = defaultdict(list)
        for post in self.posts:
            found[post.key].append(post)
        return found

    @cached_property
    def units_by_team(self) -> dict[int, Unit]:
        """Teams by id."""
        return {unit.team_id: unit for unit in self.units}

    @cached_property
    def by_team(self) -> dict[int, list[Post]]:
        """Filled positions by team."""
        found: dict[int, list[Post]] = defaultdict(list)
        for post in self.posts:
            if post.is_filled and post.team_id is not None:
                found[post.team_id].append(post)
        return found

    @cached_property
    def reports(self) -> dict[int, list[Post]]:
        """Live positions by their manager."""
        found: dict[int, list[Post]] = defaultdict(list)
        for post in self.posts:
            if post.is_live and post.manager_id is not None:
                found[post.manager_id].append(post)
        return found

    @cached_property
    def fte(self) -> int:
        """FTE of all filled positions."""
        return sum(post.fte for post in self.posts if post.is_filled)

    def team_fte(self, team_id: int) -> int:
        """FTE of the filled positions of a team."""
        return sum(post.fte for post in self.by_team.get(team_id, ()))

    def price_of(self, post: Post) -> float | None:
        """Yearly cost of the post, for its FTE, as the reader gets to see it; None if unknown."""
        is_true = self.prices.basis is Basis.COST
        year = post.cost if is_true else self.prices.card.of(post.team_id, post.grade)
        return None if year is None else year * post.fte / FTE_UNIT

    def money(self, posts: Iterable[Post]) -> float | None:
        """The sum of what is known; None where nothing is."""
        known = [price for post in posts if (price := self.price_of(post)) is not None]
        return sum(known) if known else None

    @cached_property
    def assumed(self) -> dict[int, Assumed]:
        """Costs that can be assumed, by the id of the position."""
        return assumed_costs(self.posts)

    @cached_property
    def proposals(self) -> dict[int, tuple[Post, str]]:
        """Managers that can be inferred, with the rule, by the id of the position."""
        at_of = {post.id: at for at, post in enumerate(self.posts)}
        posts = [
            hierarchy.Post(
                post.title,
                post.team_id,
                NO_MANAGER if post.manager_id is None else at_of[post.manager_id],
                post.is_live,
                post.is_aggregate,
            )
            for post in self.posts
        ]
        found = hierarchy.inferred_managers(posts, {unit.team_id: unit.name for unit in self.units})
        return {self.posts[at].id: (self.posts[one.manager], one.rule) for at, one in found.items()}


NAMED = ("team__uid", "team__name", "tower__name", "region__name")
UNIT_COLUMNS = ("id", "team_id", *NAMED, "tower_rule", "region_rule", "region_id")


def facts_of(actor: Actor, baseline: Baseline) -> Facts:
    """Read everything once: five queries, on the rate card six."""
    own = {"baseline": baseline}
    rows = Position.objects.visible_to(actor).filter(**own).order_by("key", "occurrence")
    places = BaselineTeam.objects.visible_to(actor).filter(**own).order_by("team__name", "id")
    units = tuple(Unit(*row) for row in places.values_list(*UNIT_COLUMNS))
    efforts = Effort.objects.visible_to(actor).filter(**own).order_by().values_list("team_id")
    return Facts(
        posts=tuple(Post(*row) for row in rows.values_list(*Post._fields)),
        units=units,
        effort=dict(efforts.annotate(Sum("fte"))),
        decisions=tuple(QualityDecision.objects.visible_to(actor).filter(**own).select_related("by").order_by("id")),
        findings=_findings(actor, baseline),
        prices=prices_of(actor, baseline, {unit.team_id: unit.region_id for unit in units}),
    )


def _findings(actor: Actor, baseline: Baseline) -> tuple[FileFinding, ...]:
    """What the imports into this baseline found, by import and code."""
    imports = Import.objects.visible_to(actor).filter(
        state=Import.State.CONFIRMED, target_kind="baseline", target_id=baseline.pk
    )
    return tuple(
        FileFinding(group["code"], uid, group["count"], group["remedy"])
        for uid, groups in imports.values_list("uid", "report__defects")
        for group in groups or ()
    )
