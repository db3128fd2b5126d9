"""Reads about the organisation as it is."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet, Sum, Value
from django.http import Http404

from core.access import visible_or_404
from core.actor import Actor
from towers.models import Baseline, BaselineTeam, Effort, Position, Region, Team, Tower

FILLED = Q(status=Position.Status.FILLED)


def working_baseline(actor: Actor) -> Baseline | None:
    """The newest draft, else the newest locked baseline, else nothing."""
    return drafts_first(actor).first()


def drafts_first(actor: Actor) -> QuerySet[Baseline]:
    """The baselines, the one that is worked on first."""
    return Baseline.objects.visible_to(actor).order_by("state", "-id")


def chosen_baseline(actor: Actor, uid: UUID | str | None) -> Baseline | None:
    """The baseline with this uid (404 if there is none), without one the working baseline."""
    if not uid:
        return working_baseline(actor)
    return baseline_of(actor, uid)


def baseline_of(actor: Actor, uid: UUID | str) -> Baseline:
    """The visible baseline with this uid, or 404."""
    return visible_or_404(Baseline, actor, uid, "parent")


def baseline_list(actor: Actor) -> list[dict[str, Any]]:
    """All baselines, newest first, with their positions, FTE of filled ones, and teams."""
    is_open = Q(refresh__isnull=False, refresh__accepted_at=None)
    baselines = Baseline.objects.visible_to(actor).select_related("parent").annotate(is_open_refresh=is_open)
    rows = Position.objects.visible_to(actor).values_list("baseline_id")
    staff = rows.annotate(positions=Count("id"), filled_fte=Sum("fte", filter=FILLED))
    counts = {pk: (positions, fte or 0) for pk, positions, fte in staff}
    teams = dict(BaselineTeam.objects.visible_to(actor).values_list("baseline_id").annotate(Count("id")))
    return [
        {
            "baseline": baseline,
            "positions": counts.get(baseline.pk, (0, 0))[0],
            "fte": counts.get(baseline.pk, (0, 0))[1],
            "teams": teams.get(baseline.pk, 0),
            "is_open_refresh": baseline.is_open_refresh,
        }
        for baseline in baselines
    ]


@dataclass(frozen=True, slots=True)
class TeamRow:
    """A team of a baseline: what is said of it, FTE of its filled positions and of its efforts (1/10,000)."""

    row: BaselineTeam
    positions: int
    fte: int
    effort: int

    @property
    def unassigned(self) -> int:
        """FTE without a stated activity."""
        return max(self.fte - self.effort, 0)


def team_list(actor: Actor, baseline: Baseline, orientation: str = "") -> list[TeamRow]:
    """The teams of a baseline by name, all or those of one orientation."""
    rows = BaselineTeam.objects.visible_to(actor).filter(baseline=baseline).select_related("team", "tower", "region")
    if orientation:
        rows = rows.filter(orientation=orientation)
    filled = Position.objects.filter(FILLED, baseline=baseline).values_list("team_id")
    staff = {team: (count, fte) for team, count, fte in filled.annotate(Count("id"), Sum("fte"))}
    effort = dict(Effort.objects.filter(baseline=baseline).values_list("team_id").annotate(Sum("fte")))
    return [
        TeamRow(row, *staff.get(row.team_id, (0, 0)), effort.get(row.team_id, 0)) for row in rows.order_by("team__name")
    ]


def team_of(actor: Actor, baseline: Baseline, uid: UUID | str) -> BaselineTeam:
    """What the baseline says of the team (an unsaved row where it says nothing); 404 for no team of ours."""
    rows = BaselineTeam.objects.visible_to(actor).filter(baseline=baseline, team__uid=uid)
    found = rows.select_related("baseline", "team", "tower", "region").first()
    return found or BaselineTeam(baseline=baseline, team=visible_or_404(Team, actor, uid))


def known_team_of(actor: Actor, baseline: Baseline, uid: UUID | str) -> BaselineTeam:
    """What the baseline says of the team; 404 where it says nothing."""
    row = team_of(actor, baseline, uid)
    if row.pk is None:
        raise Http404("The baseline does not know this team.")
    return row


def team_efforts(actor: Actor, row: BaselineTeam) -> QuerySet[Effort]:
    """The efforts of a team, the largest first."""
    own = Effort.objects.visible_to(actor).filter(baseline=row.baseline, team=row.team)
    return own.select_related("activity", "position").order_by("-fte", "id")


@dataclass(frozen=True, slots=True)
class PositionFilter:
    """Which positions: a uid or "none" for team, tower and region, the team's orientation, a status, a part of title,
    reference or grade."""

    team: str = ""
    tower: str = ""
    region: str = ""
    orientation: str = ""
    status: str = ""
    q: str = ""


def position_list(actor: Actor, baseline: Baseline, wanted: PositionFilter) -> QuerySet[Position]:
    """The positions of a baseline, by key; `tower` and `region` are those that the baseline gives the team."""
    rows = Position.objects.visible_to(actor).filter(baseline=baseline).select_related("team", "manager")
    if wanted.team:
        rows = rows.filter(team=None) if wanted.team == "none" else rows.filter(team__uid=wanted.team)
    for field in ("tower", "region"):
        if uid := getattr(wanted, field):
            rows = rows.filter(_stands_at(baseline, field, uid))
    if wanted.orientation:
        rows = rows.filter(team__in=_teams(baseline, orientation=wanted.orientation))
    if wanted.status:
        rows = rows.filter(status=wanted.status)
    if wanted.q:
        rows = rows.filter(Q(title__icontains=wanted.q) | Q(key__icontains=wanted.q) | Q(grade__icontains=wanted.q))
    return rows.order_by("key", "occurrence")


def _stands_at(baseline: Baseline, field: str, uid: str) -> Q:
    """Teams of this tower or region; "none" for positions whose team has none, or that have no team."""
    if uid == "none":
        return Q(team=None) | ~Q(team__in=_teams(baseline, **{f"{field}__isnull": False}))
    return Q(team__in=_teams(baseline, **{f"{field}__uid": uid}))


def _teams(baseline: Baseline, **place: Any) -> QuerySet[BaselineTeam, Any]:
    return BaselineTeam.objects.filter(baseline=baseline, **place).values("team_id")


def position_of(actor: Actor, uid: UUID | str) -> Position:
    """The visible position with this uid, with what it rests on, or 404."""
    return visible_or_404(Position, actor, uid, "baseline", "team", "manager", "import_row__import_of")


def places(actor: Actor) -> dict[str, Any]:
    """All towers and regions, for filters and forms."""
    return {"towers": Tower.objects.visible_to(actor), "regions": Region.objects.visible_to(actor)}


def place_names(actor: Actor) -> dict[str, list[str]]:
    """The names of all towers, regions and capabilities, for fields that propose them; one query."""
    towers = Tower.objects.visible_to(actor).order_by().values_list(Value("towers"), "name")
    regions = Region.objects.visible_to(actor).order_by().values_list(Value("regions"), "name")
    said = BaselineTeam.objects.visible_to(actor).exclude(capability="").order_by()
    capabilities = said.values_list(Value("capabilities"), "capability").distinct()
    found: dict[str, list[str]] = {"towers": [], "regions": [], "capabilities": []}
    for kind, name in towers.union(regions, capabilities, all=True).order_by("name"):
        found[kind].append(name)
    return found


def teams_in(actor: Actor, baseline: Baseline) -> QuerySet[Team]:
    """The teams that the baseline knows, by name."""
    return Team.objects.visible_to(actor).filter(baselineteam__baseline=baseline).order_by("name")


def baselines(actor: Actor) -> QuerySet[Baseline]:
    """All baselines, newest first."""
    return Baseline.objects.visible_to(actor)


def baseline_teams(actor: Actor, baseline: Baseline | None) -> QuerySet[BaselineTeam]:
    """What a baseline says of its teams."""
    return BaselineTeam.objects.visible_to(actor).filter(baseline=baseline)


def baseline_positions(actor: Actor, baseline: Baseline | None) -> QuerySet[Position]:
    """The positions of a baseline."""
    return Position.objects.visible_to(actor).filter(baseline=baseline)


def baseline_efforts(actor: Actor, baseline: Baseline | None) -> QuerySet[Effort]:
    """The efforts of a baseline."""
    return Effort.objects.visible_to(actor).filter(baseline=baseline)
