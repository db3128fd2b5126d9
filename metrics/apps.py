"""Application configuration."""

from django.apps import AppConfig


class MetricsConfig(AppConfig):
    """The app `metrics`."""

    name = "metrics"

    def ready(self) -> None:
        """Register this app's kinds of run and the metrics that they write."""
        from core.runs import registry as kinds
        from metrics import registry
        from metrics.kinds import handoff_metrics, handoffs, replay, replay_metrics, saving_metrics, savings

        for kind in (handoffs.KIND, replay.KIND, savings.KIND):
            kinds.register(kind)
        for metric in (*handoff_metrics.METRICS, *replay_metrics.METRICS, *saving_metrics.METRICS):
            registry.register(metric)
