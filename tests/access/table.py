"""What every address answers. A new address that is not here fails the suite."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Row:
    """An address: who needs what role for each method, the status when all is well, and the object it names.

    `methods`: method -> (needs, status). Needs: public, signed in, view, edit, admin, own (a member, about their own),
    own admin (one's own, or as administrator). `named`: the words of `contents` for the parts of the address.
    """

    name: str
    methods: dict[str, tuple[str, int]]
    named: dict[str, str] = field(default_factory=dict)
    plain: dict[str, object] = field(default_factory=dict)


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
    page("tokens"),
    act("token-add", "view"),
    Row("token-revoke", {"get": ("view", 405), "post": ("own admin", 302)}, {"uid": "token"}),
    page("scenarios"),
    act("scenario-add"),
    page("scenario", uid="scenario"),
    act("scenario-default-mapping", uid="scenario"),
    act("scenario-reach", uid="scenario"),
    act("scenario-place", uid="scenario"),
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
    Row("api-scenario", {"get": ("view", 200)}, {"uid": "scenario"}),
    lists("api-operations", 400, uid="scenario"),
    lists("api-placements", uid="scenario"),
    lists("api-results"),
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
