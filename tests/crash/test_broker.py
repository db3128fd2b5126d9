"""The broker is only a doorbell: what it forgets is rung again, and while it is away nobody notices.

`PBR_KILLS=20` measures at full size; `-s` shows the figures.
"""

import os

import pytest

from tests.crash.conftest import Measure

AWAY_S = float(os.environ.get("PBR_KILLS", "6"))


@pytest.mark.redis
def test_a_flushed_and_an_absent_redis_lose_nothing(measure: Measure) -> None:
    figures = measure("broker", AWAY_S, redis=os.environ["REDIS_URL"], seconds=300)

    assert (figures["bells"], figures["bells left"]) == (50, 0)
    assert figures["flushed"] == {"runs": 50, "done": 50, "once": 50, "traces": 50}
    runs = 50 + figures["asked while away"]
    assert runs > 50
    assert figures["slowest answer, s"] < 5
    assert figures["away"] == {"runs": runs, "done": runs, "once": runs, "traces": runs}
