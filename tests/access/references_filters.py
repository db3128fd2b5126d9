"""Parameters behind an address that name a row: what is not there, or a filter that leaves nothing."""

from functools import partial
from typing import Any

from tests.access.references_case import Case, called, looked, posted
from tests.access.world import World

OF_BASELINE = (
    *("teams", "positions", "activities", "organisation", "organisation-cell", "duplication", "spans", "findings"),
    *("coordination", "api-spans", "api-coordination", "build-run", "build-run-positions", "api-build-run"),
    *("ticket-costs", "ticket-cost-tickets", "api-ticket-costs"),
    *("org-chart", "org-chart-branch", "org-chart-search", "survey-start", "towers"),
    *("quality", "place-rules", "api-quality"),
    *("api-teams", "api-positions", "api-effort", "api-findings"),
)
CSV = "&format=csv"
QUESTIONED = "handoff-question-tickets"
SWITCHED = (
    *("handoffs", "handoff-questions", "segments", "front-doors", "cross-training", "deployments", "estimates"),
    "services-picture",
)


def filter_cases(world: World) -> list[Case]:
    """Every page and list that takes such a parameter."""
    return [
        *_baseline_cases(world),
        *_place_cases(world),
        *_scenario_cases(world),
        *_log_cases(world),
        *_narrowing_cases(world),
    ]


def _missing(world: World, name: str, field: str, query: str, **parts: Any) -> Case:
    send = partial(called, world, "get") if name.startswith("api-") else partial(looked, world)
    return Case(f"{name}: {field}", partial(send, name, query=query, **parts), 404)


def _baseline_cases(world: World) -> list[Case]:
    query = f"?baseline={world.theirs['baseline'].uid}"
    return [
        *(_missing(world, name, "baseline", query) for name in OF_BASELINE),
        *(_missing(world, name, "baseline", query, uid=world.ours[name]) for name in ("tower", "team", "activity")),
        *(_missing(world, name, "baseline", query, kind="positions") for name in ("grid", "grid-rows")),
        *(_missing(world, name, "baseline", query, kind="vacant") for name in ("quality-kind", "api-quality-rows")),
        *_compared_cases(world),
    ]


def _compared_cases(world: World) -> list[Case]:
    """The other one of two baselines."""
    query, uid = f"?with={world.theirs['baseline'].uid}", world.ours["baseline"]
    return [
        _missing(world, "baseline-compare", "with", query, uid=uid),
        _missing(world, "baseline-compare", "with of a download", query + CSV, uid=uid),
        _missing(world, "api-comparison", "with", query, uid=uid),
        *(
            _missing(world, name, "baseline", query.replace("with", "baseline"), uid=world.ours["scenario"])
            for name in ("scenario-rebase", "api-scenario-rebase")
        ),
    ]


def _place_cases(world: World) -> list[Case]:
    """What a chart or a matrix of one's own is to show of."""
    theirs = world.theirs
    post, team = theirs["position"].uid, theirs["team"].uid
    return [
        *(
            _missing(world, "organisation-cell", field, f"?{field}={theirs[field].uid}")
            for field in ("tower", "region")
        ),
        _missing(world, "ticket-cost-tickets", "place", f"?by=team&place={team}"),
        _missing(world, "build-run-positions", "place", f"?by=tower&place={theirs['tower'].uid}"),
        _missing(world, "org-chart", "root", f"?root={post}"),
        _missing(world, "org-chart", "show", f"?show={post}"),
        _missing(world, "org-chart-branch", "root", f"?root={post}"),
        _missing(world, "org-chart-branch", "node", f"?node={post}"),
        _missing(world, "org-chart-branch", "to", f"?to={post}"),
        _missing(world, "org-chart-branch", "team", f"?by=tower&node=team-{team}"),
    ]


def _scenario_cases(world: World) -> list[Case]:
    query = f"?scenario={world.theirs['scenario'].uid}"
    return [
        _missing(world, "summary", "scenario", query),
        _missing(world, "summary", "scenario of a download", f"{query}{CSV}&table=options"),
        _missing(world, "scenario-comparison", "scenario", query),
        _missing(world, "scenario-comparison", "scenario of a download", f"{query}{CSV}&table=functions"),
        _missing(world, "assumptions", "scenario", query),
        _missing(world, "assumptions", "scenario of a download", query + CSV),
        _missing(world, "assumption", "scenario", query, code="kappa"),
        _missing(world, "api-assumptions", "scenario", query),
        _missing(world, "api-assumption", "scenario", query, code="kappa"),
        *_consequence_cases(world),
        *_picture_cases(world),
    ]


def _picture_cases(world: World) -> list[Case]:
    """What a picture of a scenario of ours is to show of."""
    theirs, uid = world.theirs, world.ours["scenario"]
    team = theirs["team"].uid
    return [
        *(
            _missing(world, "scenario-effort", field, f"?{field}={theirs[of].uid}", uid=uid)
            for field, of in (("tower", "tower"), ("region", "region"), ("team", "team"), ("place", "region"))
        ),
        *(
            _missing(world, name, f"region{what}", f"?region={theirs['region'].uid}{more}", uid=uid)
            for name in ("scenario-flow", "scenario-changes")
            for what, more in (("", ""), (" of a download", CSV))
        ),
        _missing(world, "scenario-changes", "tower", f"?tower={theirs['tower'].uid}", uid=uid),
        _missing(world, "scenario-chart", "show", f"?show=home/none/team-{team}", uid=uid),
        _missing(world, "scenario-chart-branch", "node", f"?node=home/none/team-{team}", uid=uid),
        _missing(world, "scenario-chart-branch", "to", f"?to=home/none/team-{team}", uid=uid),
        _missing(world, "api-scenario-flow", "region", f"?region={theirs['region'].uid}", uid=uid),
    ]


def _consequence_cases(world: World) -> list[Case]:
    """A log of theirs with a scenario of ours."""
    query, uid = f"?log={world.theirs['log'].uid}", world.ours["scenario"]
    return [
        _missing(world, "scenario-consequences", "log", query, uid=uid),
        _missing(world, "scenario-consequences", "log of a download", f"{query}{CSV}&table=measures", uid=uid),
        _missing(world, "scenario-consequences-strip", "log", query, uid=uid),
        _missing(world, "api-scenario-consequences", "log", query, uid=uid),
    ]


def _searched(world: World) -> Case:
    """A number of theirs is searched for in a log of ours; the page repeats it."""
    query = f"?ticket={world.theirs['ticket key']}"
    send = partial(looked, world, "ticket-log", query=query, uid=world.ours["log"])
    return Case(
        "ticket-log: ticket", send, 200, lambda answer: b"No ticket of this log" in answer.content, makes_own=True
    )


def _log_cases(world: World) -> list[Case]:
    """A row that belongs to something of theirs, asked for below something of ours."""
    ours, theirs = world.ours, world.theirs
    log, group, foreign_group = ours["log"], ours["group"], theirs["group"]
    key = f"?key={theirs['ticket key']}"
    freed = theirs["saving"].results.filter(metric="saving_freed").first()
    figure = {"uid": ours["saving"], "result": freed.pk}
    return [
        *(_missing(world, name, "log", f"?log={theirs['log'].uid}") for name in SWITCHED),
        _missing(world, "service-tickets", "log", f"?log={theirs['log'].uid}", uid=ours["service"]),
        _searched(world),
        _missing(world, "ticket", "key", key, uid=log),
        _missing(world, "ticket", "key of a download", key + CSV, uid=log),
        _missing(world, "ticket-group", "group", "", uid=log, group=foreign_group),
        _missing(world, "handoff-pair", "from", f"?from={foreign_group.uid}&to={group.uid}", uid=log),
        _missing(world, "handoff-pair", "to", f"?from={group.uid}&to={foreign_group.uid}", uid=log),
        _missing(world, "handoff-tickets", "to", f"?of=handoffs&to={foreign_group.uid}", uid=log),
        _missing(world, "handoff-tickets", "from", f"?of=handoffs&from={foreign_group.uid}", uid=log),
        *(
            _missing(world, name, "log", f"?log={theirs['log'].uid}")
            for name in ("ticket-costs", "ticket-cost-tickets", "api-ticket-costs")
        ),
        Case(
            "ticket-costs-run: log",
            partial(posted, world, "ticket-costs-run", {"log": str(theirs["log"].uid)}, uid=ours["baseline"]),
            404,
        ),
        _missing(world, "api-handoffs", "log", f"?log={theirs['log'].uid}"),
        _missing(world, "api-service-handoffs", "log", f"?log={theirs['log'].uid}"),
        _missing(world, "api-segments", "log", f"?log={theirs['log'].uid}"),
        _missing(world, "api-services-worth", "log", f"?log={theirs['log'].uid}"),
        _missing(world, "api-front-doors", "log", f"?log={theirs['log'].uid}"),
        _missing(world, "api-front-door-groups", "log", f"?log={theirs['log'].uid}"),
        _missing(world, "api-cross-training", "log", f"?log={theirs['log'].uid}"),
        _missing(world, "api-deployments", "log", f"?log={theirs['log'].uid}"),
        _missing(world, QUESTIONED, "group", f"?of=pending&group={foreign_group.uid}", uid=log),
        _missing(world, "segment-tickets", "line", f"?by=group&line={foreign_group.uid}", uid=log),
        _missing(world, "deployment-tickets", "line", f"?by=group&line={foreign_group.uid}", uid=log),
        *(
            _missing(world, "cross-training-tickets", name, f"?by=group&{name}={foreign_group.uid}", uid=log)
            for name in ("closer", "others")
        ),
        _missing(world, QUESTIONED, "line", f"?of=path&by=group&line={foreign_group.uid}", uid=log),
        _missing(world, "how", "result", "", **figure),
        _missing(world, "how-rows", "result", "", **figure),
        _missing(world, "how-rows", "result of a download", f"?{CSV[1:]}", **figure),
    ]


def _narrowing_cases(world: World) -> list[Case]:
    theirs = world.theirs
    pages = [
        Case(f"positions: {field}", partial(looked, world, "positions", f"?{field}={theirs[field].uid}"), 200, _is_bare)
        for field in ("team", "tower", "region")
    ]
    lists = {
        ("api-results", "run"): theirs["kept"].uid,
        ("api-surveys", "baseline"): theirs["baseline"].uid,
        ("api-positions", "team"): theirs["team"].uid,
        ("api-effort", "team"): theirs["team"].uid,
        ("api-effort", "activity"): theirs["activity"].uid,
        ("api-teams", "tower"): theirs["tower"].name,
        ("api-teams", "region"): theirs["region"].name,
    }
    in_survey = partial(called, world, "get", "api-survey-requests", uid=world.ours["survey"])
    return [
        *pages,
        Case("api-survey-requests: team", partial(in_survey, query=f"?team={theirs['team'].uid}"), 200, _is_empty),
    ] + [
        Case(f"{name}: {field}", partial(called, world, "get", name, query=f"?{field}={value}"), 200, _is_empty)
        for (name, field), value in lists.items()
    ]


def _is_bare(answer: Any) -> bool:
    return bool(answer.context["page"].paginator.count == 0)


def _is_empty(answer: Any) -> bool:
    return bool(answer.json()["results"] == [])
