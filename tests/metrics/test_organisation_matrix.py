"""Towers by regions under each measure, for one orientation, down to the teams of a cell; roles in several modes."""

import csv
import io
from typing import Any

import pytest
from django.urls import reverse

from core.actor import Right, Role
from metrics.selectors.baseline_columns import effort_table
from metrics.selectors.organisation import organisation_view, staff_by_title
from metrics.selectors.organisation_roles import roles_across_modes
from organisations.models import Membership
from tests.factories import EffortFactory, PositionFactory, actor_of, client_for, member
from tests.towers.golden import golden_baseline
from towers.actions.rates import make_rate_card
from towers.functions_reference import BY_CODE, Phase
from towers.models import Activity, Baseline, BaselineTeam, Effort, Position, Rate, Region, Tower

pytestmark = pytest.mark.django_db


@pytest.fixture
def baseline(membership: Membership) -> Baseline:
    """The golden organisation; the Americas' network team is digital, Asia's server team hybrid."""
    found = golden_baseline(membership.organisation)
    BaselineTeam.objects.filter(team__name="N-AM").update(orientation="digital")
    BaselineTeam.objects.filter(team__name="S-AS").update(orientation="hybrid")
    make_rate_card(by=actor_of(membership), baseline=found)
    return found


def ask(membership: Membership, query: str = "", name: str = "organisation") -> Any:
    return client_for(membership).get(reverse(name, args=[membership.organisation.slug]) + query)


def words(response: Any) -> str:
    return " ".join(response.content.decode().split())


def table(response: Any) -> list[dict[str, str]]:
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def paid(membership: Membership) -> Membership:
    """A viewer of the same organisation who may see pay."""
    return member(Role.VIEWER, Right.PAY, organisation=membership.organisation)


@pytest.mark.parametrize("mode", ["", "digital", "conventional", "hybrid"])
def test_cells_are_what_plain_loops_find(membership: Membership, baseline: Baseline, mode: str) -> None:
    PositionFactory.create(baseline=baseline, key="P13", team=None, fte=3_000)
    actor = actor_of(paid(membership))
    efforts = effort_table(actor, baseline)
    view = organisation_view(actor, baseline, efforts, staff_by_title(actor, baseline, efforts), mode)
    said = {row.team_id: row for row in baseline.teams.select_related("tower", "region")}
    expected: dict[tuple[int | None, int | None], list[float]] = {}
    for post in baseline.positions.all():
        row = said.get(post.team_id or 0)
        if mode and (row is None or row.orientation != mode):
            continue
        cell = expected.setdefault((row.tower_id, row.region_id) if row else (-1, -1), [0, 0, 0, 0, 0])
        cell[0] += 1
        cell[1] += post.heads
        cell[2] += post.fte
        cell[3] += post.fte * (post.cost or 0) / 10_000
    for effort in Effort.objects.filter(baseline=baseline).select_related("activity"):
        row = said[effort.team_id]
        is_run = BY_CODE[effort.activity.function_code].phase is Phase.RUN and not effort.activity.is_management
        if is_run and mode in ("", row.orientation):
            expected[row.tower_id, row.region_id][4] += effort.fte / 10_000
    found = {
        place: [cell.positions, cell.heads, cell.fte, cell.cost, cell.phases[Phase.RUN]]
        for place, cell in view.cells.items()
    }
    assert found == {place: pytest.approx(cell) for place, cell in expected.items()}


def test_a_measure_changes_what_cells_show(membership: Membership, baseline: Baseline) -> None:
    whole = words(ask(membership))
    assert '<span class="key">61.5</span><span class="beside">EUR' not in whole
    assert '<span class="key">61.5</span><span class="beside">5.4m</span>' in whole
    assert '<span class="key">10.0</span><span class="beside">1.0m</span>' in whole
    heads = words(ask(membership, "?measure=heads"))
    assert '<span class="key">62</span><span class="beside">61.5 FTE</span>' in heads
    phases = words(ask(membership, "?measure=phases"))
    # 30 incidents, 14.5 engineering, 6 reporting of 50.5.
    assert '<span class="visually-hidden">run</span> 59</span>' in phases
    modes = words(ask(membership, "?measure=orientation"))
    # 8 of 61.5 FTE are digital, 6 hybrid.
    assert "<span>digital 13%</span> <span>conventional 77%</span> <span>hybrid 10%</span>" in modes


def test_cost_of_a_cell_is_from_the_card_without_the_right(membership: Membership, baseline: Baseline) -> None:
    on_card = words(ask(membership, "?measure=cost"))
    # 18 FTE of 1,780 k and 11.5 FTE of 1,135 k in Europe, whose rate is 99 k.
    assert '<span class="key">1.8m</span><span class="beside">99k each</span>' in on_card
    assert '<span class="key">1.1m</span><span class="beside">99k each</span>' in on_card
    Position.objects.all().update(cost_low=1, cost_high=1)
    again = words(ask(membership, "?measure=cost"))
    assert '<span class="key">1.8m</span><span class="beside">99k each</span>' in again
    Rate.objects.all().delete()
    assert "EUR" not in words(ask(membership, "?measure=cost"))


def test_cost_of_a_cell_is_true_with_the_right(membership: Membership, baseline: Baseline) -> None:
    shown = words(ask(paid(membership), "?measure=cost"))
    assert '<span class="key">1.0m</span><span class="beside">100k each</span>' in shown
    assert "rate card" not in shown


def test_counts_below_five_are_hidden_without_the_right_and_do_not_follow(
    membership: Membership, baseline: Baseline
) -> None:
    Position.objects.filter(key__in=["P11", "P12"]).update(fte=5_000, heads=1)  # two persons in Asia's networks
    rows = {(row["Tower"], row["Region"]): row["Heads"] for row in table(ask(membership, "?format=csv"))}
    assert rows["Network", "AS"] == "hidden"
    assert list(rows.values()).count("hidden") >= 4
    heads = words(ask(membership, "?measure=heads"))
    assert heads.count('<span class="key">hidden</span>') >= 4
    for mode in ("digital", "conventional", "hybrid"):
        of_mode = table(ask(membership, f"?format=csv&orientation={mode}"))
        shown = {(row["Tower"], row["Region"]) for row in of_mode if row["Heads"] != "hidden"}
        assert not [place for place in shown if rows[place] == "hidden"]
    with_pay = {(row["Tower"], row["Region"]): row["Heads"] for row in table(ask(paid(membership), "?format=csv"))}
    assert with_pay["Network", "AS"] == "2"


def test_an_orientation_filters_the_whole_page(membership: Membership, baseline: Baseline) -> None:
    text = words(ask(membership, "?orientation=digital"))
    assert "63% of the digital effort is run" in text  # 5 incidents of 8
    assert "1 filled position in 1 digital team, 8.0 FTE" in text
    rows = table(ask(membership, "?orientation=digital&format=csv"))
    assert [(row["Tower"], row["Region"], row["FTE"], row["Digital FTE"]) for row in rows] == [
        ("Network", "AM", "8.0", "8.0")
    ]
    BaselineTeam.objects.update(orientation="conventional")
    assert "No team is hybrid." in words(ask(membership, "?orientation=hybrid"))


def test_a_cell_opens_its_teams_and_positions(membership: Membership, baseline: Baseline) -> None:
    tower, region = Tower.objects.get(name="Server"), Region.objects.get(name="EU")
    query = f"?tower={tower.uid}&region={region.uid}"
    assert query.replace("&", "&amp;") in words(ask(membership))
    text = words(ask(membership, query, "organisation-cell"))
    assert "Server in EU: 18.0 FTE in 1 team" in text
    assert "EUR 1.8m a year <small" in text
    assert "Open the positions" in text
    with_pay = words(ask(paid(membership), query, "organisation-cell"))
    assert "EUR 1.8m a year</p>" in with_pay
    assert "Open 4 positions" in with_pay
    listed = client_for(membership).get(
        reverse("positions", args=[membership.organisation.slug]) + f"{query}&status=filled"
    )
    assert listed.context["page"].paginator.count == 4
    [row] = table(ask(membership, f"{query}&format=csv", "organisation-cell"))
    assert (row["Team"], row["FTE"], row["Heads"]) == ("S-EU", "18.0", "hidden")
    assert "Yearly cost, minor units" not in row


def test_what_has_no_tower_opens_too(membership: Membership, baseline: Baseline) -> None:
    BaselineTeam.objects.filter(team__name="N-AS").update(tower=None)
    PositionFactory.create(baseline=baseline, key="P13", team=None)
    text = words(ask(membership, "?tower=none", "organisation-cell"))
    assert "No tower: 9.0 FTE in 2 teams" in text
    assert "Positions without a team" in text
    listed = client_for(membership).get(reverse("positions", args=[membership.organisation.slug]) + "?tower=none")
    assert {post.key for post, _ in listed.context["page"]} == {"P11", "P12", "P13"}


def test_a_place_of_somebody_else_does_not_exist(membership: Membership, baseline: Baseline) -> None:
    golden_baseline(member().organisation)
    foreign = Tower.objects.exclude(organisation=membership.organisation)[0]
    for uid in (foreign.uid, "nonsense"):
        assert ask(membership, f"?tower={uid}", "organisation-cell").status_code == 404


def test_roles_in_several_modes_are_counted_by_title_and_activity(membership: Membership, baseline: Baseline) -> None:
    Position.objects.filter(key="P08").update(title="  service   MANAGER ")
    Position.objects.filter(key="P09").update(title="Service manager")
    Position.objects.filter(key="P11").update(title="Lone title")
    actor = actor_of(membership)
    efforts = effort_table(actor, baseline)
    roles = roles_across_modes(efforts, staff_by_title(actor, baseline, efforts))
    found = {(role.kind, role.name.casefold()): role for role in roles}
    manager = found["title", "service manager"]
    assert manager.fte == {"digital": 8.0, "conventional": 6.0}
    assert manager.outside_largest_fte == 6.0
    incidents = found["activity", "incidents"]
    assert incidents.fte == {"digital": 5.0, "conventional": 21.0, "hybrid": 4.0}
    assert incidents.outside_largest_fte == 9.0
    assert ("title", "lone title") not in found
    assert not any(role.name == "Leading" for role in roles)
    assert [role.outside_largest_fte for role in roles] == sorted((r.outside_largest_fte for r in roles), reverse=True)
    rows = {row["Role"].casefold(): row for row in table(ask(membership, "?format=csv&table=roles"))}
    assert (rows["incidents"]["Hybrid FTE"], rows["incidents"]["FTE outside the largest mode"]) == ("4.0", "9.0")
    assert "2 titles and 3 activities occur" in words(ask(membership))


def test_evidence_follows_the_orientation(membership: Membership, baseline: Baseline) -> None:
    team = BaselineTeam.objects.get(team__name="S-AS").team
    EffortFactory.create(
        baseline=baseline, team=team, activity=Activity.objects.get(name="Incidents"), evidence="assumed", fte=20_000
    )
    assert "2.0 FTE of effort are assumed." in words(ask(membership, "?orientation=hybrid"))
    assert "of effort are assumed" not in words(ask(membership, "?orientation=digital"))
