"""Reads about the machinery itself, of no organisation."""

from core.models import Run


def queued_runs() -> int:
    """How many runs wait for a worker, of all organisations; raises what the database raises."""
    return Run.objects.filter(state=Run.State.QUEUED).count()
