"""The data-quality console: all kinds of defects, one kind with its rows, and what is done about them."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.functional import cached_property

from core.basis import basis_of
from core.figures import plural
from core.forms import cleaned
from core.views.base import ActionView, seen_version
from towers.actions.inference import infer_managers
from towers.actions.pay import record_pay_read
from towers.actions.quality import accept_defects, fix_defects, withdraw_decisions
from towers.models import FTE_UNIT, Baseline
from towers.quality.console import Console, Found, console_of, coverage, found_of, kind_or_404
from towers.quality.facts import Facts, facts_of
from towers.quality.forms import AcceptForm
from towers.quality.kinds import Group
from towers.quality.placing import TARGETS, place_plan, place_rules
from towers.quality.shown import HEADERS, cells_of, money_header, shown_hits
from towers.selectors import baseline_of
from towers.views.base import BaselinePage, Table

PER_PAGE = 50
ACCEPTED = "accepted"


class QualityConsole(BaselinePage):
    """Every kind of defect with its rows, what it touches, and what it does to the figures."""

    template_name = "towers/quality.html"
    section = "quality"

    @cached_property
    def console(self) -> Console | None:
        """Everything that is found in the baseline."""
        return console_of(self.actor, self.baseline) if self.baseline else None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The kinds by group, how much of the FTE is covered, and what can be inferred."""
        if self.console is None or self.baseline is None:
            return super().get_context_data(**kwargs)
        facts = self.console.facts
        return super().get_context_data(
            console=self.console,
            coverage=coverage(facts),
            inferable=len(facts.proposals),
            unled=sum(post.is_live and post.manager_id is None for post in facts.posts),
            placeable=self._placeable(facts),
            basis=basis_of(self.actor),
            can_fix=self.actor.can_edit and not self.baseline.is_locked,
            **kwargs,
        )

    def _placeable(self, facts: Facts) -> int:
        """Teams that the rules would place."""
        rules = place_rules(self.actor)
        return sum(place_plan(facts, rules, target).changes for target in TARGETS)

    def table(self, baseline: Baseline, **kwargs: Any) -> Table:
        """A row per kind."""
        headers = [
            "Group",
            "Defect",
            "Open",
            "Accepted",
            "FTE",
            "Money",
            "What it does to the figures",
            "Why",
            "Remedy",
        ]
        headers[5] = f"Yearly cost {basis_of(self.actor).note}, minor units".replace(" ,", ",")
        kinds = self.console.kinds if self.console else ()
        rows = ([*_line(one), one.effect, one.kind.why, one.kind.remedy] for one in kinds)
        return f"{baseline.name} data quality", headers, rows


def _line(one: Found) -> list[Any]:
    money = None if one.money is None else round(one.money)
    return [str(one.kind.group), one.kind.label, one.count, len(one.accepted), one.fte / FTE_UNIT, money]


class QualityKind(BaselinePage):
    """One kind of defect: its rows with their source, and its remedies."""

    template_name = "towers/quality_kind.html"
    section = "quality"

    @cached_property
    def found(self) -> Found:
        """What was found of the kind."""
        kind = kind_or_404(self.kwargs["kind"])
        if self.baseline is None:
            raise Http404("There is no baseline yet.")
        return found_of(facts_of(self.actor, self.baseline), kind)

    @property
    def status(self) -> str:
        """Open ones, or those that were accepted."""
        return ACCEPTED if self.request.GET.get("status") == ACCEPTED else ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """One page of rows and the remedies that can help."""
        found, baseline = self.found, self.baseline
        if self.actor.has_pay and baseline:
            record_pay_read(by=self.actor, baseline=baseline)
        hits = [hit for hit, _ in found.accepted] if self.status else list(found.open)
        page: Any = Paginator(hits, PER_PAGE).get_page(self.request.GET.get("page"))
        page.object_list = shown_hits(self.actor, found, page.object_list)
        query = self.request.GET.copy()
        query.pop("page", None)
        fixes = [(fix, len(found.helped_by(fix))) for fix in found.kind.fixes if self.actor.has_pay or not fix.is_pay]
        can_edit = self.actor.can_edit
        return super().get_context_data(
            found=found,
            status=self.status,
            page=page,
            query=f"{query.urlencode()}&" if query else "",
            fixes=[(fix, count) for fix, count in fixes if count],
            can_fix=can_edit and baseline is not None and not baseline.is_locked,
            basis=basis_of(self.actor),
            is_of_files=found.kind.group is Group.FILES,
            is_of_posts=any(row.post for row in page.object_list),
            form=AcceptForm() if can_edit else None,
            **(kwargs | {"kind": found.kind}),
        )

    def table(self, baseline: Baseline, **kwargs: Any) -> Table:
        """All rows of the kind, accepted ones too."""
        if self.actor.has_pay:
            record_pay_read(by=self.actor, baseline=baseline)
        hits = [*self.found.open, *(hit for hit, _ in self.found.accepted)]
        headers = [*HEADERS, money_header(self.actor)]
        rows = shown_hits(self.actor, self.found, hits)
        return f"{baseline.name} {self.found.kind.label}", headers, (cells_of(row) for row in rows)


class _OfBaseline(ActionView):
    """Something done about a baseline's defects."""

    @cached_property
    def baseline(self) -> Baseline:
        """The baseline of the address."""
        return baseline_of(self.actor, self.kwargs["uid"])

    def address(self, *kind: str) -> str:
        """The console, or one kind."""
        name = "quality-kind" if kind else "quality"
        return f"{reverse(name, args=[self.actor.organisation_slug, *kind])}?baseline={self.baseline.uid}"


class QualityAccept(_OfBaseline):
    """Defects may stay as they are."""

    def act(self, request: HttpRequest, **kwargs: Any) -> str:
        """Keep the decision and its reason."""
        baseline, kind = self.baseline, kwargs["kind"]
        reason = cleaned(AcceptForm(request.POST))["reason"]
        count = accept_defects(
            by=self.actor,
            baseline=baseline,
            version=seen_version(request),
            kind=kind,
            subjects=request.POST.getlist("subject"),
            reason=reason,
        )
        accepted = plural(count, "defect is accepted as it is", "defects are accepted as they are")
        messages.success(request, f"{accepted}: {reason}")
        return self.address(kind)


class QualityWithdraw(_OfBaseline):
    """Accepted defects are open again."""

    def act(self, request: HttpRequest, **kwargs: Any) -> str:
        """Forget the decisions."""
        baseline, kind = self.baseline, kwargs["kind"]
        subjects = request.POST.getlist("subject")
        count = withdraw_decisions(by=self.actor, baseline=baseline, kind=kind, subjects=subjects)
        messages.success(request, f"{plural(count, 'defect is', 'defects are')} open again.")
        return self.address(kind)


class QualityFix(_OfBaseline):
    """A remedy in bulk."""

    def act(self, request: HttpRequest, **kwargs: Any) -> str:
        """Fix what was chosen, or all that can be."""
        baseline, kind = self.baseline, kwargs["kind"]
        count = fix_defects(
            by=self.actor,
            baseline=baseline,
            version=seen_version(request),
            kind=kind,
            fix=kwargs["fix"],
            subjects=request.POST.getlist("subject"),
        )
        messages.success(request, f"{plural(count, 'row is', 'rows are')} changed. Earlier results are shown as stale.")
        return self.address(kind)


class ManagersInfer(_OfBaseline):
    """Managers for every post without one."""

    def act(self, request: HttpRequest, **kwargs: Any) -> str:
        """Infer them all."""
        baseline = self.baseline
        count = infer_managers(by=self.actor, baseline=baseline, version=seen_version(request))
        messages.success(request, f"{plural(count, 'manager was', 'managers were')} inferred. Take back what is wrong.")
        return self.address("inferred-manager")
