"""What one full-time year of a position costs, as an actor sees it: the one helper for money of positions."""

from dataclasses import dataclass, field

from core.actor import Actor
from core.basis import Basis, basis_of
from towers.models import Baseline, BaselineTeam, Position, Rate
from towers.names import folded
from towers.rate_card import ALL, Level


@dataclass(frozen=True, slots=True)
class CardRates:
    """The rates of a baseline's card by region id and grade band, and the region of its teams."""

    rates: dict[Level, int]
    region_of: dict[int, int | None] = field(default_factory=dict)

    def of(self, team_id: int | None, grade: str) -> int | None:
        """The rate of a position in this team with this grade; None where the card has none."""
        region = self.region_of.get(team_id) if team_id else None
        levels: tuple[Level, ...] = ((region, folded(grade)), (region, ""), ALL) if region else (ALL,)
        return next((self.rates[level] for level in levels if level in self.rates), None)


@dataclass(frozen=True, slots=True)
class Prices:
    """True cost, or the rates of the card."""

    basis: Basis
    card: CardRates

    def of(self, position: Position) -> float | None:
        """Yearly cost of one full-time year in minor units; None if unknown."""
        if self.basis is Basis.COST:
            return position.cost
        return self.card.of(position.team_id, position.grade)


def no_prices(actor: Actor) -> Prices:
    """The prices where there is no baseline yet."""
    return Prices(basis_of(actor), CardRates({}))


def card_rates(baseline_id: int, region_of: dict[int, int | None] | None = None) -> CardRates:
    """The rate card of a baseline as it is looked up; two queries, one where the region of each team is known."""
    rates = Rate.objects.filter(card__baseline_id=baseline_id).values_list("region_id", "band", "rate")
    if region_of is None:
        region_of = dict(BaselineTeam.objects.filter(baseline_id=baseline_id).values_list("team_id", "region_id"))
    return CardRates({(region, band): rate for region, band, rate in rates}, region_of)


def prices_of(actor: Actor, baseline: Baseline, region_of: dict[int, int | None] | None = None) -> Prices:
    """The prices that the actor gets to see in this baseline; `region_of` spares a query where it is known."""
    basis = basis_of(actor)
    return Prices(basis, card_rates(baseline.pk, region_of)) if basis is Basis.CARD else no_prices(actor)
