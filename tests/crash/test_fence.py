"""The fence: a worker that was taken for dead and comes back writes nothing; with the fence open it would."""

from tests.crash.conftest import Measure


def test_a_ghost_writes_its_result_only_where_the_fence_is_open(measure: Measure) -> None:
    assert measure("stalls") == {"before": {"fenced": 1, "open": 1}, "after": {"fenced": 1, "open": 2}}
