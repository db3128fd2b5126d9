"""What every address answers. A new address that is not here fails the suite."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Row:
    """An address: who needs what role for each method, the status when all is well, and the object it names.

    `methods`: method -> (needs, status). Needs: public, signed in, view, edit, admin, own (a member, about their own),
    own admin (one's own, or as administrator). `named`: the words of `contents` for the parts of the address;
    `query`: the same for the parameters behind it.
    """

    name: str
    methods: dict[str, tuple[str, int]]
    named: dict[str, str] = field(default_factory=dict)
    plain: dict[str, object] = field(default_factory=dict)
    query: dict[str, str] = field(default_factory=dict)


def page(name: str, needs: str = "view", **named: str) -> Row:
    """A page that is looked at."""
    return Row(name, {"get": (needs, 200), "post": (needs, 405)}, named)


def act(name: str, needs: str = "edit", **named: str) -> Row:
    """A form's target: an empty form is told so on the page it came from."""
    return Row(name, {"get": (needs, 405), "post": (needs, 302)}, named)


PAGES: tuple[Row, ...] = (
    page("summary"),
    page("runs"),
    page("run", uid="run"),
    act("run-cancel", uid="run"),
    act("run-demonstration"),
    page("audit", "admin"),
    page("members", "admin"),
    act("member-add", "admin"),
    act("member-change", "admin", uid="membership"),
    act("person-free", "admin"),
    page("tokens"),
    act("token-add", "view"),
    Row("token-revoke", {"get": ("view", 405), "post": ("own admin", 302)}, {"uid": "token"}),
    page("scenarios"),
    page("scenario-comparison"),
    act("scenario-add"),
    page("scenario", uid="scenario"),
    act("scenario-default-mapping", uid="scenario"),
    act("scenario-reach", uid="scenario"),
    act("scenario-place", uid="scenario"),
    act("scenario-move", uid="scenario"),
    page("scenario-board", uid="scenario"),
    Row("scenario-board-data", {"get": ("view", 200), "post": ("view", 405)}, {"uid": "scenario"}),
    Row("scenario-board-moves", {"get": ("edit", 405), "post": ("edit", 400)}, {"uid": "scenario"}),
    Row("scenario-board-rule", {"get": ("edit", 405), "post": ("edit", 400)}, {"uid": "scenario"}),
    Row("scenario-board-undo", {"get": ("edit", 405), "post": ("edit", 400)}, {"uid": "scenario"}),
    act("scenario-clone", uid="scenario"),
    act("scenario-archive", uid="scenario"),
    act("scenario-restore", uid="scenario"),
    page("organisation"),
    Row(
        "organisation-cell", {"get": ("view", 200), "post": ("view", 405)}, query={"tower": "tower", "region": "region"}
    ),
    page("org-chart"),
    page("org-chart-branch"),
    page("org-chart-search"),
    page("team-tickets", uid="team"),
    page("duplication"),
    act("duplication-run", uid="baseline"),
    page("findings"),
    page("finding", key="finding"),
    act("finding-search", uid="baseline"),
    act("finding-decide", uid="baseline", key="finding"),
    act("finding-merge", uid="baseline", key="finding"),
    act("finding-split", uid="baseline", key="finding"),
    act("finding-withdraw", uid="baseline", decision="finding decision"),
    page("spans"),
    act("spans-run", uid="baseline"),
    page("coordination"),
    page("span-bands"),
    Row("span-band-set", {"get": ("edit", 405), "post": ("edit", 302)}, plain={"code": "f8"}),
    Row("span-band-reset", {"get": ("edit", 405), "post": ("edit", 302)}, plain={"code": "f8"}),
    page("baselines"),
    act("baseline-add"),
    act("baseline-lock", uid="baseline"),
    act("baseline-continue", uid="baseline"),
    page("baseline-compare", uid="baseline"),
    act("baseline-refresh", uid="baseline"),
    act("baseline-same-posts", uid="baseline"),
    act("baseline-accept", uid="baseline"),
    act("effort-propose", uid="baseline"),
    page("baseline-rates", uid="baseline"),
    # A modeller may renew the card with the right to see pay; the one of the matrix has none.
    Row("baseline-rates-renew", {"get": ("edit", 405), "post": ("admin", 302)}, {"uid": "baseline"}),
    act("wording-correct", baseline="baseline"),
    page("towers"),
    act("tower-add"),
    Row("towers-classic", {"get": ("edit", 405), "post": ("edit", 302)}),
    page("tower", uid="tower"),
    act("tower-edit", uid="tower"),
    page("teams"),
    page("team", uid="team"),
    act("team-place", baseline="baseline", uid="team"),
    page("positions"),
    page("position", uid="position"),
    Row("grid", {"get": ("view", 200), "post": ("view", 405)}, plain={"kind": "positions"}),
    Row("grid-rows", {"get": ("view", 200), "post": ("view", 405)}, plain={"kind": "positions"}),
    Row("grid-save", {"get": ("edit", 405), "post": ("edit", 400)}, plain={"kind": "positions"}),
    page("activities"),
    act("activity-add"),
    act("activities-defaults"),
    page("scale-classes"),
    page("activity", uid="activity"),
    act("activity-edit", uid="activity"),
    page("surveys"),
    page("survey-start", "edit"),
    act("survey-add", uid="baseline"),
    page("survey", uid="survey"),
    act("survey-close", uid="survey"),
    act("survey-remind", uid="survey"),
    act("survey-approve", uid="survey"),
    page("survey-answer", uid="survey request"),
    act("survey-answer-approve", uid="survey request"),
    act("survey-answer-withdraw", uid="survey request"),
    act("survey-answer-return", uid="survey request"),
    act("survey-link-renew", uid="survey request"),
    page("quality"),
    Row("quality-kind", {"get": ("view", 200), "post": ("view", 405)}, plain={"kind": "vacant"}),
    Row("quality-accept", {"get": ("edit", 405), "post": ("edit", 302)}, {"uid": "baseline"}, {"kind": "vacant"}),
    Row("quality-withdraw", {"get": ("edit", 405), "post": ("edit", 302)}, {"uid": "baseline"}, {"kind": "vacant"}),
    Row(
        "quality-fix",
        {"get": ("edit", 405), "post": ("edit", 302)},
        {"uid": "baseline"},
        {"kind": "vacant", "fix": "eliminate"},
    ),
    act("managers-infer", uid="baseline"),
    page("place-rules"),
    act("place-rule-defaults"),
    Row("place-rule-add", {"get": ("edit", 405), "post": ("edit", 302)}, plain={"target": "tower"}),
    act("place-rule-edit", uid="place rule"),
    act("place-rule-move", uid="place rule"),
    act("place-rule-delete", uid="place rule"),
    act("places-apply", uid="baseline"),
    page("ticket-logs"),
    page("ticket-log", uid="log"),
    act("ticket-log-teams", uid="log"),
    page("ticket-group", uid="log", group="group"),
    act("ticket-group-edit", uid="log", group="group"),
    Row("ticket", {"get": ("view", 200), "post": ("view", 405)}, {"uid": "log"}, query={"key": "ticket key"}),
    page("handoffs"),
    page("handoffs-log", uid="log"),
    Row("handoff-pair", {"get": ("view", 200)}, {"uid": "log"}, query={"from": "group", "to": "other group"}),
    act("handoffs-keep", uid="log"),
    page("how", uid="kept", result="figure"),
    page("how-rows", uid="kept", result="figure"),
    page("run-freshness", uid="saving"),
    page("scenario-computing", uid="scenario"),
    act("scenario-compute", uid="scenario"),
    page("assumptions"),
    Row("assumption", {"get": ("view", 200), "post": ("view", 405)}, plain={"code": "kappa"}),
    Row("assumption-set", {"get": ("edit", 405), "post": ("edit", 302)}, plain={"code": "kappa"}),
    page("imports"),
    page("import-start", "edit"),
    act("import-upload"),
    Row("import-template", {"get": ("view", 200)}, plain={"kind": "positions"}),
    page("import", uid="import"),
    act("import-mapping", uid="import"),
    act("import-reading", uid="import"),
    Row("import-trial", {"get": ("edit", 405), "post": ("edit", 200)}, {"uid": "import"}, plain={"code": "fte"}),
    act("import-confirm", uid="import"),
    act("import-undo", uid="import"),
    act("import-discard", uid="import"),
    page("import-defects", uid="import"),
    Row("scenario-undo", {"get": ("edit", 405), "post": ("edit", 302)}, {"uid": "scenario"}, {"seq": 1}),
)


def lists(name: str, post: int | None = None, needs: str = "edit", **named: str) -> Row:
    """An API list; `post` is the status of an empty body where rows can be added."""
    return Row(name, {"get": ("view", 200), "post": (needs, post or 405)}, named)


API: tuple[Row, ...] = (
    lists("api-runs"),
    Row("api-run", {"get": ("view", 200)}, {"uid": "run"}),
    Row("api-run-cancel", {"post": ("edit", 200)}, {"uid": "run"}),
    Row("api-me", {"get": ("view", 200)}),
    lists("api-tokens", 400, "own"),
    Row("api-token", {"delete": ("own admin", 204)}, {"uid": "token"}),
    lists("api-scenarios", 400),
    Row("api-scenario", {"get": ("view", 200), "patch": ("edit", 428)}, {"uid": "scenario"}),
    Row("api-scenario-clone", {"post": ("edit", 400)}, {"uid": "scenario"}),
    lists("api-operations", 400, uid="scenario"),
    lists("api-placements", uid="scenario"),
    lists("api-imports", 415),
    Row("api-import", {"get": ("view", 200)}, {"uid": "import"}),
    Row("api-import-mapping", {"post": ("edit", 428)}, {"uid": "import"}),
    Row("api-import-reading", {"post": ("edit", 428)}, {"uid": "import"}),
    Row("api-import-confirm", {"post": ("edit", 428)}, {"uid": "import"}),
    Row("api-import-undo", {"post": ("edit", 428)}, {"uid": "import"}),
    lists("api-import-defects", uid="import"),
    lists("api-baselines"),
    lists("api-rates", baseline="baseline"),
    Row("api-comparison", {"get": ("view", 200)}, {"uid": "baseline"}),
    Row("api-refresh", {"post": ("edit", 400)}, {"uid": "baseline"}),
    Row("api-refresh-accept", {"post": ("edit", 428)}, {"uid": "baseline"}),
    lists("api-teams"),
    Row("api-team", {"get": ("view", 200), "patch": ("edit", 428)}, {"baseline": "baseline", "uid": "team"}),
    lists("api-positions"),
    lists("api-towers", 400),
    Row("api-tower", {"get": ("view", 200), "patch": ("edit", 428)}, {"uid": "tower"}),
    Row("api-tbm-towers", {"get": ("view", 200)}),
    lists("api-activities", 400),
    Row("api-activity", {"get": ("view", 200), "patch": ("edit", 428)}, {"uid": "activity"}),
    Row("api-position", {"get": ("view", 200), "patch": ("edit", 428)}, {"uid": "position"}),
    Row("api-towers-by-region", {"get": ("view", 200)}),
    lists("api-reporting-lines"),
    lists("api-effort"),
    lists("api-surveys"),
    lists("api-survey-requests", uid="survey"),
    Row("api-survey-approve", {"post": ("edit", 428)}, {"uid": "survey request"}),
    Row("api-effort-item", {"get": ("view", 200), "patch": ("edit", 428)}, {"uid": "effort"}),
    Row("api-quality", {"get": ("view", 200)}),
    Row("api-quality-rows", {"get": ("view", 200)}, plain={"kind": "vacant"}),
    lists("api-place-rules"),
    lists("api-ticket-logs"),
    lists("api-ticket-groups", uid="log"),
    Row("api-ticket-group", {"get": ("view", 200), "patch": ("edit", 428)}, {"uid": "log", "group": "group"}),
    Row("api-assumptions", {"get": ("view", 200)}),
    Row("api-assumption", {"get": ("view", 200), "put": ("edit", 400)}, plain={"code": "kappa"}),
    Row("api-findings", {"get": ("view", 200)}),
    Row("api-finding", {"get": ("view", 200)}, {"key": "finding"}),
    Row("api-finding-decision", {"post": ("edit", 428)}, {"key": "finding"}),
    Row("api-spans", {"get": ("view", 200)}),
    Row("api-span-bands", {"get": ("view", 200)}),
    Row(
        "api-span-band",
        {"get": ("view", 200), "put": ("edit", 400), "delete": ("edit", 428)},
        plain={"code": "f8"},
    ),
    Row("api-coordination", {"get": ("view", 200)}),
    lists("api-results"),
    Row("api-computations", {"post": ("edit", 400)}),
    Row("api-metrics", {"get": ("view", 200)}),
)

# No organisation in the address, and nothing of one in the answer but one's own list of organisations.
OUTSIDE: dict[str, tuple[str, int]] = {
    "home": ("signed in", 302),
    "healthz": ("public", 200),
    "readyz": ("public", 200),
    "login": ("public", 200),
    "logout": ("public", 405),
    "password_change": ("signed in", 200),
    "password_change_done": ("signed in", 200),
    "schema": ("public", 200),
    "docs": ("public", 200),
}

# Opened by a signed link, whoever holds it: the address names its own object, with and without an account.
BY_LINK: dict[str, dict[str, int]] = {"survey-link": {"get": 200, "post": 428}}
