"""The org chart: what it opens with, what it fetches, what it finds, and what it leaves to the table."""

import csv
import io
import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import DjangoAssertNumQueries

from metrics.selectors.org_chart import branch_of, branches_to, chart_of, found_in, opened
from metrics.selectors.org_chart_nodes import Branch
from organisations.models import Membership
from tests.factories import PositionFactory, actor_of, client_for, member
from tests.towers.golden import golden_baseline
from towers.models import Baseline, BaselineTeam, Position

pytestmark = pytest.mark.django_db
MOST_BYTES = 200_000


def uid(key: str) -> str:
    return str(Position.objects.get(key=key).uid)


def ask(membership: Membership, name: str, query: str = "", client: Client | None = None) -> Any:
    return (client or client_for(membership)).get(reverse(name, args=[membership.organisation.slug]) + query)


def keys(branch: Branch) -> list[str]:
    """The references of the cards of a branch."""
    return [dict(card.facts)["Reference"] for card in branch.children]


def test_the_only_top_is_the_root_and_who_leads_most_comes_first(membership: Membership, baseline: Baseline) -> None:
    chart = chart_of(actor_of(membership), baseline)
    data = opened(chart)
    assert data["root"]["id"] == uid("P01")
    # P02 leads 10 + 8 + 4 + 6 persons, P03 8 + 6 + 1 + 6 + 2.
    assert keys(branch_of(chart, uid("P01"))) == ["P02", "P03"]
    assert keys(branch_of(chart, uid("P02"))) == ["P04", "P05", "P07", "P06"]
    assert data["columns"] == [("Layer 1", "1 person"), ("Layer 2", "10 persons"), ("Layer 3", "51 persons")]


def test_a_card_says_span_count_and_inference(membership: Membership, baseline: Baseline) -> None:
    Position.objects.filter(key="P02").update(manager_rule="by title: head of the tower")
    chart = chart_of(actor_of(membership), baseline)
    wide, other = branch_of(chart, uid("P01")).children
    assert (wide.span, wide.reports, wide.posts, wide.layer) == ("wide", "28 direct reports", 5, 2)
    assert (wide.inferred, other.inferred) == ("by title: head of the tower", "")
    root = opened(chart)["root"]
    assert (root["span"], root["reports"]) == ("fit", "10 direct reports")
    leaf = branch_of(chart, uid("P02")).children[0]
    assert (leaf.span, leaf.below, dict(leaf.facts)["Layer"]) == ("", 0, "3")


def test_several_tops_stand_side_by_side_under_no_manager(membership: Membership, baseline: Baseline) -> None:
    PositionFactory.create(baseline=baseline, key="P13", team=None)
    chart = chart_of(actor_of(membership), baseline)
    data = opened(chart)
    assert (data["root"]["title"], data["root"]["note"]) == ("No manager", "1 top, 1 post that lead nobody")
    assert keys(branch_of(chart, "")) == ["P01", "P13"]
    assert data["columns"][0] == ("", "")


def test_eliminated_posts_are_left_out_and_vacant_ones_marked(membership: Membership, baseline: Baseline) -> None:
    Position.objects.filter(key="P02").update(status="eliminated")
    Position.objects.filter(key="P03").update(status="vacant")
    chart = chart_of(actor_of(membership), baseline)
    assert set(keys(branch_of(chart, ""))) == {"P01", "P04", "P05", "P06", "P07"}
    [vacant] = branch_of(chart, uid("P01")).children
    assert dict(vacant.facts)["Status"] == "vacant"


def test_a_circle_is_told_and_hides_nobody(membership: Membership, baseline: Baseline) -> None:
    Position.objects.filter(key="P01").update(manager=Position.objects.get(key="P04"))
    chart = chart_of(actor_of(membership), baseline)
    assert len(chart.order()) == 12
    assert ["Left out", "its manager, whose link closes a circle"] in [list(f) for f in opened(chart)["root"]["facts"]]


def test_more_children_than_an_answer_holds_come_in_parts(membership: Membership, baseline: Baseline) -> None:
    lead = Position.objects.get(key="P12")
    Position.objects.bulk_create(
        Position(baseline=baseline, key=f"X{n:03}", title="Engineer", fte=10_000, manager=lead) for n in range(150)
    )
    chart = chart_of(actor_of(membership), baseline)
    first = branch_of(chart, str(lead.uid))
    assert (len(first.children), first.rest, first.next) == (Branch.MOST, 150 - Branch.MOST, Branch.MOST)
    rest = branch_of(chart, str(lead.uid), offset=120)
    assert (len(rest.children), rest.rest) == (30, 0)
    # A post that is not among the first is there when it is the one looked for.
    way = branches_to(chart, uid("X140"))
    assert [branch.node for branch in way] == [uid("P01"), uid("P03"), uid("P12")]
    assert keys(way[-1])[-1] == "X140"
    assert len(way[-1].children) == Branch.MOST + 1


def test_the_search_finds_all_words_in_title_reference_grade_and_team(
    membership: Membership, baseline: Baseline
) -> None:
    Position.objects.filter(key="P08").update(title="Network architect", grade="G7")
    chart = chart_of(actor_of(membership), baseline)
    assert [found.note for found in found_in(chart, "architect g7 n-am", 20)] == ["P08, N-AM"]
    assert [found.note for found in found_in(chart, "N-EU", 20)] == ["P03, N-EU", "P09, N-EU", "P10, N-EU"]
    assert found_in(chart, "architect s-eu", 20) == found_in(chart, "  ", 20) == []


def test_a_mode_keeps_whoever_leads_it_pale(membership: Membership, baseline: Baseline) -> None:
    BaselineTeam.objects.filter(baseline=baseline, team__name="N-AM").update(orientation="digital")
    chart = chart_of(actor_of(membership), baseline, orientation="digital")
    data = opened(chart)
    cards = [card for branch in data["branches"] for card in branch["children"]]
    pale = {dict(card["facts"])["Reference"]: card["is_pale"] for card in cards}
    assert len(chart.order()) == 3
    assert data["root"]["is_pale"]
    assert pale == {"P03": True, "P08": False}
    assert ask(membership, "org-chart-branch", f"?orientation=digital&to={uid('P08')}").status_code == 200
    assert ask(membership, "org-chart-branch", f"?orientation=digital&to={uid('P04')}").status_code == 404
    towers = chart_of(actor_of(membership), baseline, "tower", orientation="digital")
    assert [card.title for card in branch_of(towers, "").children] == ["Network"]


def test_a_branch_can_be_the_root(membership: Membership, baseline: Baseline) -> None:
    chart = chart_of(actor_of(membership), baseline, root=uid("P03"))
    assert opened(chart)["root"]["id"] == uid("P03")
    assert opened(chart)["columns"][0][0] == "Layer 2"
    assert len(chart.order()) == 6


@pytest.mark.parametrize(("by", "path"), [("tower", ["Network", "N-AM"]), ("region", ["AM", "Network", "N-AM"])])
def test_places_hold_their_teams_and_like_posts(
    membership: Membership, baseline: Baseline, by: str, path: list[str]
) -> None:
    PositionFactory.create(
        baseline=baseline, key="P14", team=Position.objects.get(key="P08").team, fte=5_000, title="Lead"
    )
    chart = chart_of(actor_of(membership), baseline, by)
    node = ""
    for name in path:
        [card] = [card for card in branch_of(chart, node).children if card.title == name]
        node = card.id
    assert (card.note, card.reports) == ("8.5 FTE", "9 persons")
    assert [(post.title, post.posts, post.note) for post in branch_of(chart, node).children] == [
        ("Engineer", 8, "8.0 FTE"),
        ("Lead", 1, "0.5 FTE"),
    ]
    found = found_in(chart, "lead", 20)
    assert [(one.title, one.note) for one in found] == [("Lead", " / ".join(path))]
    assert [branch.node for branch in branches_to(chart, found[0].id)][-1] == node


def test_places_add_up_to_the_filled_positions(membership: Membership, baseline: Baseline) -> None:
    PositionFactory.create(baseline=baseline, key="P13", team=None, fte=7_000)
    chart = chart_of(actor_of(membership), baseline, "region")
    rows = [dict(zip(chart.headers, cells, strict=True)) for cells in chart.cells(chart.order())]
    for kind in ("region", "tower", "team", "posts"):
        own = [row for row in rows if row["Kind"] == kind]
        assert sum(row["FTE"] for row in own) == pytest.approx(62.2)
        assert sum(row["Persons"] for row in own) == 63
    assert {row["Name"] for row in rows if row["Kind"] == "region"} == {"AM", "AS", "EU", "No region"}


def test_the_table_has_every_row_below_its_manager(membership: Membership, baseline: Baseline) -> None:
    response = ask(membership, "org-chart", "?format=csv")
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [row["Reference"] for row in rows][:6] == ["P01", "P02", "P04", "P05", "P07", "P06"]
    assert [row["Layer"] for row in rows][:3] == ["1", "2", "3"]
    assert (rows[0]["Persons below"], rows[1]["Direct reports"], rows[1]["Span"]) == ("61", "28", "wide")
    page = ask(membership, "org-chart", "?view=table&q=n-am").content.decode()
    assert uid("P08") in page
    assert uid("P04") not in page


def test_the_page_opens_with_what_was_looked_for(membership: Membership, baseline: Baseline) -> None:
    page = ask(membership, "org-chart", f"?show={uid('P12')}").content.decode()
    data = json.loads(page.partition('id="orgchart-data" type="application/json">')[2].partition("</script>")[0])
    assert data["selected"] == uid("P12")
    assert "Nothing found" in ask(membership, "org-chart", "?q=nobody").content.decode()


@pytest.mark.parametrize("query", ["?node=nonsense", "?to=nonsense", "?by=tower&node=tower-none", "?root=top-secret"])
def test_what_is_not_in_the_chart_is_not_found(membership: Membership, baseline: Baseline, query: str) -> None:
    assert ask(membership, "org-chart-branch", query).status_code == 404


def test_posts_of_somebody_else_do_not_exist(membership: Membership, baseline: Baseline) -> None:
    foreign = golden_baseline(member().organisation)
    theirs = foreign.positions.get(key="P01").uid
    for query in (f"?node={theirs}", f"?to={theirs}", f"?root={theirs}", f"?baseline={foreign.uid}"):
        assert ask(membership, "org-chart-branch", query).status_code == 404
    assert ask(membership, "org-chart", f"?show={theirs}").status_code == 404


@pytest.mark.parametrize(
    ("name", "query"),
    [("org-chart", f"?by={by}") for by in ("manager", "tower", "region")]
    + [("org-chart", "?view=table"), ("org-chart", "?orientation=conventional"), ("org-chart-search", "?q=engineer")]
    + [("org-chart-branch", ""), ("org-chart-branch", "?by=region")],
)
def test_queries_and_bytes_do_not_grow_with_rows(
    membership: Membership,
    baseline: Baseline,
    name: str,
    query: str,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    client = client_for(membership)
    with django_assert_max_num_queries(12) as few:
        ask(membership, name, query, client)
    lead, team = Position.objects.get(key="P12"), Position.objects.get(key="P12").team
    Position.objects.bulk_create(
        Position(baseline=baseline, key=f"X{n}", title=f"Engineer {n}", team=team, fte=10_000, manager=lead)
        for n in range(2_000)
    )
    with django_assert_max_num_queries(12) as many:
        answer = ask(membership, name, query, client)
    assert len(many) == len(few)
    assert len(answer.content) < MOST_BYTES
