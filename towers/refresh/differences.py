"""What differs between two baselines, position by position. Pure: frames in, frames out."""

from dataclasses import dataclass
from functools import cached_property

import polars as pl

from towers.refresh.pairing import BY_PERSON, Links, paired

# A fact, what it is called, and the kind of change that another value of it is.
FACTS: tuple[tuple[str, str, str], ...] = (
    ("key", "Reference", "moved"),
    ("team", "Team", "moved"),
    ("manager", "Manager", "moved"),
    ("tower", "Tower", "moved"),
    ("region", "Region", "moved"),
    ("title", "Title", "titled"),
    ("grade", "Grade", "titled"),
    ("fte", "FTE", "fte"),
    ("heads", "Persons", "fte"),
    ("status", "Status", "status"),
    ("cost_low", "Yearly cost, lower end", "cost"),
    ("cost_high", "Yearly cost, upper end", "cost"),
    ("employment", "Employment", "other"),
    ("person_ref", "Person", "other"),
    ("location", "Location", "other"),
    ("profession", "Profession", "other"),
    ("is_aggregate", "Stands for several posts", "other"),
)
KINDS: dict[str, str] = {
    "joined": "Joined",
    "left": "Left",
    "moved": "Moved",
    "titled": "Title or grade",
    "fte": "FTE or persons",
    "status": "Status",
    "cost": "Cost",
    "other": "Other facts",
}
NOW = "_now"  # ends the name of a column of the later baseline
SHOWN = {"team": "team_name", "manager": "manager_key"}  # what stands on a page for a fact


@dataclass(frozen=True, eq=False)
class Comparison:
    """`joined` are rows of the later baseline, `left` of the earlier one; `pairs` has both, the later with `_now`,
    how they were paired (`by`), a flag `differs_FACT` for each fact and `is_KIND` for each kind of change.
    """

    joined: pl.DataFrame
    left: pl.DataFrame
    pairs: pl.DataFrame

    @cached_property
    def changed(self) -> pl.DataFrame:
        """The pairs in which anything differs."""
        return self.pairs.filter(pl.any_horizontal([f"is_{kind}" for kind in KINDS if f"is_{kind}" in self.pairs]))

    @cached_property
    def counts(self) -> dict[str, int]:
        """Rows by kind; one position may be in several kinds of change, `changed` counts it once."""
        flags = [kind for kind in KINDS if f"is_{kind}" in self.pairs.columns]
        sums = {kind: int(self.pairs[f"is_{kind}"].sum()) for kind in flags}
        return {"joined": self.joined.height, "left": self.left.height, **sums, "changed": self.changed.height}

    @property
    def touched(self) -> int:
        """Positions that joined, left or changed."""
        return self.joined.height + self.left.height + self.changed.height


def compared(before: pl.DataFrame, after: pl.DataFrame, by_hand: Links = (), *, with_cost: bool = True) -> Comparison:
    """Compare two frames of `towers.refresh.columns`; without `with_cost` another cost is no change."""
    links = paired(before, after, by_hand)
    later = after.rename({name: f"{name}{NOW}" for name in after.columns})
    pairs = links.join(before, left_on="before", right_on="id", maintain_order="left")
    pairs = pairs.join(later, left_on="after", right_on=f"id{NOW}", maintain_order="left")
    pairs = _flagged(_with_managers(pairs, links), with_cost=with_cost)
    return Comparison(
        joined=after.join(links, left_on="id", right_on="after", how="anti"),
        left=before.join(links, left_on="id", right_on="before", how="anti"),
        pairs=pairs,
    )


def _with_managers(pairs: pl.DataFrame, links: pl.DataFrame) -> pl.DataFrame:
    """`manager_then`: the later row of the earlier manager, so that another reference of it is no move."""
    posts = links.filter(pl.col("by") != BY_PERSON).select(manager="before", manager_then="after")
    return pairs.join(posts, on="manager", how="left", maintain_order="left")


def _flagged(pairs: pl.DataFrame, *, with_cost: bool) -> pl.DataFrame:
    facts = [(fact, kind) for fact, _, kind in FACTS if with_cost or kind != "cost"]
    flags = {fact: pl.col(fact).ne_missing(pl.col(f"{fact}{NOW}")) for fact, _ in facts}
    led, leads = pl.col("manager").is_not_null(), pl.col(f"manager{NOW}").is_not_null()
    flags["manager"] = (led != leads) | pl.col("manager_then").ne_missing(pl.col(f"manager{NOW}"))
    flags["key"] &= pl.col("by").is_in(["hand", "person"])
    flagged = pairs.with_columns(flag.alias(f"differs_{fact}") for fact, flag in flags.items())
    kinds = dict.fromkeys(kind for _, kind in facts)
    return flagged.with_columns(
        pl.any_horizontal([f"differs_{fact}" for fact, of in facts if of == kind]).alias(f"is_{kind}") for kind in kinds
    )
