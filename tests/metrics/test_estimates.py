"""Estimates from like tickets of a log: the shares, what is evidence, the audit of a sample, the pages and REST."""

from typing import Any

import numpy as np
import pytest

from core.actor import Role, Scope
from core.errors import UserError
from core.models import AuditEntry
from metrics.computations.segments import SegmentTerms
from metrics.estimate_actions import judge_estimate
from metrics.models import EstimateAudit
from metrics.segment_actions import save_segment_rules
from metrics.selectors.estimates import Estimate, audit_rate, measure_of, sample_keys, verdicts_of, whole_estimate
from metrics.selectors.handoffs import HandoffFilters
from metrics.selectors.question_ground import Asked, ground_of
from metrics.selectors.segment_rules import segment_rules_of
from organisations.actions import create_token
from organisations.models import Membership
from services.models import TicketLog
from tests.factories import actor_of, client_for, member
from tests.metrics.test_handoffs_volvo import from_csv
from tests.services.logs import HOUR, bring_in, frame_of

pytestmark = pytest.mark.django_db

LEVEL_1, REMOTE = measure_of("level-1"), measure_of("remote")
LEVELS, REGIONS = {"A": "1", "B": "2"}, {"A": "Europe", "B": "Asia"}
# product -> how many tickets take which way; an upper-case last letter closes
WAYS = {"mail": {"A": 30, "AB": 10, "B": 4}, "disk": {"A": 5, "AB": 35, "B": 6}, "rare": {"B": 2}}


@pytest.fixture
def person() -> Membership:
    return member()


@pytest.fixture
def log(person: Membership) -> TicketLog:
    """Mail that level 1 mostly closes, disks that it mostly passes on, and what it never saw; one ticket is open."""
    rows: list[dict[str, Any]] = []
    number = 0
    for product, ways in WAYS.items():
        for way, count in ways.items():
            for _ in range(count):
                number += 1
                rows += _ticket(f"{product}{number}", product, way, is_open=False)
    rows += _ticket("open", "mail", "AB", is_open=True)
    return bring_in(person.organisation, frame_of(rows))[1]


def _ticket(key: str, product: str, way: str, *, is_open: bool) -> list[dict[str, Any]]:
    steps = [*way, way[-1]]
    return [
        {"ticket": key, "time": at * HOUR, "group": name, "level": LEVELS[name], "region": REGIONS[name]}
        | {"product": product, "status_class": "closed" if at == len(way) and not is_open else "working"}
        for at, name in enumerate(steps)
    ]


def estimated(person: Membership, log: TicketLog, **filters: Any) -> Estimate:
    actor = actor_of(person)
    ground = ground_of(actor, log, Asked(HandoffFilters(**filters), prefers="region"), "UTC")
    return Estimate(ground, segment_rules_of(actor), LEVEL_1)


def test_tickets_beyond_level_1_count_with_the_share_of_their_like(person: Membership, log: TicketLog) -> None:
    found = estimated(person, log)
    assert (int(found.is_tried.sum()), int(found.is_well.sum()), int(found.is_asked.sum())) == (80, 35, 57)
    cells = {row["label"]: row for row in found.cell_rows()}
    assert [(row["label"], row["asked"], row["tried"], row["well"]) for row in found.cell_rows()] == [
        ("disk", 41, 40, 5),
        ("mail", 14, 40, 30),
        ("rare", 2, 0, 0),
    ]
    whole_share, strength = 35.5 / 81, found.shares.strength[-1]
    assert cells["mail"]["share"] == pytest.approx((strength * whole_share + 30) / (strength + 40))
    assert cells["rare"]["share"] == pytest.approx(whole_share)
    assert cells["rare"]["observed"] is None
    whole, *lines = found.rows()
    assert whole["expected"] == pytest.approx(sum(row["expected"] for row in cells.values()))
    assert whole["low"] < whole["share"] < whole["high"]
    assert {row["label"]: row["asked"] for row in lines} == {"Europe": 45, "Asia": 12}
    assert {row["label"]: row["asked"] for row in found.part_rows()} == {"passed on by level 1": 45, "never there": 12}
    assert [row["asked"] for row in estimated(person, log, product="mail").rows()] == [14, 10, 4]


def test_every_figure_opens_the_tickets_that_it_counts(person: Membership, log: TicketLog) -> None:
    found = estimated(person, log)
    for row in (*found.rows(), *found.part_rows(), *found.cell_rows()):
        assert found.five_tickets("asked", row["behind"])[0] == row["asked"]
    for row in found.cell_rows():
        assert found.five_tickets("tried", row["behind"])[0] == row["tried"]
        assert found.five_tickets("well", row["behind"])[0] == row["well"]
    assert len(found.five_tickets("asked", {})[1]) == 5


def test_a_rule_about_what_happened_makes_no_tickets_alike(person: Membership, log: TicketLog) -> None:
    assert estimated(person, log).cells.size == len(WAYS)
    behaviour = SegmentTerms("complexity", "simple", "Stayed", ranges={"highest_level": (1, 1)})
    save_segment_rules(by=actor_of(person), version=0, rules=[behaviour])
    assert estimated(person, log).cells.size == len(WAYS)
    by_word = SegmentTerms("complexity", "simple", "Mail", words=("mail",))
    save_segment_rules(by=actor_of(person), version=1, rules=[by_word, behaviour])
    assert len(np.unique(estimated(person, log).cells.of[2])) == 2


def test_remote_needs_tickets_with_touch_and_without(person: Membership, log: TicketLog) -> None:
    actor = actor_of(person)
    assert not whole_estimate(actor, log, REMOTE).is_known
    hands = SegmentTerms("touch", "office", "Level 2", ranges={"highest_level": (2, 2)})
    none = SegmentTerms("touch", "none", "Level 1", ranges={"highest_level": (1, 1)})
    save_segment_rules(by=actor, version=0, rules=[hands, none])
    found = whole_estimate(actor, log, REMOTE)
    assert found.is_known
    assert (int(found.is_tried.sum()), int(found.is_well.sum()), int(found.is_asked.sum())) == (92, 35, 57)
    assert [row["asked"] for row in found.part_rows()] == [57, 0]


def test_a_log_without_levels_says_nothing(person: Membership) -> None:
    rows = [{"ticket": str(at), "time": at * HOUR, "group": "A", "status_class": "closed"} for at in range(3)]
    other = bring_in(person.organisation, frame_of(rows), "Other")[1]
    assert not whole_estimate(actor_of(person), other, LEVEL_1).is_known
    page = client_for(person).get(f"/o/{person.organisation.slug}/estimates/{other.uid}/").text
    assert "This log cannot say it" in page
    assert "It needs the level of the groups" in page


def test_verdicts_give_a_rate_beside_the_estimate(person: Membership, log: TicketLog) -> None:
    by, found = actor_of(person), whole_estimate(actor_of(person), log, LEVEL_1)
    keys = sample_keys(found)
    assert len(keys) == 57
    assert keys == sample_keys(found)
    stratum = [found.chance[at] < 1 / 3 for at in found.sample(20).tolist()]
    assert 13 <= sum(stratum) <= 15  # 41 of 57 are disks
    for key, verdict in zip(keys, ["yes", "yes", "no", "unsure", "yes"], strict=False):
        judge_estimate(by=by, log=log, measure=LEVEL_1, sample=keys, key=key, verdict=verdict)
    judge_estimate(by=by, log=log, measure=LEVEL_1, sample=keys, key=keys[0], verdict="no")
    rate = audit_rate(keys, verdicts_of(log, LEVEL_1))
    assert (rate.sample, rate.yes, rate.no, rate.unsure, rate.share) == (57, 2, 2, 1, 0.5)
    assert (rate.low, rate.high) == pytest.approx((0.150, 0.850), abs=0.001)
    assert rate.half_width == pytest.approx(0.35, abs=0.001)
    assert audit_rate(keys[1:], verdicts_of(log, LEVEL_1)).no == 1
    assert AuditEntry.objects.filter(action="judge_estimate").count() == 6
    assert verdicts_of(log, REMOTE) == {}
    for key, verdict, said in (("open", "yes", "not in the sample"), (keys[0], "maybe", "yes, no or unsure")):
        with pytest.raises(UserError, match=said):
            judge_estimate(by=by, log=log, measure=LEVEL_1, sample=keys, key=key, verdict=verdict)


def test_the_page_says_it_and_an_auditor_judges(person: Membership, log: TicketLog) -> None:
    browser, start = client_for(person), f"/o/{person.organisation.slug}/estimates/"
    page = browser.get(start).text
    assert "of 57 tickets that went beyond level 1 could have been solved there" in page
    assert "Nobody has judged a ticket" in page
    assert "It needs a status that closes and rules" in browser.get(f"{start}?show=remote").text
    assert browser.get(f"{start}?show=x").status_code == 404
    audit = f"{start}{log.uid}/level-1/audit/"
    assert browser.get(audit).text.count('name="key"') == 30
    assert browser.get(f"{audit}?size=60").text.count('name="key"') == 57
    key = sample_keys(whole_estimate(actor_of(person), log, LEVEL_1))[40]
    judged = browser.post(f"{start}{log.uid}/level-1/judge/", {"key": key, "verdict": "yes", "size": "60"})
    assert judged.headers["Location"] == f"{audit}?size=60"
    assert list(EstimateAudit.objects.values_list("measure", "ticket_key", "verdict")) == [("level-1", key, "yes")]
    assert "1 ticket judged, 1 of them yes: 100%" in browser.get(start).text
    viewer = client_for(member(Role.VIEWER, organisation=person.organisation))
    assert 'name="verdict"' not in viewer.get(audit).text
    tickets = f"{start}{log.uid}/level-1/tickets/"
    assert "closed by level 1 alone: 35" in browser.get(f"{tickets}?of=well").text
    for wrong in ("of=x", "of=asked&cell=00", "of=asked&part=x", "of=asked&line=x"):
        assert browser.get(f"{tickets}?{wrong}").status_code == 404, wrong


def test_each_table_can_be_had_as_a_file(person: Membership, log: TicketLog) -> None:
    browser, start = client_for(person), f"/o/{person.organisation.slug}/estimates/"
    lines = b"".join(browser.get(f"{start}?format=csv&table=lines")).decode().splitlines()
    assert [line.rsplit(",", 5)[:2] for line in lines[1:]] == [
        ["All tickets asked about", "57"],
        ["Europe", "45"],
        ["Asia", "12"],
        ["passed on by level 1", "45"],
        ["never there", "12"],
    ]
    assert b"disk,40,5,0.125," in b"".join(browser.get(f"{start}?format=csv&table=cells"))
    assert browser.get(f"{start}?format=csv&table=x").status_code == 404


def test_estimates_are_read_and_judged_over_rest(person: Membership, log: TicketLog) -> None:
    _, token = create_token(by=actor_of(person), name="tests", scopes=[Scope.READ, Scope.WRITE])
    headers = {"Authorization": f"Token {token}"}
    browser = client_for(person)
    rows = browser.get(f"/api/v1/estimates/?log={log.uid}", headers=headers).json()
    assert [(row["estimate"], row["line"], row["part"], row["asked"]) for row in rows] == [
        ("level-1", "", "", 57),
        ("level-1", "Europe", "", 45),
        ("level-1", "Asia", "", 12),
        ("level-1", "", "passed on by level 1", 45),
        ("level-1", "", "never there", 12),
    ]
    address = f"/api/v1/estimates/{log.uid}/level-1/audit/"
    sample = browser.get(address, headers=headers).json()
    assert (len(sample["tickets"]), sample["share"]) == (57, None)
    said = {"ticket": sample["tickets"][0]["ticket"], "verdict": "no"}
    assert browser.post(address, said, content_type="application/json", headers=headers).json() == said
    assert browser.get(address, headers=headers).json()["share"] == 0.0
    said["ticket"] = "open"
    assert browser.post(address, said, content_type="application/json", headers=headers).status_code == 404
    assert browser.get("/api/v1/estimates/?log=x", headers=headers).status_code == 404


@pytest.mark.data
def test_a_real_log_is_estimated_from_the_tickets_that_level_1_closed(person: Membership) -> None:
    found = whole_estimate(actor_of(person), from_csv(person, region="Involved Org line 3"), LEVEL_1)
    assert (int(found.is_tried.sum()), int(found.is_well.sum()), int(found.is_asked.sum())) == (6_695, 4_542, 3_004)
    whole = found.rows()[0]
    assert (whole["share"], whole["low"], whole["high"]) == pytest.approx((0.501, 0.488, 0.513), abs=0.001)
    assert {row["label"]: row["asked"] for row in found.part_rows()} == {
        "passed on by level 1": 2_153,
        "never there": 851,
    }
