"""Application configuration."""

from django.apps import AppConfig


class MetricsConfig(AppConfig):
    """The app `metrics`."""

    name = "metrics"

    def ready(self) -> None:
        """Register this app's kinds of run and the metrics that they write."""
        from core.runs import registry as kinds
        from functions.guard_reading import register_bands
        from metrics import registry
        from metrics.kinds import (
            baseline_metrics,
            build_run_metrics,
            duplication,
            finder,
            finder_metrics,
            handoff_metrics,
            handoffs,
            proposal,
            proposal_metrics,
            replay,
            replay_metrics,
            saving_metrics,
            savings,
            spans,
            spans_metrics,
            ticket_cost_metrics,
            ticket_costs,
            verify,
        )
        from metrics.selectors.routing_segments import classified
        from metrics.selectors.span_bands import spans_that_fit
        from services.routing_facts import register_classifier

        for kind in (
            duplication.KIND,
            finder.KIND,
            spans.KIND,
            handoffs.KIND,
            ticket_costs.KIND,
            replay.KIND,
            proposal.KIND,
            savings.KIND,
            verify.KIND,
        ):
            kinds.register(kind)
        known = (
            baseline_metrics,
            finder_metrics,
            spans_metrics,
            build_run_metrics,
            ticket_cost_metrics,
            handoff_metrics,
            replay_metrics,
            saving_metrics,
            proposal_metrics,
        )
        for metrics in known:
            for metric in metrics.METRICS:
                registry.register(metric)
        register_bands(spans_that_fit)
        register_classifier(classified)
