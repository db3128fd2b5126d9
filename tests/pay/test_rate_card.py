"""The rate card: which groups may have a mean, where the others go, and what later cards may add."""

import pytest

from towers.rate_card import ALL, Card, CardRate, Level, Paid, is_safe, rate_card

K = 1_000_00  # minor units of 1,000
EU, AS = 1, 2


def persons(prefix: str, *costs: float, region: int | None = EU, band: str = "g5", units: int = 10_000) -> list[Paid]:
    return [Paid(f"{prefix}{n}", region, band, units, cost * K) for n, cost in enumerate(costs)]


def card(
    *groups: list[Paid], history: list[dict[str, float]] | None = None, kept: dict[Level, CardRate] | None = None
) -> Card:
    return rate_card([one for group in groups for one in group], history or [], kept or {}, K)


def rates(*groups: list[Paid]) -> dict[Level, tuple[float, int]]:
    return {level: (rate.rate / K, rate.persons) for level, rate in card(*groups).rates.items()}


def test_four_of_60_and_one_of_300_have_no_mean_since_108_would_give_the_300_away() -> None:
    assert (4 * 60 + 300) / 5 == 108
    assert not is_safe([(60, 1)] * 4 + [(300, 1)])
    assert rates(persons("a", 60, 60, 60, 60, 300)) == {}


def test_five_alike_have_one_and_four_have_none() -> None:
    assert rates(persons("a", 60, 61, 62, 63, 64)) == {
        (EU, "g5"): (62, 5),
        (EU, ""): (62, 0),
        ALL: (62, 0),
    }
    assert rates(persons("a", 60, 61, 62, 63)) == {}


def test_a_mean_is_rounded_to_a_thousand() -> None:
    assert rates(persons("a", 60.2, 60.2, 60.2, 60.2, 61))[EU, "g5"] == (60, 5)  # 60.36
    assert rates(persons("a", 60.4, 60.4, 60.4, 60.4, 61))[EU, "g5"] == (61, 5)  # 60.52


def test_it_is_a_mean_per_fte() -> None:
    full, half = persons("a", 100, 100, 100, 100, 100), persons("b", 60, 60, 60, 60, 60, units=5_000)
    assert rates(full, half)[EU, "g5"] == (87, 10)  # (5 x 100 + 2.5 x 60) / 7.5 = 86.7


def test_two_that_make_up_almost_everything_have_no_mean_however_many_crumbs_stand_beside() -> None:
    crumbs = persons("c", 50, 50, 50, units=100)
    assert rates(persons("a", 100, 100), crumbs) == {}


def test_small_bands_of_a_region_are_one_rest() -> None:
    found = rates(
        persons("a", 60, 60, 60, 60, 60), persons("b", 80, 80, 80, band="g6"), persons("c", 90, 90, band="g7")
    )
    assert found == {(EU, "g5"): (60, 5), (EU, ""): (84, 5), ALL: (72, 0)}


def test_a_rest_that_is_too_small_is_not_told_but_priced_like_the_rest_of_its_region() -> None:
    found = rates(
        persons("a", 60, 60, 60, 60, 60), persons("b", 200, band="g9"), persons("c", 30, 30, 30, 30, 30, region=AS)
    )
    assert (EU, "g9") not in found
    assert found[EU, ""] == (60, 0)
    assert found[ALL] == (45, 0)


def test_regions_without_any_rate_are_one_rest() -> None:
    found = rates(persons("a", 60, 62, 64), persons("b", 30, 31, region=AS), persons("c", 50, region=None))
    assert found == {ALL: (50, 6)}


def test_a_person_with_several_rows_is_one_person_and_part_of_one_mean() -> None:
    rows = [Paid("a", EU, "g5", 2_000, 60 * K) for _ in range(5)]
    assert rates(rows) == {}
    two_places = [*persons("b", 60, 60, 60, 60), Paid("x", EU, "g5", 6_000, 60 * K), Paid("x", AS, "g5", 4_000, 60 * K)]
    assert rates(two_places, persons("c", 30, 30, 30, 30, region=AS)) == {
        (EU, "g5"): (60, 5),
        (EU, ""): (60, 0),
        ALL: (60, 0),
    }


def test_an_aggregate_counts_with_its_heads() -> None:
    assert rates([Paid("a", EU, "g5", 50_000, 60 * K, heads=5)])[EU, "g5"] == (60, 5)
    assert rates([Paid("a", EU, "g5", 50_000, 60 * K, heads=4)]) == {}


@pytest.mark.parametrize("change", ["joins", "leaves", "works less", "renamed"])
def test_a_later_card_keeps_the_rate_where_one_person_would_be_the_difference(change: str) -> None:
    group = persons("a", 60, 61, 62, 63, 64, 80)
    first = card(group)
    later = {
        "joins": [*group, Paid("new", EU, "g5", 10_000, 120 * K)],
        "leaves": group[:-1],
        "works less": [*group[:-1], Paid("a5", EU, "g5", 5_000, 80 * K)],
        "renamed": [*group[:-1], Paid("other", EU, "g5", 10_000, 120 * K)],
    }[change]
    second = card(later, history=first.published, kept=first.rates)
    assert second.rates[EU, "g5"] == first.rates[EU, "g5"] == CardRate(65 * K, 6)
    assert second.published == []
    fresh = card(later).rates[EU, "g5"]
    assert (fresh.rate, fresh.persons) != (65 * K, 6)


def test_a_later_card_takes_up_what_changes_by_five_or_more() -> None:
    group = persons("a", 60, 61, 62, 63, 64)
    first = card(group)
    second = card(group, persons("n", 80, 80, 80, 80, 80), history=first.published, kept=first.rates)
    assert second.rates[EU, "g5"] == CardRate(71 * K, 10)


def test_a_rise_for_all_is_taken_up_and_so_is_a_list_in_another_currency() -> None:
    first = card(persons("a", 60, 61, 62, 63, 64))
    for factor, rate in ((1.03, 64), (10, 620)):
        raised = persons("a", *(cost * factor for cost in (60, 61, 62, 63, 64)))
        assert card(raised, history=first.published, kept=first.rates).rates[EU, "g5"].rate == rate * K


def test_one_pay_that_moved_far_is_not_told_by_the_next_mean() -> None:
    first = card(persons("a", 60, 61, 62, 63, 64, 1))
    second = card(persons("a", 60, 61, 62, 63, 64, 90), history=first.published, kept=first.rates)
    assert second.rates[EU, "g5"] == first.rates[EU, "g5"]


def test_three_cards_cannot_be_added_up_to_one_person() -> None:
    core, guests, last = persons("a", 60, 60, 60, 60, 60), persons("g", 70, 70, 70, 70, 70), persons("x", 99)
    first = card(core, guests)
    second = card(core, history=first.published, kept=first.rates)
    assert second.rates[EU, "g5"].rate == 60 * K  # five guests left
    third = card(core, guests, last, history=first.published + second.published, kept=second.rates)
    assert third.rates[EU, "g5"] == second.rates[EU, "g5"]  # with one more it would be told


def test_the_same_persons_at_the_same_cost_are_kept_once() -> None:
    group = persons("a", 60, 61, 62, 63, 64)
    first = card(group)
    assert len(first.published) == 1
    assert card(group, history=first.published, kept=first.rates).published == []
