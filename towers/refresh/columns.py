"""Positions of baselines as columns: what comparing them reads. Three queries at most, whatever the number of rows."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import polars as pl
from django.db.models import F

from core.actor import Actor
from core.basis import Basis, basis_of
from towers.models import Baseline, BaselineTeam, Position, Rate
from towers.prices import CardRates

TYPES: dict[str, type[pl.DataType]] = {
    "id": pl.Int64,
    "key": pl.String,
    "occurrence": pl.Int64,
    "title": pl.String,
    "grade": pl.String,
    "team": pl.Int64,
    "team_name": pl.String,
    "manager": pl.Int64,
    "manager_ref": pl.String,
    "person_ref": pl.String,
    "location": pl.String,
    "profession": pl.String,
    "fte": pl.Int64,
    "heads": pl.Int64,
    "is_aggregate": pl.Boolean,
    "status": pl.String,
    "employment": pl.String,
    "cost_low": pl.Int64,
    "cost_high": pl.Int64,
}
LOOKUPS = {"team": "team_id", "manager": "manager_id"}
PAY = ("cost_low", "cost_high")
PLACES = {"team": pl.Int64, "tower": pl.String, "region": pl.String}


@dataclass(frozen=True, slots=True)
class Place:
    """What a baseline says of a team."""

    team: int
    name: str
    region_id: int | None
    tower: str | None
    region: str | None


@dataclass(frozen=True, eq=False)
class Positions:
    """A frame for each baseline, and the names of all their teams."""

    frames: list[pl.DataFrame]
    team_names: dict[int, str]


def read_positions(actor: Actor, baselines: Sequence[Baseline]) -> Positions:
    """The positions of baselines, by key: facts, names of team, tower, region and manager, and the cost that the actor
    gets to see; without the right to see pay that is the rate of the card, and pay is not even read.
    """
    basis = basis_of(actor)
    read = [name for name in TYPES if name != "team_name" and (basis is Basis.COST or name not in PAY)]
    wanted = Position.objects.visible_to(actor).filter(baseline__in=baselines)
    rows = wanted.annotate(team_name=F("team__name")).order_by("key", "occurrence", "id")
    columns = [*(LOOKUPS.get(name, name) for name in read), "team_name", "baseline_id"]
    types = {name: TYPES[name] for name in [*read, "team_name"]} | {"baseline": pl.Int64}
    frame = pl.DataFrame(list(rows.values_list(*columns)), schema=types, orient="row")
    places = _places(actor, baselines)
    rates = _rates(baselines) if basis is Basis.CARD else {}
    frames = [_of_baseline(frame, one, places[one.pk]) for one in baselines]
    if basis is Basis.CARD:
        frames = [
            _on_card(own, places[one.pk], rates.get(one.pk, {})) for own, one in zip(frames, baselines, strict=True)
        ]
    return Positions(frames, {place.team: place.name for known in places.values() for place in known})


def without(frame: pl.DataFrame, ids: Iterable[int]) -> pl.DataFrame:
    """The frame without these positions; who was led by one of them has no manager."""
    gone = pl.col("id").is_in(list(ids))
    kept = frame.filter(~gone)
    is_led = pl.col("manager").is_in(kept["id"].implode())
    return kept.with_columns(pl.when(is_led).then(pl.col(name)).alias(name) for name in ("manager", "manager_key"))


Levels = dict[tuple[int | None, str], int]


def _places(actor: Actor, baselines: Sequence[Baseline]) -> dict[int, list[Place]]:
    rows = BaselineTeam.objects.visible_to(actor).filter(baseline__in=baselines)
    found: dict[int, list[Place]] = {one.pk: [] for one in baselines}
    columns = ("baseline_id", "team_id", "team__name", "region_id", "tower__name", "region__name")
    for baseline, *place in rows.values_list(*columns):
        found[baseline].append(Place(*place))
    return found


def _rates(baselines: Sequence[Baseline]) -> dict[int, Levels]:
    rows = Rate.objects.filter(card__baseline__in=baselines)
    found: dict[int, Levels] = {}
    for baseline, region, band, rate in rows.values_list("card__baseline_id", "region_id", "band", "rate"):
        found.setdefault(baseline, {})[region, band] = rate
    return found


def _of_baseline(frame: pl.DataFrame, baseline: Baseline, places: list[Place]) -> pl.DataFrame:
    own = frame.filter(pl.col("baseline") == baseline.pk).drop("baseline")
    of_teams = pl.DataFrame([(place.team, place.tower, place.region) for place in places], schema=PLACES, orient="row")
    posts = own.select(manager="id", manager_key="key")
    own = own.join(of_teams, on="team", how="left", maintain_order="left")
    return own.join(posts, on="manager", how="left", maintain_order="left")


def _on_card(frame: pl.DataFrame, places: list[Place], rates: Levels) -> pl.DataFrame:
    """Both ends of the cost are the rate of the position's team and grade."""
    card = CardRates(rates, {place.team: place.region_id for place in places})
    known = frame.select("team", "grade").unique()
    priced = [card.of(team, grade) for team, grade in known.iter_rows()]
    known = known.with_columns(pl.Series("cost_low", priced, pl.Int64))
    found = frame.join(known, on=["team", "grade"], how="left", nulls_equal=True, maintain_order="left")
    return found.with_columns(cost_high=pl.col("cost_low"))
