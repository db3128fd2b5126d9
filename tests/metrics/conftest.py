"""The golden organisation: with its seats, or its baseline alone in the organisation of a modeller."""

import pytest

from organisations.models import Membership
from tests.factories import member
from tests.metrics.golden_database import Golden
from tests.towers.golden import golden_baseline
from towers.models import Baseline


@pytest.fixture
def golden() -> Golden:
    return Golden()


@pytest.fixture
def membership() -> Membership:
    return member()


@pytest.fixture
def baseline(membership: Membership) -> Baseline:
    return golden_baseline(membership.organisation)
