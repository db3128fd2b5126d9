"""The attack on the rate card: no pay is confined to 20 % of it; each weaker rule gives somebody away."""

import pytest

from tests.pay.attack import (
    GIVEN_AWAY,
    Worker,
    later,
    narrowest,
    organisation,
    parents_of_everybody,
    published_by_cards,
    true_sums,
)

SEEDS = range(8)


def pays(*baselines: list[Worker]) -> dict[str, float]:
    return {row.who: row.pay for workers in baselines for row in workers}


def two_baselines(seed: int) -> list[list[Worker]]:
    first = organisation(seed)
    return [first, later(first, seed)]


def test_no_pay_is_given_away_by_two_cards(capsys: pytest.CaptureFixture[str]) -> None:
    found = {}
    for seed in SEEDS:
        baselines = two_baselines(seed)
        statements, cards = published_by_cards(baselines)
        assert len(cards[0].published) >= 3
        found[seed] = narrowest(statements, pays(*baselines))
    seed, (reach, who) = min(found.items(), key=lambda one: one[1])
    with capsys.disabled():
        print(
            f"\n  narrowest interval of a pay: within {reach:.0%} of it ({who} of organisation {seed}); bar: above 20 %"
        )
    assert reach > GIVEN_AWAY


def test_control_true_sums_with_small_cells_left_out_give_pays_away() -> None:
    for seed in SEEDS:
        baselines = two_baselines(seed)
        reach, _ = narrowest(true_sums(baselines), pays(*baselines))
        assert reach < 0.001


def test_control_a_card_that_falls_back_to_the_mean_of_everybody_gives_pays_away() -> None:
    reaches = [narrowest(parents_of_everybody(organisation(seed)), pays(organisation(seed)))[0] for seed in SEEDS]
    assert min(reaches) < GIVEN_AWAY


def test_control_a_later_card_that_forgets_the_earlier_gives_pays_away() -> None:
    reaches = []
    for seed in SEEDS:
        baselines = two_baselines(seed)
        statements, _ = published_by_cards(baselines, remembers=False)
        reaches.append(narrowest(statements, pays(*baselines))[0])
    assert min(reaches) < GIVEN_AWAY
