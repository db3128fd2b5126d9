"""Who does what in the processes between functions: exactly one answers, at least one does the work."""

import pytest

from core.errors import UserError
from functions import actions, duties
from functions.lifecycle import clone_scenario
from functions.raci import raci, violations
from functions.role_selectors import letters_of
from tests.functions.staff import Staffed, staffed


@pytest.fixture
def place() -> Staffed:
    return staffed()


def test_the_default_has_the_processes_between_functions_and_one_who_answers_for_each() -> None:
    assert [process.code for process in raci().processes] == [
        *("incident", "request", "change", "release", "problem", "application", "project"),
    ]
    assert {
        process.code: violations(process.duties) for process in raci().processes if violations(process.duties)
    } == {}
    governed = {process.code: process.duties for process in raci().processes}
    for code in ("application", "project", "change", "release"):
        assert {"pmo", "smo"} <= governed[code].keys(), code


@pytest.mark.django_db
def test_the_default_is_filled_in_once_and_undone(place: Staffed) -> None:
    place.act(duties.propose_duties)
    assert letters_of(place.scenario)["change"]["smo"] == "A"
    copy = clone_scenario(by=place.by, scenario=place.scenario, name="Copy")
    assert letters_of(copy) == letters_of(place.scenario)
    with pytest.raises(UserError, match="Nothing changed"):
        place.act(duties.propose_duties)
    place.act(actions.undo_operation, seq=place.scenario.version)
    assert letters_of(place.scenario) == {}


@pytest.mark.django_db
def test_only_what_differs_becomes_a_step(place: Staffed) -> None:
    place.act(duties.propose_duties)
    changed = {code: dict(letters) for code, letters in letters_of(place.scenario).items()}
    changed["incident"]["5"] = ""
    step = place.act(duties.set_duties, processes=changed)
    assert list(step.payload["processes"]) == ["incident"]
    assert "5" not in letters_of(place.scenario)["incident"]


@pytest.mark.django_db
def test_the_page_names_violations_and_saves_letters(place: Staffed) -> None:
    assert "Nobody is named yet" in place.client.get(place.address("scenario-raci")).text
    page = place.post("scenario-duties-propose")
    assert "Exactly one party answers for each of 7 processes" in page
    page = place.post("scenario-duties", **{"incident 5": "A", "problem 8": "A", "problem 4": ""})
    assert "2 of 7 processes are not settled" in page
    assert "2 parties answer for it: " in page
    assert "nobody does it" in page


@pytest.mark.django_db
def test_unknown_processes_parties_and_letters_are_refused(place: Staffed) -> None:
    for sent, told in (
        ({"cooking": {"5": "A"}}, "There is no process “cooking”"),
        ({"incident": {"11": "A"}}, "There is no party “11”"),
        ({"incident": {"5": "Q"}}, "“Q” is no letter"),
    ):
        with pytest.raises(UserError, match=told):
            place.act(duties.set_duties, processes=sent)
