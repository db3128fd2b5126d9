"""Which tickets are deployments, what they deploy, and how they add up."""

import random
from collections import Counter

import numpy as np
import pytest

from metrics.computations.deployments import KINDS, UNDETERMINED, Catalogue, Mix, is_deployment, mixes, quarter_of

CATALOGUE = Catalogue.of(
    [
        ("mail", "mailbox", "standard"),
        ("web", "portal", "custom"),
        ("web", "page", "standard"),
        ("shop", "page", "custom"),
        ("idea", None, None),
    ]
)


@pytest.mark.parametrize(
    ("product", "kind", "service", "found"),
    [
        ("mailbox", "portal", "web", ("standard", "product")),
        ("page", "", "shop", ("custom", "product")),  # of this service, though another of that name is standard
        ("page", "portal", "", ("custom", "kind")),  # of which service is not said, so the name alone does not decide
        ("laptop", "request", "mail", ("standard", "service")),
        ("laptop", "request", "web", ("", "both kinds")),
        ("laptop", "request", "idea", ("", "no offering")),
        ("laptop", "request", "", ("", "not in the catalogue")),
    ],
)
def test_the_product_decides_before_the_kind_and_both_before_the_service(
    product: str, kind: str, service: str, found: tuple[str, str]
) -> None:
    assert CATALOGUE.kind_of(product, kind, service) == found


def test_a_kind_counts_by_its_words() -> None:
    counted = ("request", "service request", "work order", "deployment", "new installation", "build", "provisioning")
    others = ("incident", "change request", "request for information", "problem", "event", "")
    assert [is_deployment(kind) for kind in counted + others] == [True] * 7 + [False] * 6


def test_months_fall_into_quarters_at_both_ends_of_the_year() -> None:
    months = np.array([202401, 202403, 202404, 202406, 202407, 202409, 202410, 202412])
    assert quarter_of(months).tolist() == [20241, 20241, 20242, 20242, 20243, 20243, 20244, 20244]


@pytest.mark.parametrize("seed", range(20))
def test_counts_equal_a_plain_loop(seed: int) -> None:
    draw = random.Random(seed)
    rows = [
        (draw.choice([20241, 20242, 20251]), draw.randrange(3), draw.randrange(3)) for _ in range(draw.randrange(40))
    ]
    quarter, line, kind = (np.array([row[at] for row in rows], np.int64) for at in range(3))
    counts = Counter(rows)
    assert mixes(quarter, line, kind) == {
        (q, at): Mix(*(counts[q, at, of] for of in (*range(len(KINDS)), UNDETERMINED))) for q, at, _ in rows
    }
