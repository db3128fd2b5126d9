"""What the imports of a baseline found in their files and the baseline itself no longer shows."""

from collections.abc import Callable, Sequence

from core.figures import plural
from core.figures import words as as_words
from towers.quality.facts import Facts
from towers.quality.kinds import Group, Hit, Kind
from towers.quality.rows import FileFinding

REVERSED = frozenset({"band-reversed"})
TWO_PLACES = frozenset({"team-in-two-towers", "team-in-two-regions"})
# Told of the positions as they are now.
TOLD_ELSEWHERE = frozenset(
    {"dangling-manager", "manager-cycle", "repeated-key", "duplicate-row", "eliminated-post", "no-team"}
)


def _found(is_wanted: Callable[[str], bool]) -> Callable[[Facts], list[Hit]]:
    def find(facts: Facts) -> list[Hit]:
        return [_hit(one) for one in facts.findings if is_wanted(one.code)]

    return find


def _hit(finding: FileFinding) -> Hit:
    return Hit(finding, f"{plural(finding.places, 'place')}: {finding.remedy}", count=finding.places)


def _count(hits: Sequence[Hit]) -> int:
    return sum(hit.count for hit in hits)


def _effect_of_reversed(facts: Facts, hits: Sequence[Hit]) -> str:
    bands = plural(_count(hits), "band was", "bands were")
    return f"{bands} turned round: the middle of a band is the same either way."


def _effect_of_places(facts: Facts, hits: Sequence[Hit]) -> str:
    rows = plural(_count(hits), "row counts", "rows count")
    return f"{rows} for the tower or region that most of the team's FTE names, not for their own."


def _effect_of_rest(facts: Facts, hits: Sequence[Hit]) -> str:
    codes = sorted({as_words(hit.about.code.replace("-", "_")) for hit in hits if isinstance(hit.about, FileFinding)})
    return f"What was read is in the figures, what could not be read is not: {', '.join(codes)}."


KINDS = (
    Kind(
        "band-reversed",
        Group.FILES,
        "Pay bands upside down",
        "The lower end of a band was above its upper end.",
        "Look at the rows: a slip in one end moves the mean.",
        _found(REVERSED.__contains__),
        _effect_of_reversed,
    ),
    Kind(
        "team-in-two-places",
        Group.FILES,
        "Team in two towers or regions",
        "Rows of one team name different towers or regions; most of its FTE decides.",
        "Split the team where it is two, or correct the rows.",
        _found(TWO_PLACES.__contains__),
        _effect_of_places,
    ),
    Kind(
        "file-finding",
        Group.FILES,
        "Headers, cells and rows",
        "Reading the files raised these doubts: headers, encodings, totals among the rows, cells that are no number.",
        "Open the findings of the import; correct the source and import it again.",
        _found(lambda code: code not in REVERSED | TWO_PLACES | TOLD_ELSEWHERE),
        _effect_of_rest,
    ),
)
