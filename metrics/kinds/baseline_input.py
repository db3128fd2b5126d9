"""What the runs over a baseline share."""

from core.actor import Actor
from core.models import Run
from core.runs.actions import Input
from organisations.models import Organisation
from towers.models import Baseline

BASELINE_INPUT = "baseline"


def baseline_input(baseline: Baseline) -> Input:
    """The baseline as it is now; its version moves with its rows."""
    baseline.refresh_from_db(fields=["version"])
    return Input(BASELINE_INPUT, baseline.pk, baseline.version)


def baseline_of_run(run: Run) -> Baseline:
    """The baseline that a run names in its parameters, of the run's own organisation."""
    return Baseline.objects.get(pk=run.params["baseline"], organisation_id=run.organisation_id)


def reader_of_run(run: Run) -> Actor:
    """Who a run reads as: the product itself, in the run's organisation."""
    slug = Organisation.objects.values_list("slug", flat=True).get(pk=run.organisation_id)
    return Actor.system(run.organisation_id, slug)
