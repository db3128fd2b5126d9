"""The organisation's home page."""

from core.views.base import Page


class Summary(Page):
    """The dashboard for executives."""

    template_name = "metrics/summary.html"
    section = "summary"
