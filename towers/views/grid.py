"""The grid: its page, the rows that it loads, and the changes that it sends."""

import json
from typing import Any
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder
from django.http import Http404, HttpRequest, JsonResponse
from django.urls import reverse
from django.utils.functional import cached_property

from core.errors import UserError
from core.figures import minor_per_unit
from core.logs import current_request_id
from core.views.base import ActorMixin
from towers.actions.grid import save_grid
from towers.actions.grid_cells import Changes, SentRow
from towers.actions.pay import record_pay_read
from towers.grid.columns import KINDS, Kind, described
from towers.grid.rows import grid_part
from towers.models import Baseline
from towers.selectors import chosen_baseline
from towers.views.base import BaselinePage

MOST_ROWS = 1_000


def kind_of(code: str) -> Kind:
    """The kind that the address names."""
    if code not in KINDS:
        raise Http404(f"There is no grid of “{code}”.")
    return KINDS[code]


class GridPage(BaselinePage):
    """Positions, teams or effort, cell by cell."""

    template_name = "towers/grid.html"
    section = "positions"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What the page's script needs to load the rows."""
        kind = kind_of(kwargs.pop("kind"))
        return super().get_context_data(
            kind=kind,
            kinds=list(KINDS.values()),
            settings=self._settings(kind, self.baseline) if self.baseline else None,
            **kwargs,
        )

    def _settings(self, kind: Kind, baseline: Baseline) -> dict[str, Any]:
        slug = self.actor.organisation_slug
        query = f"?baseline={baseline.uid}"
        return {
            "kind": kind.code,
            "noun": kind.noun,
            "rows": reverse("grid-rows", args=[slug, kind.code]) + query,
            "save": reverse("grid-save", args=[slug, kind.code]) + query,
            "columns": described(kind.columns_for(self.actor)),
            "isEditable": self.actor.can_edit and not baseline.is_locked,
            "minorPerUnit": minor_per_unit(baseline.organisation.currency),
        }


class GridAnswer(ActorMixin):
    """What a grid asks for in the background; answers are JSON, errors too."""

    @cached_property
    def baseline(self) -> Baseline:
        """The baseline that the address names."""
        found = chosen_baseline(self.actor, self.request.GET.get("baseline"))
        if found is None:
            raise Http404("There is no baseline yet.")
        return found


class GridRows(GridAnswer):
    """One part of the rows, as columns."""

    def get(self, request: HttpRequest, **kwargs: Any) -> JsonResponse:
        """Whoever sees pay is named in the audit trail, for every part."""
        kind, part = kind_of(kwargs["kind"]), request.GET.get("part", "0")
        if not part.isdecimal() or len(part) > 6:
            raise Http404("There is no such part.")
        columns = kind.columns_for(self.actor)
        if any(column.is_pay for column in columns.values()):
            record_pay_read(by=self.actor, baseline=self.baseline)
        return JsonResponse(
            grid_part(self.actor, self.baseline, kind.code, columns, int(part)), encoder=DjangoJSONEncoder
        )


class GridSave(GridAnswer):
    """Changes of a grid."""

    http_method_names = ["post"]
    requires = "edit"

    def post(self, request: HttpRequest, **kwargs: Any) -> JsonResponse:
        """What was saved, and of every other cell why not."""
        kind = kind_of(kwargs["kind"])
        try:
            answer = save_grid(by=self.actor, baseline=self.baseline, kind=kind.code, changes=changes_in(request.body))
        except UserError as error:
            told = {"detail": str(error), "request_id": current_request_id.get()}
            return JsonResponse(told, status=error.status)
        return JsonResponse(answer, encoder=DjangoJSONEncoder)


def changes_in(body: bytes) -> Changes:
    """The changes that a request holds; refused (400) where they have another form."""
    try:
        sent = json.loads(body)
        groups = {name: [_row(one) for one in sent.get(name, [])] for name in ("changed", "added", "deleted")}
    except (ValueError, TypeError, AttributeError, KeyError) as error:
        raise UserError("These changes cannot be read. Reload the page and repeat them.", status=400) from error
    rows = [row.uid for group in groups.values() for row in group]
    if len(rows) > MOST_ROWS or len(rows) != len(set(rows)):
        raise UserError(f"Send at most {MOST_ROWS} rows at once, each one once.", status=400)
    return Changes(**{name: tuple(group) for name, group in groups.items()})


def _row(one: dict[str, Any]) -> SentRow:
    cells = one.get("cells", {})
    return SentRow(UUID(one["uid"]), int(one.get("version", 0)), dict(cells), str(one.get("kept", "")))
