"""What the rules of a scenario are checked on, read in as many queries whatever its size."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django.db.models import FilteredRelation, Q, QuerySet, Sum

from core.access import visible_or_404
from core.actor import Actor
from core.basis import basis_of
from functions.guarding import Layout, Posts
from functions.guarding_rails import COST, FOR_EACH, SMALLEST, SPAN, TEAM_SIZE, WHOLE, Rail, Rails
from functions.guarding_rules import WORKS_COUNCIL, Agreed, Rule
from functions.models import Consent, Constraint, Guardrail, Scenario
from functions.placed import whole_shares
from functions.projection import Pair
from towers.models import Effort, Position
from towers.prices import prices_of

Bands = Callable[[Actor], Mapping[int, tuple[int, int]]]
SMALLEST_SOURCE = "Assumed: fewer than five cannot stand in for one another through leave and illness."
_BANDS: list[Bands] = []
COLUMNS: tuple[str, ...] = (
    *("pk", "uid", "kind", "is_hard", "function_code", "team_id", "team__name", "site", "language", "amount", "reason"),
    *("owner", "regions__region_id", "regions__region__name"),
    *("agreed__persons", "agreed__given_on", "agreed__given_by", "agreed__note", "agreed__version"),
)
PRICED = ("team_id", "location", "employment", "heads", "fte", "grade", "cost_low", "cost_high")


def register_bands(bands: Bands) -> None:
    """Make known which spans fit by function (from `AppConfig.ready()` of the app that has the bands)."""
    _BANDS.append(bands)


def rules_of(actor: Actor, scenario: Scenario | None = None) -> list[Rule]:
    """The organisation's rules, hard ones first, with the scenario's consents; one query."""
    consent = Q(consents__scenario=scenario)
    rows = Constraint.objects.visible_to(actor).annotate(agreed=FilteredRelation("consents", condition=consent))
    facts: dict[int, dict[str, Any]] = {}
    regions: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for row in rows.order_by("-is_hard", "kind", "pk", "regions__region__name").values(*COLUMNS):
        facts.setdefault(row["pk"], row)
        if row["regions__region_id"]:
            regions[row["pk"]].append((row["regions__region_id"], row["regions__region__name"]))
    return [_rule(row, tuple(regions[pk])) for pk, row in facts.items()]


def _rule(row: dict[str, Any], regions: tuple[tuple[int, str], ...]) -> Rule:
    agreed = [row[f"agreed__{name}"] for name in ("persons", "given_on", "given_by", "note", "version")]
    return Rule(
        key=str(row["uid"]),
        kind=row["kind"],
        is_hard=row["is_hard"],
        regions=regions,
        function_code=row["function_code"],
        team=(row["team_id"], row["team__name"]) if row["team_id"] else None,
        site=row["site"],
        language=row["language"],
        amount=row["amount"],
        reason=row["reason"],
        owner=row["owner"],
        consent=Agreed(*agreed) if agreed[0] is not None else None,
    )


def rails_of(actor: Actor, scenario: Scenario | None = None) -> dict[tuple[str, int], Rail]:
    """The bounds in force by kind and function: the scenario's, else the organisation's, else the default."""
    own = Q(scenario=None) if scenario is None else Q(scenario=None) | Q(scenario=scenario)
    rows = Guardrail.objects.visible_to(actor).filter(own)
    rails = {(TEAM_SIZE, WHOLE): Rail(TEAM_SIZE, WHOLE, SMALLEST, None, "default", SMALLEST_SOURCE)}
    for row in sorted(rows, key=lambda row: (row.scenario_id is not None, row.function_code)):
        origin = "organisation" if row.scenario_id is None else "scenario"
        if row.function_code == WHOLE and row.kind in FOR_EACH:  # of the scenario for each function: over all before
            rails = {name: rail for name, rail in rails.items() if name[0] != row.kind}
        said = (row.low, row.high, origin, row.reason, row.owner, str(row.uid), row.version)
        rail = Rail(row.kind, row.function_code, *said)
        rails[rail.kind, rail.function_code] = rail
    return rails


def with_bands(actor: Actor, rails: Rails) -> Rails:
    """The same with the spans that fit each function, where nobody set others."""
    if (SPAN, WHOLE) in rails:
        return rails
    known = {code: bounds for bands in _BANDS for code, bounds in bands(actor).items()}
    return {(SPAN, code): Rail(SPAN, code, low, high, "band") for code, (low, high) in known.items()} | dict(rails)


def layout_of(actor: Actor, scenario: Scenario, rules: list[Rule], kinds: set[str]) -> Layout:
    """The design over today's effort; positions only where a rule asks for persons, sites or cost."""
    efforts, defaults, teams, region_of, regions = _efforts(scenario)
    reaches, kept, spans = _designs(scenario)
    needs = COST in kinds or any(rule.site or rule.kind == WORKS_COUNCIL for rule in rules)
    return Layout(
        efforts=efforts,
        shares=whole_shares(scenario, efforts),
        defaults=defaults,
        teams=teams,
        region_of=region_of,
        regions=regions,
        reaches=reaches,
        kept=kept,
        spans=spans,
        posts=_posts(actor, scenario, region_of, has_prices=COST in kinds) if needs else {},
        price_note=basis_of(actor).note if COST in kinds else "",
    )


def _efforts(
    scenario: Scenario,
) -> tuple[dict[Pair, int], dict[int, int], dict[int, str], dict[int, int | None], dict[int, str]]:
    """FTE by pair, function by activity, name and region by team, name by region; one query."""
    here = Q(team__baselineteam__baseline_id=scenario.baseline_id)
    rows = Effort.objects.filter(baseline_id=scenario.baseline_id, activity__is_management=False)
    columns = ("team_id", "team__name", "place__region_id", "place__region__name")
    placed = rows.annotate(place=FilteredRelation("team__baselineteam", condition=here)).order_by()
    named = placed.values_list(*columns, "activity_id", "activity__function_code").annotate(total=Sum("fte"))
    efforts: dict[Pair, int] = {}
    defaults: dict[int, int] = {}
    teams: dict[int, str] = {}
    region_of: dict[int, int | None] = {}
    regions: dict[int, str] = {}
    for team, name, region, region_name, activity, code, total in named.filter(total__gt=0):
        efforts[team, activity], defaults[activity] = total, code
        teams[team], region_of[team] = name, region
        if region is not None:
            regions[region] = region_name
    return efforts, defaults, teams, region_of, regions


def _designs(scenario: Scenario) -> tuple[dict[int, str], dict[tuple[int, int], int], dict[int, int]]:
    reaches: dict[int, str] = {}
    kept: dict[tuple[int, int], int] = {}
    spans: dict[int, int] = {}
    columns = ("function_code", "reach", "span_target", "minimums__region_id", "minimums__fte")
    for code, reach, span, region, units in scenario.designs.values_list(*columns):
        reaches[code] = reach
        if span is not None:
            spans[code] = span
        if region is not None:
            kept[code, region] = units
    return reaches, kept, spans


def _posts(
    actor: Actor, scenario: Scenario, region_of: dict[int, int | None], *, has_prices: bool
) -> dict[int, list[Posts]]:
    """Filled positions; persons are those employed, since a works council speaks for no one else."""
    filled = Position.objects.filter(
        baseline_id=scenario.baseline_id, status=Position.Status.FILLED, team__isnull=False
    ).order_by()
    found: dict[int, list[Posts]] = defaultdict(list)
    if has_prices:
        prices = prices_of(actor, scenario.baseline, region_of)
        for row in filled.only(*PRICED):
            found[row.team_id or 0].append(
                Posts(row.location, _persons(row.employment, row.heads), row.fte, prices.of(row))
            )
        return dict(found)
    sums = filled.values_list("team_id", "location", "employment").annotate(Sum("heads"), Sum("fte"))
    for team, location, employment, heads, fte in sums:
        found[team or 0].append(Posts(location, _persons(employment, heads), fte))
    return dict(found)


def _persons(employment: str, heads: int) -> int:
    return heads if employment == Position.Employment.EMPLOYEE else 0


def constraint_of(actor: Actor, uid: UUID | str) -> Constraint:
    """The organisation's rule with this uid, or 404."""
    return visible_or_404(Constraint, actor, uid, "team")


def guardrail_of(actor: Actor, uid: UUID | str) -> Guardrail:
    """The guardrail with this uid, or 404."""
    return visible_or_404(Guardrail, actor, uid, "scenario")


def constraints_of(actor: Actor) -> list[Constraint]:
    """The organisation's rules with team and regions."""
    rows = Constraint.objects.visible_to(actor).select_related("team")
    return list(rows.prefetch_related("regions__region"))


def guardrails_of(actor: Actor) -> QuerySet[Guardrail]:
    """All guardrails that somebody has set, of the organisation and of its scenarios."""
    return Guardrail.objects.visible_to(actor).select_related("scenario")


def consents_of(actor: Actor, scenario: Scenario) -> QuerySet[Consent]:
    """The consents that a scenario has, by day."""
    rows = Consent.objects.visible_to(actor).filter(scenario=scenario).select_related("scenario", "constraint")
    return rows.order_by("given_on", "id")
