"""Whatever is killed, every run comes to its right end, once, within half a minute of being hit.

`PBR_KILLS=20` measures at full size; `-s` shows the figures.
"""

import os
from typing import Any

import pytest

from tests.crash.conftest import Measure

KILLS = int(os.environ.get("PBR_KILLS", "2"))
SECONDS = 100 + 60 * KILLS


def check(figures: dict[str, Any]) -> None:
    assert set(figures["hits"].values()) == {KILLS}
    assert min(figures["while running"].values()) >= KILLS * 3 // 4
    assert figures["at failpoints"] >= 3
    assert figures["runs"] == figures["done"] == figures["once"] == figures["traces"]
    assert figures["acknowledged"] == figures["acknowledged and kept"] >= KILLS
    assert figures["slowest end, s"] <= 30


@pytest.mark.once  # PostgreSQL is measured with Redis
def test_killed_processes_on_the_embedded_broker(measure: Measure) -> None:
    check(measure("kills", KILLS, seconds=SECONDS))


@pytest.mark.redis
def test_killed_processes_on_redis(measure: Measure) -> None:
    check(measure("kills", KILLS, redis=os.environ["REDIS_URL"], seconds=SECONDS))
