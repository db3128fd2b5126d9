"""Who mixes build and run: the persons, the build that could be sourced, the posts behind each number."""

import csv
import io
from typing import Any

import pytest
from django.urls import reverse

from core.actor import Role, Scope
from core.runs.worker import execute_here
from metrics.kinds import spans
from metrics.models import Result
from metrics.registry import metric
from metrics.selectors.build_run import build_run_view
from organisations.actions import create_token
from organisations.models import Membership
from tests.factories import (
    ActivityFactory,
    BaselineFactory,
    BaselineTeamFactory,
    EffortFactory,
    PositionFactory,
    TeamFactory,
    TowerFactory,
    actor_of,
    client_for,
    member,
)
from towers.models import Activity, Baseline, Effort

pytestmark = [pytest.mark.django_db, pytest.mark.once]

# reference, tower, employment, persons, FTE of build and of run in tenths
POSTS = (
    ("builder", "Server", "employee", 1, 8, 2),
    ("halves", "Server", "vendor", 1, 5, 5),
    ("runner", "Server", "contractor", 1, 2, 8),
    ("pair", "Network", "employee", 2, 10, 10),
)


@pytest.fixture
def lead() -> Membership:
    """Four posts that state what they do, and a team of one that states it as a team; a planner does neither."""
    made = member(Role.MODELLER)
    baseline = BaselineFactory.create(organisation=made.organisation)
    work = {
        code: ActivityFactory.create(organisation=made.organisation, name=f"Work {code}", function_code=code)
        for code in (1, 4, 8)
    }
    teams = {name: team_in(baseline, name) for name in ("Server", "Network", "Database")}
    for key, tower, employment, heads, build, run in POSTS:
        place = {"baseline": baseline, "team": teams[tower]}
        post = PositionFactory.create(key=key, employment=employment, heads=heads, fte=heads * 10_000, **place)
        for code, tenths in ((4, build), (8, run)):
            EffortFactory.create(**place, position=post, activity=work[code], fte=tenths * 1_000)
    of_team(baseline, teams["Database"], work, "whole", {4: 4_000, 8: 6_000})
    of_team(baseline, team_in(baseline, ""), work, "planner", {1: 10_000})
    EffortFactory.create(baseline=baseline, activity=work[4], fte=7_000)
    return made


def team_in(baseline: Baseline, tower: str) -> Any:
    team = TeamFactory.create(organisation=baseline.organisation, name=f"Team {tower or 'of none'}")
    known = TowerFactory.create(organisation=baseline.organisation, name=tower) if tower else None
    BaselineTeamFactory.create(baseline=baseline, team=team, tower=known, region=None)
    return team


def of_team(baseline: Baseline, team: Any, work: dict[int, Activity], key: str, units: dict[int, int]) -> None:
    PositionFactory.create(baseline=baseline, team=team, key=key)
    for code, fte in units.items():
        EffortFactory.create(baseline=baseline, team=team, activity=work[code], fte=fte, evidence="surveyed")


def page(lead: Membership, name: str = "build-run", query: str = "") -> Any:
    return client_for(lead).get(reverse(name, args=[lead.organisation.slug]) + query)


def words(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def test_above_a_fifth_and_below_four_fifths_of_build_is_mixed(lead: Membership) -> None:
    view = build_run_view(actor_of(lead), Baseline.objects.get())
    assert {post.position["key"]: post.mix for post in view.posts} == {
        "builder": "build",
        "halves": "mixed",
        "runner": "run",
        "pair": "mixed",
        "whole": "mixed",
        "planner": "neither",
    }
    assert dict(view.whole.persons) == {"mixed": 4, "build": 1, "run": 1, "neither": 1}
    assert view.whole.working == 6
    assert view.whole.mixed_share == pytest.approx(4 / 6)


def test_build_could_be_sourced_where_a_post_does_little_else(lead: Membership) -> None:
    view = build_run_view(actor_of(lead), Baseline.objects.get())
    assert view.whole.build_fte == pytest.approx(0.8 + 0.5 + 0.2 + 1.0 + 0.4)
    assert view.whole.sourceable_share == pytest.approx(0.8 / 2.9)
    assert (view.unplaced_build, view.unplaced_run) == (0.7, 0.0)
    server, *_ = (row for row in view.by("tower") if row.name == "Server")
    assert server.persons["mixed"] == 1
    assert server.sourceable_share == pytest.approx(0.8 / 1.5)


def test_what_several_share_is_told_of_none_of_them(lead: Membership) -> None:
    view = build_run_view(actor_of(lead), Baseline.objects.get())
    assert [post.position["key"] for post in view.posts if not post.is_told and post.mix == "mixed"] == [
        *("pair", "whole"),
    ]
    assert view.untold == 3


def test_the_page_finds_the_share_and_says_that_vendors_cannot_flex(lead: Membership) -> None:
    text = words(page(lead))
    assert (
        "67% of those who build or run are in teams that do both; 28% of the build could be sourced as it stands"
        in text
    )
    assert "Of contractors and vendor staff who build or run, 1 of 2 is mixed: their number cannot follow" in text
    assert "0.7 FTE of build and 0.0 FTE of run more are stated of teams without a filled post." in text
    rows = list(csv.reader(io.StringIO(page(lead, query="?by=employment&format=csv").getvalue().decode("utf-8-sig"))))
    assert [row[:5] for row in rows[1:]] == [
        ["employee", "1", "3", "0", "1"],
        ["vendor", "0", "1", "0", "0"],
        ["contractor", "0", "0", "1", "0"],
    ]


def test_what_persons_state_is_said_of_persons(lead: Membership) -> None:
    Effort.objects.filter(position__heads=2).delete()
    assert "50% of those who build or run do both;" in words(page(lead))


def test_each_number_opens_its_posts(lead: Membership) -> None:
    whole = page(lead).context["whole"]
    for (name, count, url), keys in zip(
        whole["counts"], ({"builder"}, {"halves", "pair", "whole"}, {"runner"}, {"planner"}), strict=True
    ):
        context = client_for(lead).get(url).context
        assert (context["persons"], {post.position["key"] for post in context["page"]}) == (count, keys), name
    row = next(one for one in page(lead).context["rows"] if one["row"].name == "Server")
    context = client_for(lead).get(row["build_url"]).context
    assert (context["name"], len(context["page"]), round(context["build"], 4)) == ("Build or run, Server", 3, 1.5)
    answer = page(lead, "build-run-positions", "?mix=mixed&format=csv")
    assert len(answer.getvalue().decode().splitlines()) == 1 + 3
    assert page(lead, query="?by=grade").status_code == 400
    for query in ("?mix=both", "?by=tower&place=nowhere"):
        assert page(lead, "build-run-positions", query).status_code == 404


def test_the_kept_figures_fold_from_their_rows(lead: Membership) -> None:
    run = execute_here(spans.request(actor_of(lead), Baseline.objects.get()))
    assert run.state == "done", run.error
    kept = Result.objects.filter(run=run, metric__in=("mixed_persons", "build_fte", "sourceable_build_share"))
    assert {result.d1_kind for result in kept} == {"", "tower", "region", "mix"}
    for result in kept:
        known = metric(result.metric)
        assert known is not None
        rows = known.rows(result, actor_of(lead))
        assert rows.folded == pytest.approx(result.value), (result.metric, result.d1_label)
    assert kept.get(metric="mixed_persons", d1_kind="").evidence == "measured"


def test_rest_has_the_same(lead: Membership) -> None:
    _, secret = create_token(by=actor_of(lead), name="t", scopes=[Scope.READ])
    headers = {"Authorization": f"Token {secret}"}
    rows = client_for(lead).get("/api/v1/build-run/?by=employment", headers=headers).json()
    assert [(row["place"], row["mixed"], round(row["build_fte"], 4)) for row in rows] == [
        *(("", 4, 2.9), ("employee", 3, 2.2), ("vendor", 1, 0.5), ("contractor", 0, 0.2)),
    ]
    assert client_for(lead).get("/api/v1/build-run/?by=grade", headers=headers).status_code == 400


def test_where_nothing_is_stated_the_page_says_what_to_do() -> None:
    empty = member(Role.MODELLER)
    assert "No staff list yet" in words(page(empty))
    BaselineFactory.create(organisation=empty.organisation)
    text = words(page(empty))
    assert "Nobody’s build and run is stated yet" in text
    assert 'class="empty"' in text
    assert "No filled post is of this kind." in words(page(empty, "build-run-positions"))
