"""What the classes of scale of activities mean: a part of the pages about activities."""

from dataclasses import dataclass
from typing import Any

from core.views.base import Page
from metrics.assumptions.effective import EffectiveAssumption, effective_assumptions
from towers.models import Activity

PREFIX = "beta_"


@dataclass(frozen=True, slots=True)
class ScaleClass:
    """A class with its exponent: work grows with volume to this power."""

    code: str
    label: str
    exponent: EffectiveAssumption
    is_chosen: bool

    @property
    def saved_by_doubling(self) -> float:
        """Share of effort that two equal teams need less together than apart: `1 - 2^(beta - 1)`.

        An exponent of 0.93 makes 0.047: 4.7 %.
        """
        return float(1 - 2 ** (self.exponent.likely - 1))


class ScaleClasses(Page):
    """The exponent of each class as the organisation assumes it; `?scale=` marks one."""

    template_name = "metrics/_scale_classes.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """In the order of the classes."""
        exponents = {row.code: row for row in effective_assumptions(self.actor)}
        chosen = self.request.GET.get("scale", "")
        return super().get_context_data(
            classes=[
                ScaleClass(code, label, exponents[PREFIX + code], code == chosen)
                for code, label in Activity.ScaleClass.choices
            ],
            **kwargs,
        )
