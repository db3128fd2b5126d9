"""Figures as the dashboard writes them: each text knows the address that explains it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Self

from django.urls import reverse

from core.figures import decimal, fte, integer, money, money_range, percent, signed
from metrics.models import Result
from metrics.selectors.summary import Option


class Explained(str):
    """The text of a figure; `how_url` opens its formula, inputs, assumptions and rows ("" while nothing is kept)."""

    how_url: str

    def __new__(cls, text: str, how_url: str = "") -> Self:
        """The text with its address."""
        made = super().__new__(cls, text)
        made.how_url = how_url
        return made


@dataclass(frozen=True, slots=True)
class OptionFigures:
    """The figures of an option as texts, by metric and the keys of its dimensions."""

    option: Option
    slug: str
    currency: str

    def figure(self, metric: str, d1: str = "", d2: str = "") -> Result | None:
        """The figure of the saving or of the replay."""
        sets = (self.option.saving, self.option.replay)
        return next((found for known in sets if (found := known.figure(metric, d1, d2))), None)

    def value(self, metric: str, d1: str = "", d2: str = "") -> float | None:
        """Its value; None if there is no such figure or it is unknown."""
        found = self.figure(metric, d1, d2)
        return found.value if found else None

    def how(self, metric: str, d1: str = "", d2: str = "") -> str:
        """The address that explains the figure; "" if there is none."""
        return self.how_of(self.figure(metric, d1, d2))

    def how_of(self, figure: Result | None) -> str:
        """The same of a figure at hand."""
        for run in (self.option.saving_run, self.option.replay_run):
            if figure is not None and run is not None and figure.run_id == run.pk:
                return reverse("how", args=[self.slug, run.uid, figure.pk])
        return ""

    def written(self, figure: Result | None, write: Callable[[Result], str]) -> Explained:
        """The figure in words of `write`; "unknown" if there is none."""
        return Explained(write(figure) if figure else "unknown", self.how_of(figure))

    def money(self, metric: str, d1: str = "", d2: str = "") -> Explained:
        """Money in the organisation's currency."""
        return self.written(self.figure(metric, d1, d2), lambda found: money(found.value, self.currency))

    def money_spread(self, figure: Result) -> list[Explained]:
        """P10, P50 and P90 of money."""
        spread = (figure.low, figure.value, figure.high)
        return [Explained(money(value, self.currency), self.how_of(figure)) for value in spread]

    def money_range(self, metric: str) -> Explained:
        """P10 to P90 of it."""
        return self.written(self.figure(metric), lambda found: money_range(found.low, found.high, self.currency))

    def fte(self, metric: str, d1: str = "", d2: str = "") -> Explained:
        """FTE without the unit."""
        return self.written(self.figure(metric, d1, d2), lambda found: fte(found.value))

    def change(self, metric: str, d1: str, d2: str) -> Explained:
        """FTE with their sign."""
        return self.written(self.figure(metric, d1, d2), lambda found: signed(found.value, 1))

    def share(self, metric: str, d1: str = "", digits: int = 1) -> Explained:
        """A fraction as a percentage."""
        return self.written(self.figure(metric, d1), lambda found: percent(found.value, digits))

    def count(self, metric: str) -> Explained:
        """A whole number."""
        return self.written(self.figure(metric), lambda found: integer(found.value))

    def factor(self, figure: Result) -> Explained:
        """A ratio with one decimal."""
        return self.written(figure, lambda found: decimal(found.value, 1))

    def month(self, metric: str, never: str) -> Explained:
        """The number of a month; the words of `never` where it does not come."""
        return self.written(self.figure(metric), lambda found: f"Month {found.value:.0f}" if found.value else never)
