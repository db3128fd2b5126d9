"""Rules and guardrails in the browser and over REST: made, changed, taken back, named beside the board."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from core.actor import ALL_SCOPES
from core.models import AuditEntry
from functions.models import Consent, Constraint, Guardrail
from organisations.actions import create_token
from tests.functions.boards import Place, place, uid
from tests.functions.rules import move, reach, regional, rule
from towers.models import Region, Team

pytestmark = pytest.mark.django_db


@pytest.fixture
def board() -> Place:
    return place()


def page(board: Place, name: str, query: str = "", **parts: Any) -> str:
    """The text of a page."""
    answer = board.client.get(address(board, name, **parts) + query)
    assert answer.status_code == 200
    return answer.content.decode()


def address(board: Place, name: str, **parts: Any) -> str:
    """An address below the organisation."""
    return reverse(name, kwargs={"organisation": board.lead.organisation.slug, **parts})


def send(board: Place, name: str, form: dict[str, Any], **parts: Any) -> Any:
    """The answer to a form, and the page that it leads to."""
    return board.client.post(address(board, name, **parts), form, follow=True)


def test_a_rule_is_made_changed_and_removed(board: Place) -> None:
    assert "No rule of the organisation yet" in page(board, "constraints")
    assert "what the region keeps is stated" in page(board, "constraint-new", kind="stay")
    form = {"regions": [uid(Region, "Europe")], "is_hard": "hard", "reason": "Treaty", "owner": "HR"}
    answer = send(board, "constraint-add", form, kind="stay").content.decode()
    assert "1 rule, 1 of them hard, hold" in answer
    assert "No move of work out of Europe" in answer
    made = Constraint.objects.get()
    shown = page(board, "constraint", uid=made.uid)
    assert "Treaty" in shown
    assert "checked" in shown
    changed = {**form, "regions": [uid(Region, "Americas")], "is_hard": "soft", "version": 1}
    assert "No move of work out of Americas" in send(board, "constraint-change", changed, uid=made.uid).content.decode()
    late = send(board, "constraint-change", changed, uid=made.uid)
    assert late.status_code == 409
    send(board, "constraint-remove", {"version": 2}, uid=made.uid)
    assert not Constraint.objects.exists()


@pytest.mark.parametrize(
    ("kind", "form", "label"),
    [
        ("works_council", {"site": "Bonn", "persons": 3}, "Works council of sites called “Bonn”"),
        (
            "keep_team",
            {"team": "Server EU", "place": "8"},
            "Server EU stays together in Level 2 and 3 support operations",
        ),
        ("language", {"language": "German", "function": 5, "fte": "2.5"}, "German in End-user service desk, Europe"),
    ],
)
def test_every_kind_has_its_form(board: Place, kind: str, form: dict[str, Any], label: str) -> None:
    if "team" in form:
        form = form | {"team": uid(Team, form["team"])}
    if kind == "language":
        form = form | {"regions": [uid(Region, "Europe")]}
    assert label in send(board, "constraint-add", form | {"is_hard": "hard"}, kind=kind).content.decode()
    amounts = {"works_council": 3, "keep_team": 0, "language": 25_000}
    assert Constraint.objects.get().amount == amounts[kind]


def test_guardrails_of_the_organisation_and_of_one_scenario(board: Place) -> None:
    assert "5.0 FTE" in page(board, "constraints")
    form = {"version": 0, "kind": "headcount", "function": 0, "high": "20"}
    assert "at most 20.0 FTE" in send(board, "guardrail-set", form).content.decode()
    here = form | {"high": "30.5", "low": "1"}
    shown = send(board, "scenario-guardrail-set", here, uid=board.scenario.uid).content.decode()
    assert "1.0 FTE to 30.5 FTE" in shown
    assert Guardrail.objects.filter(scenario=board.scenario).get().high == 305_000
    assert "above the target" not in shown
    own = Guardrail.objects.get(scenario=None)
    send(board, "guardrail-set", form | {"version": 1, "high": "21"})
    late = send(board, "guardrail-set", form | {"version": 1, "high": "22"})
    assert late.status_code == 409
    send(board, "guardrail-remove", {"version": 2}, uid=own.uid)
    assert Guardrail.objects.count() == 1
    half = {"version": 0, "kind": "span", "function": 7, "low": "5.5"}
    assert "Reports per manager are whole numbers" in send(board, "guardrail-set", half).content.decode()


def test_the_page_says_what_is_broken_and_what_holds(board: Place) -> None:
    regional(board)
    rule(board, "stay", "Americas", owner="Head of HR")
    rule(board, "keep_team", team="Server EU", function_code=8)
    text = page(board, "scenario-guardrails", uid=board.scenario.uid)
    assert "1 hard rule and 2 guardrails broken" in text
    assert text.index("stays together") < text.index("No move of work out of Americas")
    assert "none may leave" in text
    assert "Head of HR" in text


def test_a_consent_is_recorded_and_withdrawn_on_the_page(board: Place) -> None:
    regional(board)
    council = rule(board, "works_council", "Europe")
    move(board, "Server EU", "Incidents", {8: 10_000})
    parts = {"uid": board.scenario.uid, "constraint": council.uid}
    assert "6 persons of Server EU" in page(board, "scenario-guardrails", uid=board.scenario.uid)
    form = {"version": 0, "persons": 6, "given_on": "2026-03-02", "given_by": "Council Bonn", "note": "Minutes 12"}
    shown = send(board, "scenario-consent", form, **parts).content.decode()
    assert "Given by Council Bonn on 2 Mar 2026 for 6 persons. Minutes 12" in shown
    assert "hard rule" not in shown.partition("<main")[2].partition("</h1>")[0]
    send(board, "scenario-consent-withdraw", {"version": 1}, **parts)
    assert not Consent.objects.exists()


def test_the_strip_names_what_is_new_since_it_was_asked_last(board: Place) -> None:
    regional(board)
    rule(board, "stay", "Americas")
    first = page(board, "scenario-guardrails-strip", uid=board.scenario.uid)
    assert "2 guardrails broken" in first
    assert "Newly broken" not in first
    known = first.partition('name="known" value="')[2].partition('"')[0]
    reach(board, 7, "global")
    query = "?known=" + known.replace(" ", "+")
    second = page(board, "scenario-guardrails-strip", query, uid=board.scenario.uid)
    assert "1 hard rule and 2 guardrails broken" in second
    assert "Newly broken: No move of work out of Americas. 6.0 FTE of work in Americas leave" in second


def test_who_may_only_look_has_no_form(board: Place) -> None:
    rule(board, "works_council", "Europe")
    board.lead.role = "viewer"
    board.lead.save()
    for text in (page(board, "constraints"), page(board, "scenario-guardrails", uid=board.scenario.uid)):
        assert '<form class="form' not in text
        assert "Works council of Europe" in text


def test_rules_and_violations_over_rest(board: Place) -> None:
    api = rest(board)
    europe = uid(Region, "Europe")
    made = api.post("/api/v1/constraints/", {"kind": "stay", "regions": [europe]}, "application/json")
    assert (made.status_code, made.headers["ETag"]) == (201, '"1"')
    one = f"/api/v1/constraints/{made.json()['uid']}/"
    broken = api.get(f"/api/v1/scenarios/{board.scenario.uid}/violations/").json()
    assert broken[0]["rule"] == "No move of work out of Europe"
    assert (broken[0]["measure"], broken[0]["unit"], broken[0]["is_hard"]) == (12.0, "FTE", True)
    terms = {"regions": [europe], "is_hard": False, "site": "Bonn"}
    assert api.put(one, terms, "application/json").status_code == 428
    changed = api.put(one, terms, "application/json", headers={"If-Match": '"1"'})
    assert (changed.json()["site"], changed.json()["is_hard"], changed.json()["version"]) == ("Bonn", False, 2)
    assert api.put(one, terms, "application/json", headers={"If-Match": '"1"'}).status_code == 412
    assert api.get("/api/v1/constraints/").json()[0] == api.get(one).json() == changed.json()
    assert api.delete(one, headers={"If-Match": '"2"'}).status_code == 204
    assert api.get("/api/v1/constraints/").json() == []
    cover = {"kind": "language", "language": "German", "function": 7, "regions": [europe], "amount": 2.5}
    assert api.post("/api/v1/constraints/", cover, "application/json").json()["amount"] == 2.5
    assert Constraint.objects.get().amount == 25_000
    assert api.post("/api/v1/constraints/", cover | {"amount": "inf"}, "application/json").status_code == 400
    wrong = api.post("/api/v1/constraints/", {"kind": "keep_team"}, "application/json")
    assert (wrong.status_code, "Name the team" in wrong.json()["detail"]) == (400, True)


def rest(board: Place) -> Client:
    """A script with the lead's token."""
    _, clear = create_token(by=board.by, name="rules", scopes=list(ALL_SCOPES))
    return Client(headers={"Authorization": f"Token {clear}"})


def test_guardrails_are_set_changed_and_removed_over_rest(board: Place) -> None:
    api, rails = rest(board), "/api/v1/guardrails/"
    made = api.post(rails, {"kind": "headcount", "high": 20.5, "reason": "Plan"}, "application/json")
    assert (made.status_code, made.headers["ETag"]) == (201, '"1"')
    assert (made.json()["high"], made.json()["low"], made.json()["scenario"]) == (20.5, None, None)
    assert Guardrail.objects.get().high == 205_000
    assert api.post(rails, {"kind": "headcount", "high": 21}, "application/json").status_code == 409
    here = {"kind": "cost", "function": 7, "low": 100, "high": 900_050, "scenario": str(board.scenario.uid)}
    own = api.post(rails, here, "application/json").json()
    assert (own["high"], own["scenario"], own["function"]) == (900_050, str(board.scenario.uid), 7)
    assert [row["uid"] for row in api.get(rails).json()] == [own["uid"], made.json()["uid"]]
    one = f"{rails}{made.json()['uid']}/"
    assert api.patch(one, {"low": 3}, "application/json").status_code == 428
    changed = api.patch(one, {"low": 3}, "application/json", headers={"If-Match": '"1"'})
    assert (changed.json()["low"], changed.json()["high"], changed.json()["reason"]) == (3, 20.5, "Plan")
    assert api.patch(one, {"low": 4}, "application/json", headers={"If-Match": '"1"'}).status_code == 412
    assert api.get(one).json() == changed.json()
    actions = list(AuditEntry.objects.filter(action__contains="guardrail").values_list("action", flat=True))
    assert actions == ["set_guardrail"] * 3
    assert api.delete(one, headers={"If-Match": '"2"'}).status_code == 204
    wrongs: list[dict[str, Any]] = [
        {"kind": "span", "low": 5.5},
        {"kind": "span"},
        {"kind": "headcount", "low": 3, "high": 2},
        {"kind": "headcount", "high": "nan"},
        {"kind": "headcount", "function": 11, "high": 2},
    ]
    assert {api.post(rails, wrong, "application/json").status_code for wrong in wrongs} == {400}
    assert Guardrail.objects.count() == 1


def test_consents_are_recorded_changed_and_withdrawn_over_rest(board: Place) -> None:
    council, stay = rule(board, "works_council", "Europe"), rule(board, "stay", "Europe")
    api, listed = rest(board), f"/api/v1/scenarios/{board.scenario.uid}/consents/"
    said = {"constraint": str(council.uid), "persons": 4, "given_on": "2026-03-02", "given_by": "Chair"}
    assert api.get(f"{listed}{council.uid}/").status_code == 404
    made = api.post(listed, said, "application/json")
    assert (made.status_code, made.headers["ETag"], made.json()["note"]) == (201, '"1"', "")
    assert api.post(listed, said, "application/json").status_code == 412
    one = f"{listed}{council.uid}/"
    assert api.get(one).json() == made.json() == api.get(listed).json()[0]
    assert api.patch(one, {"persons": 5}, "application/json").status_code == 428
    changed = api.patch(one, {"persons": 5, "note": "Again"}, "application/json", headers={"If-Match": "1"})
    assert (changed.json()["persons"], changed.json()["given_on"], changed.json()["note"]) == (5, "2026-03-02", "Again")
    assert api.delete(one, headers={"If-Match": "1"}).status_code == 412
    assert api.delete(one, headers={"If-Match": "2"}).status_code == 204
    wrongs = ({"constraint": str(stay.uid)}, {"persons": 0}, {"given_on": "2126-03-02"})
    assert {api.post(listed, said | wrong, "application/json").status_code for wrong in wrongs} == {400}
    assert not Consent.objects.exists()
    actions = AuditEntry.objects.filter(action__contains="consent").order_by("pk").values_list("action", flat=True)
    assert list(actions) == ["record_consent", "record_consent", "withdraw_consent"]
