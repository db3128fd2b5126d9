"""What pages of a baseline share whose rows stand by one of several things."""

from urllib.parse import urlencode

from core.asked import one_of
from towers.views.base import BaselinePage


class GroupedPage(BaselinePage):
    """`?by=` is one of `groupings`, the first of them where nothing is asked; 400 for what is none."""

    groupings: tuple[str, ...] = ()

    @property
    def by(self) -> str:
        """By what the rows stand."""
        return one_of(self.request.GET, "by", self.groupings, self.groupings[0])

    def query(self, **more: str) -> str:
        """The address's choices with other ones, as a query."""
        kept = {name: self.request.GET.get(name, "") for name in ("baseline", "by")}
        return f"?{urlencode({name: value for name, value in (kept | more).items() if value})}"
