"""The agreements that a service usually needs, as drafts: what is wanted, promised, and behind it."""

from collections.abc import Mapping
from dataclasses import dataclass

from services.chains import Times
from services.models import Agreement

Kind = Agreement.Kind
TO_BE_NAMED = "To be named"
DESK, LEVEL_2 = 5, 8


@dataclass(frozen=True, slots=True)
class Draft:
    """One agreement of the template: times in minutes for every priority, its place on the path, who keeps it."""

    kind: Agreement.Kind
    title: str
    own: int
    resolve: int
    step: int = 0
    function_code: int | None = None

    @property
    def targets(self) -> Mapping[str, Times]:
        """For all priorities alike."""
        return {"": (self.own, self.resolve)}


# Along the path 1 h, 4 h and 3 h: together the 8 h that are promised, where all work the same hours.
TEMPLATE = (
    Draft(Kind.SLR, "what customers want", 60, 480),
    Draft(Kind.SLA, "service level agreement", 60, 480),
    Draft(Kind.OLA, "service desk", 15, 60, step=1, function_code=DESK),
    Draft(Kind.OLA, "level 2 and 3", 30, 240, step=2, function_code=LEVEL_2),
    Draft(Kind.UC, "supplier", 60, 180, step=3),
)
