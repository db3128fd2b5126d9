"""Reading an import's files another way: which sheets, and on which line each header is."""

from typing import Any

from django.http import HttpRequest

from core.imports import actions
from core.imports.header_lines import stated_header_lines, stated_sheets
from core.views.base import ActionView, seen_version
from core.views.imports import address, found_import


class ImportReading(ActionView):
    """Other sheets are checked with the present mapping; another header's line has the files read again."""

    def act(self, request: HttpRequest, **kwargs: Any) -> str:
        """One of the two; a line counts first, since it may change which sheets fit."""
        incoming = found_import(self.actor, kwargs["uid"])
        version, lines = seen_version(request), stated_header_lines(incoming, request.POST)
        if lines != (incoming.report.get("header_lines") or {}) or not incoming.report.get("spec"):
            actions.read_again(by=self.actor, incoming=incoming, version=version, header_lines=lines)
        else:
            sheets = stated_sheets(incoming, request.POST.getlist("sheet"))
            mapping = {**incoming.report["spec"], "sheets": sheets}
            actions.change_mapping(by=self.actor, incoming=incoming, version=version, mapping=mapping)
        return address(self.actor, incoming)
