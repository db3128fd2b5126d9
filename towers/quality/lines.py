"""Defects of reporting lines: several roots, managers that are not there, circles, posts under an eliminated one."""

from collections.abc import Sequence

from core.figures import fte, plural
from towers.quality.facts import Facts
from towers.quality.kinds import Fix, Group, Hit, Kind, fte_of, of_post, share_of_all, stand
from towers.quality.rows import Post

INFER = Fix(
    "infer",
    "Infer managers",
    "Each gets the leader of its unit, or of the unit above, as shown beside it; it is shown as inferred.",
    lambda facts, hit: isinstance(hit.about, Post) and hit.about.id in facts.proposals,
)
LIFT = Fix(
    "lift",
    "Report to the post above",
    "Each reports to the nearest manager above that is not eliminated; it is shown as inferred.",
    lambda facts, hit: isinstance(hit.about, Post) and live_manager_above(facts, hit.about) is not None,
)


def unled(facts: Facts) -> list[Post]:
    """Live positions without a manager."""
    return [post for post in facts.posts if post.is_live and post.manager_id is None]


def branch(facts: Facts, root: Post) -> tuple[Post, ...]:
    """The filled positions at and below a position."""
    found, rest = list[Post](), [root]
    while rest:
        post = rest.pop()
        found += [post] if post.is_filled else []
        rest += facts.reports.get(post.id, ())
    return tuple(found)


def several_roots(facts: Facts) -> list[Hit]:
    """Positions that lead and have no manager, but for the one with the largest branch."""
    branches = [(root, branch(facts, root)) for root in unled(facts) if root.id in facts.reports]
    hits = [Hit(root, _leads(posts), sum(post.fte for post in posts), posts) for root, posts in branches]
    hits.sort(key=lambda hit: (-hit.fte, hit.subject))
    return hits[1:]


def _leads(posts: Sequence[Post]) -> str:
    return f"at the top of a branch of {plural(len(posts), 'filled row')}"


def alone(facts: Facts) -> list[Hit]:
    """Positions with nobody above, nobody below, and no manager stated; a single position is an organisation."""
    found = [post for post in unled(facts) if post.id not in facts.reports and not post.manager_ref]
    return [of_post(post, "no manager is stated, and it leads nobody") for post in found if len(facts.posts) > 1]


def dangling(facts: Facts) -> list[Hit]:
    """Positions whose manager's reference is that of no position."""
    found = [post for post in unled(facts) if post.manager_ref and post.manager_ref not in facts.by_key]
    return [of_post(post, f"reports to “{post.manager_ref}”, which is no position") for post in found]


def circular(facts: Facts) -> list[Hit]:
    """Positions whose link was left out because it closed a circle."""
    found = [post for post in unled(facts) if post.manager_ref in facts.by_key]
    return [of_post(post, _circle(post)) for post in found]


def _circle(post: Post) -> str:
    if post.manager_ref == post.key:
        return "reports to itself"
    return f"reports to {post.manager_ref}, which reports to it in turn"


def under_eliminated(facts: Facts) -> list[Hit]:
    """Live positions that report to an eliminated one."""
    led = [(post, facts.by_id[post.manager_id]) for post in facts.posts if post.is_live and post.manager_id]
    return [
        of_post(post, f"reports to {manager.key}, which is eliminated") for post, manager in led if not manager.is_live
    ]


def live_manager_above(facts: Facts, post: Post) -> Post | None:
    """The nearest manager above the position that is not eliminated."""
    above = facts.by_id.get(post.manager_id or 0)
    while above is not None and not above.is_live:
        above = facts.by_id.get(above.manager_id or 0)
    return above


def _effect_of_roots(facts: Facts, hits: Sequence[Hit]) -> str:
    branches = plural(len(hits), "branch stands", "branches stand")
    return f"{branches} beside the largest, with {share_of_all(facts, fte_of(hits))}: layers are counted in each alone."


def _effect_of_alone(facts: Facts, hits: Sequence[Hit]) -> str:
    return f"{share_of_all(facts, fte_of(hits))} are in no span of control and no layer."


def _effect_of_broken(facts: Facts, hits: Sequence[Hit]) -> str:
    cut = sum(post.id in facts.reports for hit in hits for post in hit.posts)
    below = f"; {plural(cut, 'of them leads others', 'of them lead others')}" if cut else ""
    return f"{fte(fte_of(hits))} FTE hang in the air: they are missing in the span of whoever leads them{below}."


def _effect_of_eliminated(facts: Facts, hits: Sequence[Hit]) -> str:
    managers = {post.manager_id for hit in hits for post in hit.posts}
    return f"{stand(len(managers), 'eliminated post', 'still leads', 'still lead')} them: a layer too many."


KINDS = (
    Kind(
        "several-roots",
        Group.LINES,
        "Several tops",
        "A tree has one top. These positions lead others and have no manager themselves.",
        "State or infer their managers; accept those that are tops of their own.",
        several_roots,
        _effect_of_roots,
        (INFER,),
    ),
    Kind(
        "no-manager",
        Group.LINES,
        "Nobody above, nobody below",
        "No manager is stated for these positions, and they lead nobody.",
        "Infer their managers from units and titles, or state them in the grid.",
        alone,
        _effect_of_alone,
        (INFER,),
    ),
    Kind(
        "dangling-manager",
        Group.LINES,
        "Manager not there",
        "The manager's reference is that of no position: often “0”, or a post above the extract.",
        "Infer the manager, correct the reference, or accept the top of the organisation.",
        dangling,
        _effect_of_broken,
        (INFER,),
    ),
    Kind(
        "manager-cycle",
        Group.LINES,
        "Circles",
        "These positions report to each other in a circle; the first link of each circle was left out.",
        "Infer or state the manager of the position at which the circle was cut.",
        circular,
        _effect_of_broken,
        (INFER,),
    ),
    Kind(
        "led-by-eliminated",
        Group.LINES,
        "Under an eliminated post",
        "The manager is a post that no longer exists.",
        "Let them report to the next manager above.",
        under_eliminated,
        _effect_of_eliminated,
        (LIFT,),
    ),
)
