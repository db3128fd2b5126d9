"""Which titles and wordings read alike: pairs labelled by hand, and what the tables are for."""

from collections.abc import Iterable, Sequence

import numpy as np
import pytest

from metrics.computations.similarity import alike_pairs
from metrics.computations.similarity_groups import groups_of, readings_of
from metrics.computations.similarity_terms import TITLE, WORDING, own_words, terms_of
from tests.computations.labelled_titles import DIFFERENT, FRESH_DIFFERENT, FRESH_SAME, SAME, TUNING_STEP
from tests.towers.home_office import home_office
from towers.default_activities import DEFAULT_ACTIVITIES

Labelled = Sequence[tuple[str, str]]


def groups(titles: Iterable[str], kind: str = TITLE) -> dict[str, int]:
    """The group of each text; a text without a subject is a group of its own."""
    known = sorted(set(titles))
    found = readings_of([terms_of(title, kind) for title in known]).group.tolist()
    return {title: group if group >= 0 else -1 - at for at, (title, group) in enumerate(zip(known, found, strict=True))}


def quality(same: Labelled, different: Labelled, of: dict[str, int]) -> tuple[float, float]:
    """Precision and recall of “same work” on labelled pairs."""
    hits = sum(of[one] == of[other] for one, other in same)
    false = sum(of[one] == of[other] for one, other in different)
    return hits / (hits + false), hits / len(same)


def measured(pairs: Labelled) -> Labelled:
    """The pairs that nothing was tuned on."""
    return [pair for place, pair in enumerate(pairs) if place % TUNING_STEP]


def test_sixty_labelled_pairs_of_titles(capsys: pytest.CaptureFixture[str]) -> None:
    of = groups(title for pair in (*SAME, *DIFFERENT) for title in pair)
    every, held_out = quality(SAME, DIFFERENT, of), quality(measured(SAME), measured(DIFFERENT), of)
    with capsys.disabled():
        print(f"\n  60 pairs: precision {every[0]:.2f}, recall {every[1]:.2f}; 40 of them {held_out}")
    assert len(SAME) == len(DIFFERENT) == 30
    assert min(*every, *held_out) >= 0.8


@pytest.mark.data
def test_labelled_pairs_among_all_titles_of_the_ministry(capsys: pytest.CaptureFixture[str]) -> None:
    it_function = groups(all_titles("it_function_"))
    ministry = groups([*all_titles(""), *all_titles("it_function_")])
    pairs, fresh = quality(SAME, DIFFERENT, it_function), quality(FRESH_SAME, FRESH_DIFFERENT, ministry)
    with capsys.disabled():
        print(f"\n  60 pairs among {len(it_function)} titles of the IT function: {pairs}")
        print(f"  40 fresh pairs of any profession among {len(ministry)} titles: {fresh}")
    assert min(pairs) >= 0.8
    assert min(fresh) >= 0.7


def all_titles(part: str) -> list[str]:
    """Titles of senior and junior posts."""
    seniors, juniors = home_office(f"{part}senior"), home_office(f"{part}junior")
    rows = [*(row["Job Title"] for row in seniors), *(row["Generic Job Title"] for row in juniors)]
    return [" ".join(title.split()) for title in rows]


def test_grades_abbreviations_and_spelling_make_no_other_work() -> None:
    of = groups(
        ["Senior DBA", "Database Administrator II", "HEO Database Admin", "SYSTEM ENGINEER", "Systems engineer"]
    )
    assert of["Senior DBA"] == of["Database Administrator II"] == of["HEO Database Admin"]
    assert of["SYSTEM ENGINEER"] == of["Systems engineer"] != of["Senior DBA"]


def test_roles_deeds_and_subjects_do() -> None:
    of = groups(["Network Engineer", "Network Manager", "Network Architect", "Database Engineer"])
    assert len(set(of.values())) == 4
    of = groups(["Database backup", "Database patching", "Service level report", "Service level design"], WORDING)
    assert len(set(of.values())) == 4


def test_names_of_regions_say_nothing_of_the_work_and_towers_little() -> None:
    own = own_words(["Asia Pacific"], ["Kraken"])
    assert terms_of("Capacity report Asia Pacific", WORDING, own) == terms_of("Capacity report", WORDING)
    assert terms_of("Kraken capacity report", WORDING, own).names == {"kraken"}


def test_no_two_default_activities_read_alike() -> None:
    of = groups([default.name for default in DEFAULT_ACTIVITIES], WORDING)
    assert len(set(of.values())) == len(DEFAULT_ACTIVITIES)


def test_a_chain_of_likes_makes_no_group() -> None:
    texts = [f"alpha{n} beta{n} alpha{n + 1} beta{n + 1}" for n in range(60)]
    terms = [terms_of(text, WORDING) for text in texts]
    pairs = alike_pairs(terms)
    assert len(pairs) >= 59, "each is like the next"
    sizes = np.unique(groups_of(pairs, 60, 0.35), return_counts=True)[1]
    assert sizes.max() <= 3


def test_the_same_texts_give_the_same_groups_whatever_their_order() -> None:
    titles = sorted({title for pair in SAME for title in pair})
    one, other = groups(titles), groups(reversed(titles))
    assert one == other


def test_five_thousand_titles_take_seconds_and_little_memory() -> None:
    rng = np.random.default_rng(3)
    words = ["".join(rng.choice(list("abcdefghiklmnoprstu"), 7)) for _ in range(1_200)]
    texts = [" ".join(rng.choice(words, 3)) for _ in range(5_000)]
    steps: list[tuple[int, int]] = []
    found = readings_of([terms_of(text, TITLE) for text in texts], lambda done, total: steps.append((done, total)))
    assert len(found) == 5_000
    assert len(steps) == 10, "a block of 500 rows at a time, never all pairs at once"
