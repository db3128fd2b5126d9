"""What value, cost, demand and stage of a service suggest: to invest in it, to keep it or to retire it. Pure."""

from dataclasses import dataclass

from core.figures import percent

INVEST, KEEP, RETIRE, UNDECIDED = "invest", "keep", "retire", "undecided"
PIPELINE = "pipeline"
HIGH_VALUE, LOW_VALUE = 4, 2
CLEAR_CHANGE = 0.1
RULES = (
    f"Value {HIGH_VALUE} or 5 of 5 is high, 1 or {LOW_VALUE} low. Demand grows or falls where it changes by"
    f" {percent(CLEAR_CHANGE, 0)} or more; a service is dear when it costs more than the one in the middle.",
    "Retire: low value, and in the pipeline, or with falling demand, or dear while demand does not grow.",
    f"Invest: high value in the pipeline or with growing demand; value {LOW_VALUE + 1} with growing demand, not dear.",
    "Keep: everything else. No suggestion without a value, or where only the unknown cost of low value would tell.",
)


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of a service: value 1 to 5, change of its demand as a fraction and how that is known.

    `is_dear`: whether it costs more than the one in the middle. None where a thing is unknown.
    """

    stage: str
    value: int | None
    is_dear: bool | None
    demand: float | None = None
    demand_by: str = ""

    @property
    def grows(self) -> bool:
        """Whether demand clearly grows."""
        return self.demand is not None and self.demand >= CLEAR_CHANGE

    @property
    def falls(self) -> bool:
        """Whether demand clearly falls."""
        return self.demand is not None and self.demand <= -CLEAR_CHANGE


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What to do, and why as a clause."""

    what: str
    reason: str


def suggestion(of: Standing) -> Suggestion:
    """The first rule that fits, in the order retire, invest, keep; undecided where what decides is unknown.

    >>> suggestion(Standing("catalogue", 2, is_dear=True, demand=-0.24, demand_by="until 2028"))
    Suggestion(what='retire', reason='value 2 is low, and demand falls by 24% until 2028')
    >>> suggestion(Standing("catalogue", 4, is_dear=True)).what, suggestion(Standing("catalogue", None, True)).what
    ('keep', 'undecided')
    """
    if of.value is None:
        return Suggestion(UNDECIDED, "nobody has judged its value")
    if of.value <= LOW_VALUE:
        return _of_low_value(of)
    is_high = of.value >= HIGH_VALUE
    worth = f"value {of.value} is {'high' if is_high else 'in the middle'}"
    if is_high and of.stage == PIPELINE:
        return Suggestion(INVEST, f"{worth}, and it is still in the pipeline")
    if of.grows and (is_high or of.is_dear is False):
        return Suggestion(INVEST, f"{worth}, and {_demand(of)}{'' if is_high else ' while it is not dear'}")
    if of.grows:
        return Suggestion(KEEP, f"{worth} and {_demand(of)}, but {_cost(of)}")
    return Suggestion(KEEP, f"{worth}, {'but' if of.falls else 'and'} {_demand(of)}")


def _of_low_value(of: Standing) -> Suggestion:
    worth = f"value {of.value} is low"
    if of.stage == PIPELINE:
        return Suggestion(RETIRE, f"{worth}, and it is still in the pipeline")
    if of.falls:
        return Suggestion(RETIRE, f"{worth}, and {_demand(of)}")
    if of.grows:
        return Suggestion(KEEP, f"{worth}, but {_demand(of)}")
    if of.is_dear is None:
        return Suggestion(UNDECIDED, f"{worth}, and its cost is unknown")
    if of.is_dear:
        return Suggestion(RETIRE, f"{worth}, it is dear, and {_demand(of)}")
    return Suggestion(KEEP, f"{worth}, but it is not dear")


def _cost(of: Standing) -> str:
    return "its cost is unknown" if of.is_dear is None else "it is dear"


def _demand(of: Standing) -> str:
    if of.demand is None:
        return "nothing is known of its demand"
    if not (of.grows or of.falls):
        return "demand hardly changes"
    return f"demand {'grows' if of.grows else 'falls'} by {percent(abs(of.demand), 0)} {of.demand_by}".rstrip()
