"""The console, one kind, the place rules and the API, as people and scripts see them."""

import csv
import io
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from core.actor import Right, Role, Scope
from core.models import AuditEntry, Import, ImportFile, ImportRow, Upload
from organisations import actions
from tests.factories import actor_of, client_for, member
from tests.quality.world import Untidy
from towers.actions.place_rules import add_default_rules
from towers.actions.rates import make_rate_card
from towers.models import BaselineTeam, PlaceRule, Position

pytestmark = pytest.mark.django_db
PAY = 7_654_300


@pytest.fixture
def untidy() -> Untidy:
    untidy = Untidy(member(Role.MODELLER, Right.PAY))
    untidy.post("V", untidy.storage, status="vacant", cost_low=PAY, cost_high=PAY, import_row=source(untidy))
    untidy.post("D", untidy.network, manager_ref="0")
    return untidy


def source(untidy: Untidy) -> ImportRow:
    incoming = Import.objects.create(organisation=untidy.organisation, kind="positions", content_hash="0")
    upload = Upload.objects.create(organisation=untidy.organisation, sha256="0", name="staff.xlsx", size=1, path="x")
    ImportFile.objects.create(import_of=incoming, file_no=1, upload=upload)
    return ImportRow.objects.create(import_of=incoming, file_no=1, sheet="IT", line=17, verdict="created")


def browser(untidy: Untidy, role: Role = Role.MODELLER, *rights: Right) -> Client:
    return client_for(member(role, *rights, organisation=untidy.organisation))


def address(untidy: Untidy, name: str, *parts: Any) -> str:
    return reverse(name, args=[untidy.organisation.slug, *parts])


def called(untidy: Untidy, name: str, query: str = "", *parts: Any, rights: tuple[Right, ...] = ()) -> Any:
    person = member(Role.VIEWER, *rights, organisation=untidy.organisation)
    _, token = actions.create_token(by=actor_of(person), name="test", scopes=[Scope.READ])
    return Client().get(reverse(name, args=parts) + query, headers={"Authorization": f"Token {token}"}).json()


def lines(answer: Any) -> list[dict[str, str]]:
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_the_console_says_what_each_kind_does_and_links_to_its_rows(untidy: Untidy) -> None:
    page = browser(untidy).get(address(untidy, "quality")).text
    assert "1.0 FTE are vacant: in no FTE and no cost of today" in page
    assert address(untidy, "quality-kind", "dangling-manager") in page
    assert "Circles" in page.partition("Looked for and not found")[2]


def test_a_kind_shows_its_rows_with_their_source_and_its_remedies(untidy: Untidy) -> None:
    answer = browser(untidy).get(address(untidy, "quality-kind", "vacant"))
    assert "staff.xlsx, IT, line 17" in answer.text
    assert "Take out of the totals (1)" in answer.text
    assert browser(untidy).get(address(untidy, "quality-kind", "no-such")).status_code == 404


def test_whoever_only_looks_gets_no_buttons(untidy: Untidy) -> None:
    answer = browser(untidy, Role.VIEWER).get(address(untidy, "quality-kind", "vacant"))
    assert "Take out of the totals" not in answer.text
    assert "Accept as it is" not in answer.text


def test_rows_come_as_csv(untidy: Untidy) -> None:
    (row,) = lines(browser(untidy).get(address(untidy, "quality-kind", "vacant") + "?format=csv"))
    assert (row["About"], row["File"], row["Sheet"], row["Line"], row["FTE"]) == ("V", "staff.xlsx", "IT", "17", "1.0")
    kinds = lines(browser(untidy).get(address(untidy, "quality") + "?format=csv"))
    assert {one["Defect"]: one["Open"] for one in kinds}["Vacant"] == "1"


def test_pay_is_shown_to_whoever_may_see_it_and_that_is_kept(untidy: Untidy) -> None:
    urls = [address(untidy, "quality"), address(untidy, "quality-kind", "vacant")]
    urls += [f"{url}?format=csv" for url in urls]
    make_rate_card(by=untidy.by, baseline=untidy.baseline)
    for url in urls:
        answer = browser(untidy, Role.ADMIN).get(url)
        text = b"".join(answer.streaming_content).decode() if answer.streaming else answer.text
        assert "76,543" not in text
        assert str(PAY) not in text
    assert not AuditEntry.objects.filter(action="read_pay").exists()
    assert "76,543" in browser(untidy, Role.VIEWER, Right.PAY).get(urls[1]).text
    assert AuditEntry.objects.filter(action="read_pay").count() == 1


def test_fixing_accepting_and_opening_again_lead_back_to_the_kind(untidy: Untidy) -> None:
    one, uid = browser(untidy), untidy.baseline.uid
    back = f"{address(untidy, 'quality-kind', 'vacant')}?baseline={uid}"
    accept = one.post(address(untidy, "quality-accept", uid, "vacant"), {"version": 1, "reason": "Recruiting"})
    assert accept.url == back
    assert "Recruiting" in one.get(f"{back}&status=accepted").text
    assert one.post(address(untidy, "quality-withdraw", uid, "vacant"), {"subject": "V#1"}).url == back
    assert one.post(address(untidy, "quality-fix", uid, "vacant", "eliminate"), {"version": 1}).url == back
    assert Position.objects.get(key="V").status == "eliminated"


def test_a_form_that_saw_an_older_version_is_told_so(untidy: Untidy) -> None:
    fix = address(untidy, "quality-fix", untidy.baseline.uid, "vacant", "eliminate")
    answer = browser(untidy).post(fix, {"version": 9})
    assert answer.status_code == 409


def test_managers_are_inferred_from_the_console(untidy: Untidy) -> None:
    untidy.post("H", untidy.network, title="Head of Network Europe")
    page = browser(untidy).get(address(untidy, "quality")).text
    assert "Infer 1 manager" in page
    browser(untidy).post(address(untidy, "managers-infer", untidy.baseline.uid), {"version": 1})
    assert Position.objects.get(key="D").manager_rule == "leads “Network Europe” by title"


def test_rules_are_added_changed_moved_applied_and_deleted(untidy: Untidy) -> None:
    one = browser(untidy)
    one.post(address(untidy, "place-rule-add", "tower"), {"source": "unit", "words": "network", "name": "Nets"})
    rule = PlaceRule.objects.get()
    assert "1 team with 1.0 FTE would be placed" in one.get(address(untidy, "place-rules")).text
    edit = {"version": 1, "source": "unit", "words": "network", "name": "Networks"}
    one.post(address(untidy, "place-rule-edit", rule.uid), edit)
    one.post(address(untidy, "place-rule-move", rule.uid), {"version": 2, "direction": "up"})
    one.post(address(untidy, "places-apply", untidy.baseline.uid), {"version": 1})
    placed = BaselineTeam.objects.get(team=untidy.network)
    assert (str(placed.tower), placed.tower_rule) == ("Networks", "“network” in the unit")
    one.post(address(untidy, "place-rule-delete", rule.uid), {"version": 3})
    assert not PlaceRule.objects.exists()
    assert one.post(address(untidy, "place-rule-add", "moon"), {}).status_code == 404


def test_default_rules_are_one_button(untidy: Untidy) -> None:
    browser(untidy).post(address(untidy, "place-rule-defaults"))
    page = browser(untidy).get(address(untidy, "place-rules")).text
    assert "end user*" in page
    assert len(lines(browser(untidy).get(address(untidy, "place-rules") + "?format=csv"))) == PlaceRule.objects.count()


def test_before_the_first_baseline_pages_say_what_to_import() -> None:
    newcomer = member()
    one = client_for(newcomer)
    for name in ("quality", "place-rules"):
        assert one.get(reverse(name, args=[newcomer.organisation.slug])).status_code == 200


def test_kinds_and_rows_over_rest(untidy: Untidy) -> None:
    answer = called(untidy, "api-quality")
    kinds = {one["kind"]: one for one in answer["kinds"]}
    assert (answer["version"], answer["basis"]) == (1, "card")
    assert (kinds["vacant"]["count"], kinds["vacant"]["fte"], kinds["vacant"]["money"]) == (1, 10_000, None)
    rows = called(untidy, "api-quality-rows", "?limit=1", "vacant")
    assert (rows["total"], rows["next"]) == (1, None)
    assert {name: rows["results"][0][name] for name in ("subject", "file", "line", "is_accepted")} == {
        "subject": "V#1",
        "file": "staff.xlsx",
        "line": 17,
        "is_accepted": False,
    }
    paid = called(untidy, "api-quality-rows", "", "vacant", rights=(Right.PAY,))
    assert paid["results"][0]["money"] == PAY


def test_rules_over_rest(untidy: Untidy) -> None:
    add_default_rules(by=untidy.by)
    rows = called(untidy, "api-place-rules", "?target=region&page_size=50")["results"]
    assert {row["name"] for row in rows} == {"Americas", "EMEA", "Asia-Pacific"}
