"""The sample organisation comes in through the importers, once, with all its figures."""

import stat
import time
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

from core.actor import ALL_SCOPES, Actor
from core.models import Import, Run
from functions.models import Scenario
from metrics.models import Meter, SegmentRule
from metrics.selectors.routing_history import routing_history
from metrics.selectors.segment_rules import segment_rules_of
from metrics.selectors.segments import precision_rows
from metrics.selectors.visible_logs import replay_logs
from organisations.models import Membership
from sample.actions import load_sample
from services.agreement_selectors import agreements_of, chain_of
from services.chain_words import gaps_of
from services.clock_selectors import clocks_of
from services.clock_words import clocks_sentence
from services.facts import log_facts
from services.models import Agreement, CalendarUse, LogSegment, Service, TicketLog
from services.offering_selectors import costs_by_service, offering_rows, offerings_with_labour
from services.office.work_list import office_places, work_list
from services.portfolio.forecast_words import forecast_finding
from services.portfolio_selectors import customer_groups, ownership_of, service_rows, services_of, tickets_named
from services.routing.default import DEFAULT_POLICY
from services.routing_selectors import policy_of
from services.selectors import newest_log
from services.technology_selectors import reuses_of, technology_rows
from services.worth_selectors import portfolio_of
from towers.models import Baseline, Position, Tower

pytestmark = pytest.mark.django_db


@pytest.fixture
def data_dir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(settings, "DATA_DIR", tmp_path)
    return tmp_path


def test_the_whole_story_is_there_once(data_dir: Path, capsys: pytest.CaptureFixture[str]) -> None:
    began = time.monotonic()
    steps = load_sample(address="http://127.0.0.1:8000/", say=lambda line: None)
    with capsys.disabled():
        print(f"\n  sample loaded in {time.monotonic() - began:.1f} s")
    assert steps == data_dir / "first-steps.txt"
    assert stat.S_IMODE(steps.stat().st_mode) == 0o600
    assert {m.user.email.split("@")[0] for m in Membership.objects.all()} == {"admin", "lead", "analyst", "executive"}
    assert set(Import.objects.values_list("kind", "state")) == {
        ("positions", "confirmed"),
        ("effort", "confirmed"),
        ("services", "confirmed"),
        ("tickets", "confirmed"),
    }
    assert dict(Baseline.objects.values_list("name", "state")) == {"Year end": "locked", "Working draft": "draft"}
    assert Position.objects.filter(baseline__name="Year end").count() == 1_004
    assert list(LogSegment.objects.values_list("tickets", "events")) == [(40_000, 257_058)]
    assert Scenario.objects.count() == 2
    assert set(Tower.objects.filter(owner="").values_list("name", flat=True)) == {"Middleware", "Database"}
    assert [tower.name for tower in Tower.objects.filter(tbm_code="")] == ["Digital"]
    ended = list(Run.objects.exclude(kind__startswith="import").values_list("kind", "state"))
    kinds = [
        *["duplication"] * 2,
        "finder",
        "handoffs",
        *["replay"] * 2,
        *["savings"] * 2,
        *["spans"] * 2,
        "ticket_costs",
    ]
    assert sorted(ended) == [(kind, "done") for kind in kinds]
    _what_is_delivered_is_there()
    _again_changes_nothing()


def _what_is_delivered_is_there() -> None:
    by = Membership.objects.get(role="admin").actor(ALL_SCOPES)
    found = ownership_of(service_rows(by))
    assert (found.services, found.gaps, found.disputes) == (24, 1, 1)
    stages = Counter(Service.objects.values_list("stage", flat=True))
    assert stages == {"catalogue": 22, "pipeline": 2, "retired": 2}
    technologies = technology_rows(service_rows(by), reuses_of(by))
    assert (len(technologies), sum(one.is_cross_tower for one in technologies)) == (24, 17)
    assert (sum(one.is_unused for one in technologies), sum(one.is_overused for one in technologies)) == (2, 2)
    _what_to_do_is_suggested_and_decided(by)
    assert len(costs_by_service(offerings_with_labour(by)[0])) == 23
    assert sum(row.is_below_cost for service in Service.objects.all() for row in offering_rows(by, service)) == 5
    _demand_is_forecast(by)
    assert [group.name for group in customer_groups(by) if len(group.doors) > 1] == [
        *("Finance and controlling", "Plants", "Sales and dealers")
    ]
    hosting = tickets_named(by, Service.objects.get(name="Server hosting"))
    assert hosting is not None
    assert hosting[1] > 2_000
    _one_chain_is_whole_and_one_is_broken(by)
    _the_office_has_work(by)
    _regions_work_by_their_own_hours()
    _default_rules_take_tickets(by)
    versions = [policy_of(scenario).version for scenario in Scenario.objects.order_by("pk")]
    assert versions == [0, 1]
    assert set(Meter.objects.values_list("figure", flat=True)) == {
        *("first_line_share", "ping_pong_share", "resolved_in_time")
    }
    assert segment_rules_of(by).version == 1
    judged = {row["class"].code: row for row in precision_rows(hosting[0], 1) if row["judged"]}
    assert {code: row["judged"] for code, row in judged.items()} == {"complexity-simple": 20, "complexity-complex": 20}
    assert judged["complexity-simple"]["precision"] > 0.7


def _what_to_do_is_suggested_and_decided(by: Actor) -> None:
    found = portfolio_of(by, list(services_of(by)), date(2026, 3, 4), newest_log(by))
    assert Counter(row.suggested.what for row in found.rows) == {"invest": 7, "keep": 16, "retire": 1}
    assert {row.service.name for row in found.rows if row.differs} == {"Data centre", "Printing"}
    assert found.spend.share == pytest.approx(0.458, abs=0.001)


def _default_rules_take_tickets(by: Actor) -> None:
    """With what happened to the tickets, or as they came in; none of them enters above level 1."""
    scenario, log = Scenario.objects.order_by("pk")[0], replay_logs(by)[0]
    held = segment_rules_of(by)
    founds = [
        routing_history(scenario, DEFAULT_POLICY, log, held, is_at_arrival=is_at_arrival)
        for is_at_arrival in (False, True)
    ]
    reached = [sum(found.routed.counts()[place] for found in founds) for place in range(len(DEFAULT_POLICY))]
    assert [rule.name for rule, count in zip(DEFAULT_POLICY, reached, strict=True) if not count] == [
        "First seen at level 2 or 3"
    ]


def _demand_is_forecast(by: Actor) -> None:
    """As the file has it, in the years of the file."""
    rows = {row.offering.name: row for service in Service.objects.all() for row in offering_rows(by, service)}
    assert sum(bool(row.expected) for row in rows.values()) == 11
    assert [(one.year, one.units) for one in rows["Batch"].expected] == [(2027, 54_000), (2028, 45_000), (2029, 30_000)]
    finding = forecast_finding(rows["Batch"].expected, 2026)
    assert finding.startswith("demand is forecast to fall by 50% until 2029; at today’s price the offering then falls ")


def _one_chain_is_whole_and_one_is_broken(by: Actor) -> None:
    known = agreements_of(by)
    broken = {
        one.name: {gap.name for gap in gaps_of(checks)}
        for one in known
        if (checks := chain_of(one, known, date(2026, 3, 4)))
    }
    assert broken == {
        "Container platform: service level agreement": set(),
        "Dealer portal": set(),
        "Server hosting, gold": {"Server support by day"},
        "Workplace, standard": set(),
    }


def _the_office_has_work(by: Actor) -> None:
    """On a day before any project is late."""
    found = Counter(one.kind for one in work_list(by, date(2026, 3, 4)).items)
    assert found == {
        "broken": 1,
        "unpromised": 19,
        "unowned": 1,
        "claimed": 1,
        "unserviced": 1,
        "gates": 3,
        "live-red": 1,
        "drafts": 4,
        "below-cost": 5,
    }
    assert [one.brief.get_management_office_display() for one in office_places(by)] == ["in product management"]


def _regions_work_by_their_own_hours() -> None:
    log = TicketLog.objects.get()
    clocks = clocks_of(log)
    assert clocks is not None
    assert clocks_sentence(clocks, log_facts(log.pk).group_ids) == (
        "Working hours are those of the group that has the ticket: 35 of 60 groups work by “Office hours Americas” and "
        "“Office hours Asia”; 25 have none and count on “Office hours Europe”, the calendar of the log, as do whole "
        "tickets."
    )


def _again_changes_nothing() -> None:
    models = (Run, Import, Membership, Service, Agreement, CalendarUse, Meter, SegmentRule)
    before = [model.objects.count() for model in models]
    call_command("load_sample")
    assert [model.objects.count() for model in models] == before


def test_an_interrupted_load_is_continued(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*args: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("sample.actions._design", interrupted)
        with pytest.raises(KeyboardInterrupt):
            load_sample(address="http://127.0.0.1:8000/", say=lambda line: None)
    assert not (data_dir / "first-steps.txt").exists()
    monkeypatch.setattr("sample.actions._design", lambda *args: None)
    assert load_sample(address="http://127.0.0.1:8000/", say=lambda line: None) is not None
    assert Import.objects.filter(state="confirmed").count() == 4
    assert Position.objects.count() == 1_004
    assert Agreement.objects.count() == 16
