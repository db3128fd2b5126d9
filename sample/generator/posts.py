"""Posts: what a row of the staff list says, and what a post of a grade costs."""

from dataclasses import dataclass

import numpy as np

from sample.generator.teams import Team

MANAGING_LAYERS = ("cio", "head", "regional", "lead", "section")
FILLED, VACANT, ELIMINATED = "Filled", "Vacant", "Eliminated"

_TITLES = {
    "operations": "Systems operator",
    "support": "Systems specialist",
    "engineering": "Infrastructure engineer",
    "desk": "Service desk agent",
    "field": "Field technician",
    "data centre": "Data centre technician",
    "digital engineering": "Platform engineer",
    "digital product": "Product analyst",
    "digital operations": "Site reliability engineer",
    "office": "IT business analyst",
    "cio": "Chief information officer",
    "head": "Head of {place}",
    "regional": "Manager {place}",
    "lead": "Team lead",
    "section": "Section lead",
    "architect": "Senior architect",
    "coordinator": "Service coordinator",
}
# Lowest and highest grade of staff by kind of team; of managers by layer.
_GRADES = {
    "operations": (4, 7),
    "support": (6, 9),
    "engineering": (8, 10),
    "desk": (4, 6),
    "field": (4, 7),
    "data centre": (4, 7),
    "digital engineering": (8, 11),
    "digital product": (8, 10),
    "digital operations": (6, 9),
    "office": (7, 10),
    "cio": (15, 15),
    "head": (13, 14),
    "regional": (12, 12),
    "lead": (10, 11),
    "section": (8, 9),
    "architect": (11, 12),
    "coordinator": (7, 9),
}
_REGION_PAY = {"Americas": 1.12, "Europe": 1.0, "Asia": 0.52}
_LOWEST_GRADE_COST_EUR, _GRADE_STEP, _CONTRACTOR_MARKUP = 46_000, 1.16, 1.18
_CONTRACTOR_SHARE, _PART_TIME_SHARE = 0.11, 0.06


@dataclass(slots=True)
class Post:
    """One row of the staff list; `cost_eur` is the loaded cost of a full-time year, whatever the FTE."""

    id: str
    title: str
    team: Team
    layer: str
    manager_id: str
    grade: int
    fte: float
    cost_eur: int
    employment: str = "Employee"
    status: str = FILLED

    @property
    def is_manager(self) -> bool:
        return self.layer in MANAGING_LAYERS


class PostOffice:
    """Makes posts; numbers are dealt at random so that an ID says nothing about its holder."""

    def __init__(self, rng: np.random.Generator, count: int) -> None:
        self._rng = rng
        self._numbers = iter(rng.permutation(np.arange(10_000, 10_000 + 4 * count)).tolist())

    def new_id(self) -> str:
        return f"BW-{next(self._numbers)}"

    def open(self, team: Team, layer: str, manager_id: str, place: str = "") -> Post:
        """Return a new post of `layer`: a managing layer, "architect", "coordinator" or "staff"."""
        role = team.kind if layer == "staff" else layer
        lowest, highest = _GRADES[role]
        grade = int(self._rng.integers(lowest, highest + 1))
        post = Post(self.new_id(), _TITLES[role].format(place=place), team, layer, manager_id, grade, 1.0, 0)
        if layer == "staff":
            self._vary(post)
        post.cost_eur = self._cost_eur(post)
        return post

    def _vary(self, post: Post) -> None:
        if self._rng.random() < _CONTRACTOR_SHARE:
            post.employment = "Contractor"
        elif self._rng.random() < _PART_TIME_SHARE:
            post.fte = float(self._rng.choice((0.5, 0.6, 0.8)))

    def _cost_eur(self, post: Post) -> int:
        markup = _CONTRACTOR_MARKUP if post.employment == "Contractor" else 1.0
        scale = _REGION_PAY[post.team.region] * markup * self._rng.uniform(0.94, 1.06)
        return int(round(_LOWEST_GRADE_COST_EUR * _GRADE_STEP ** (post.grade - 4) * scale, -2))
