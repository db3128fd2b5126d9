"""Starting a computation over REST."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse
from rest_framework.views import APIView

from core.access import visible_or_404
from core.api.permissions import actor_of
from core.api.runs import RunRow, run_row
from functions.models import Scenario
from metrics.actions import NEEDS, computation_inputs, request_computation
from services.models import TicketLog
from towers.models import Baseline

MODELS: dict[str, Any] = {"baseline": Baseline, "scenario": Scenario, "log": TicketLog}


class NewComputation(serializers.Serializer[Any]):
    """What to compute; left out are the working baseline, the newest scenario and the newest log that is ready."""

    kind = serializers.ChoiceField(choices=list(NEEDS))
    baseline = serializers.UUIDField(required=False)
    scenario = serializers.UUIDField(required=False)
    log = serializers.UUIDField(required=False)
    seed = serializers.IntegerField(min_value=0, max_value=2**31 - 1, required=False)


class Computation(APIView):
    """Computations run in the worker; the answer says where to look."""

    @extend_schema(request=NewComputation, responses={202: RunRow}, operation_id="computations_create")
    def post(self, request: Request) -> Response:
        """Start it, or answer with the finished run where nothing has moved since; Location leads to the run."""
        actor = actor_of(request)
        form = NewComputation(data=request.data)
        form.is_valid(raise_exception=True)
        data = form.validated_data
        named = {need: visible_or_404(model, actor, data[need]) for need, model in MODELS.items() if need in data}
        inputs = computation_inputs(actor, data["kind"], named)
        run = request_computation(by=actor, kind=data["kind"], inputs=inputs, seed=data.get("seed"))
        address = reverse("api-run", args=[run.uid], request=request)
        return Response(run_row(actor, run), status=202, headers={"Location": address})
