"""Who mixes build and run, by tower, region or employment; and the posts behind each number."""

from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404
from django.urls import reverse

from core.figures import integer, percent
from metrics.computations.build_run import MIXES, WORKING
from metrics.selectors.build_run import BY, BuildRunView, MixedPost, PlaceMix, build_run_view
from metrics.selectors.newest_results import stored_figures
from metrics.views.grouped import GroupedPage
from towers.models import Baseline
from towers.views.base import Table

FIGURES = ("mixed_persons", "build_fte", "sourceable_build_share")
WORDS = {
    "build": "Mostly build",
    "mixed": "Mixed",
    "run": "Mostly run",
    "neither": "Neither build nor run",
}
MOST_POSTS, POSTS_PER_PAGE = 15, 50
POST_HEADERS = [
    *("Reference", "Title", "Team", "Tower", "Region", "Employment", "Persons"),
    *("FTE of build", "FTE of run", "Share of build", "Class", "Stated of"),
]


class BuildRunPage(GroupedPage):
    """Persons by their mix, and how much of the build could be sourced."""

    template_name = "metrics/build_run.html"
    section = "spans"
    groupings = BY

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Everything from one reading of the baseline."""
        if self.baseline is None:
            return super().get_context_data(**kwargs)
        view = build_run_view(self.actor, self.baseline)
        mixed = view.at(["mixed"])
        return super().get_context_data(
            view=view,
            heading=_heading(view),
            flexing=_flexing(view.outside),
            whole=self._row(view.whole, is_whole=True),
            rows=[self._row(row) for row in view.by(self.by)],
            words=[WORDS[mix] for mix in MIXES],
            by=self.by,
            by_choices=[(name, self.query(by=name)) for name in BY],
            mixed=mixed[:MOST_POSTS],
            mixed_posts=len(mixed),
            mixed_url=self._posts_address(mix="mixed"),
            mixed_csv=f"{self._posts_address(mix='mixed')}&format=csv",
            how=stored_figures(self.actor, self.baseline, *FIGURES),
            **kwargs,
        )

    def table(self, baseline: Baseline, **kwargs: Any) -> Table:
        """A row per place."""
        view = build_run_view(self.actor, baseline)
        headers = [self.by.capitalize(), *(f"Persons: {WORDS[mix].lower()}" for mix in MIXES), "Mixed share"]
        headers += ["FTE of run", "FTE of build", *(f"FTE of build, {WORDS[mix].lower()}" for mix in WORKING)]
        rows = (
            [
                *(row.name, *(row.persons[mix] for mix in MIXES), row.mixed_share, row.run, row.build_fte),
                *(*(row.build[mix] for mix in WORKING), row.sourceable_share),
            ]
            for row in view.by(self.by)
        )
        return f"{baseline.name} build and run by {self.by}", [*headers, "Share that could be sourced"], rows

    def _row(self, row: PlaceMix, *, is_whole: bool = False) -> dict[str, Any]:
        place = {} if is_whole else {"place": row.key}
        return {
            "row": row,
            "counts": [(WORDS[mix], row.persons[mix], self._posts_address(mix=mix, **place)) for mix in MIXES],
            "build_url": self._posts_address(mix="any", **place),
            "sourceable_url": self._posts_address(mix="build", **place),
        }

    def _posts_address(self, **more: str) -> str:
        kept = {name: self.request.GET[name] for name in ("baseline",) if self.request.GET.get(name)}
        by = {"by": self.by} if "place" in more else {}
        return f"{reverse('build-run-positions', args=[self.actor.organisation_slug])}?{urlencode(kept | by | more)}"


class BuildRunPositions(GroupedPage):
    """The posts behind a number: of a class or all that build or run, everywhere or at one place."""

    template_name = "metrics/build_run_positions.html"
    section = "spans"
    groupings = BY

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Fifty at a time, those nearest to half and half first."""
        if self.baseline is None:
            return super().get_context_data(**kwargs)
        view = build_run_view(self.actor, self.baseline)
        asked = self.request.GET.copy()
        asked.pop("page", None)
        posts = self._posts(view)
        return super().get_context_data(
            page=Paginator(posts, POSTS_PER_PAGE).get_page(self.request.GET.get("page")),
            persons=sum(post.persons for post in posts),
            build=sum(post.build for post in posts),
            name=self._name(view),
            words=WORDS,
            page_query=f"{asked.urlencode()}&" if asked else "",
            back_query=self.query(),
            **kwargs,
        )

    def table(self, baseline: Baseline, **kwargs: Any) -> Table:
        """All of them."""
        view = build_run_view(self.actor, baseline)
        return f"{baseline.name} {self._name(view)}", POST_HEADERS, (_cells(post) for post in self._posts(view))

    @property
    def mixes(self) -> tuple[str, ...]:
        """The classes in view: those of the address, any that build or run where it says so or nothing."""
        asked = self.request.GET.get("mix", "any")
        if asked not in ("any", *MIXES):
            raise Http404("There is no such class of positions. Choose build, mixed, run, neither or any.")
        return WORKING if asked == "any" else (asked,)

    def _posts(self, view: BuildRunView) -> list[MixedPost]:
        if "place" not in self.request.GET:
            return view.at(self.mixes)
        self._place(view)
        return view.at(self.mixes, self.by, self.request.GET["place"])

    def _place(self, view: BuildRunView) -> str:
        names = {row.key: row.name for row in view.by(self.by)}
        if self.request.GET["place"] not in names:
            raise Http404(f"Nobody works in such a {self.by} in this baseline.")
        return names[self.request.GET["place"]]

    def _name(self, view: BuildRunView) -> str:
        what = WORDS[self.mixes[0]] if len(self.mixes) == 1 else "Build or run"
        return f"{what}, {self._place(view)}" if "place" in self.request.GET else what


def _heading(view: BuildRunView) -> str:
    """What is known of teams alone is said of teams."""
    whole = view.whole
    if not whole.working:
        return "Nobody’s build and run is stated yet"
    is_told = view.untold * 2 <= whole.persons["mixed"]
    both = "do both" if is_told else "are in teams that do both"
    mixed = f"{percent(whole.mixed_share, 0)} of those who build or run {both}"
    if whole.sourceable_share is None:
        return f"{mixed}; nobody builds"
    return f"{mixed}; {percent(whole.sourceable_share, 0)} of the build could be sourced as it stands"


def _flexing(outside: PlaceMix) -> str:
    """Whether capacity that is bought can flex with the build.

    >>> from collections import Counter
    >>> _flexing(PlaceMix(persons=Counter(mixed=3, build=1, neither=2)))
    'Of contractors and vendor staff who build or run, 3 of 4 are mixed: their number cannot follow the build.'
    >>> _flexing(PlaceMix(persons=Counter(run=2)))
    'Of contractors and vendor staff who build or run, none of 2 is mixed: their number can follow the build.'
    """
    if not outside.working:
        return ""
    mixed, verb = outside.persons["mixed"], "are" if outside.persons["mixed"] > 1 else "is"
    said = f"{integer(mixed) if mixed else 'none'} of {integer(outside.working)} {verb} mixed"
    return (
        f"Of contractors and vendor staff who build or run, {said}: "
        f"their number {'cannot' if mixed else 'can'} follow the build."
    )


def _cells(post: MixedPost) -> list[Any]:
    position = post.position
    return [
        *(position["key"], position["title"], position["team__name"] or ""),
        *(post.place("tower")[1], post.place("region")[1], position["employment"], post.persons),
        *(post.build, post.run, post.share, WORDS[post.mix], "the position" if post.is_told else "several together"),
    ]
