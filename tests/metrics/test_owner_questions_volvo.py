"""The owner's questions on a real incident log: the figures that were counted independently."""

import re

import pytest

from metrics.selectors import question_tables as tables
from metrics.selectors.handoffs import HandoffFilters
from metrics.selectors.question_ground import Asked, ground_of, tickets_behind
from metrics.selectors.question_tickets import five_tickets
from metrics.selectors.segment_rules import segment_rules_of
from metrics.selectors.segments import Segmented
from tests.factories import actor_of, client_for, member
from tests.metrics.test_handoffs_volvo import from_csv

pytestmark = [pytest.mark.django_db, pytest.mark.data]


def test_the_page_has_the_figures_that_were_counted_independently() -> None:
    person = member()
    log = from_csv(person, region="Involved Org line 3")
    answer = client_for(person).get(f"/o/{person.organisation.slug}/handoffs/questions/")
    text = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", answer.text))
    for figure in (
        "4,542 of 7,546 closed tickets (60.19%), 67.84% of the 6,695 that entered there",
        "4,546 tickets stayed at level 1 (60.18% of all, 67.83% of those that entered there)",
        "1,177 tickets straight back (2,394 times), 1,258 returns, 402 bounces, of 7,554 tickets in view",
        "level 1 46,042, level 2 16,541, level 3 2,911, level 3, named 2nd 3rd 39",
        "9,454 handoffs in the other 3,820; at most 12 groups in one",
        "3,734 tickets",
        "7 d 13 h",
    ):
        assert figure in text, figure
    assert "none of its events has a pending status" in text
    assert log.name in text


def test_each_line_and_each_number_of_groups_opens_the_tickets_that_it_counts() -> None:
    person = member()
    log = from_csv(person, region="Involved Org line 3", status="Sub Status")
    found = ground_of(actor_of(person), log, Asked(HandoffFilters()), "UTC")
    assert found.line == "region"
    conformity = tables.conformity_of(found)
    assert sum(row["tickets"] for row in conformity.rows) == 7_554
    assert [(path["key"], path["tickets"]) for path in conformity.paths[:1]] == [("1", 4_546)]
    histogram = tables.teams_histogram(found)
    assert histogram[0]["tickets"] == 3_734
    assert sum(row["tickets"] for row in histogram[:-1]) == 7_554
    for row in histogram:
        assert int(tickets_behind(found, "teams", row["behind"]).sum()) == row["tickets"]
    pending = tables.pending_of(found, 100)
    assert (pending.far, pending.peers) == (1, 18)
    assert pending.share == pytest.approx(0.493, abs=0.0005)
    assert pending.threshold == pytest.approx(0.962, abs=0.0005)
    first = pending.rows[0]
    assert (first["label"], first["tickets"], round(first["share"], 3)) == ("S42", 1_124, 0.976)
    assert five_tickets(found, "pending", first["behind"]).count == first["pending_tickets"]


def test_lines_differ_and_one_product_is_done_in_most_ways() -> None:
    person = member()
    log = from_csv(person, region="Involved Org line 3")
    found = ground_of(actor_of(person), log, Asked(HandoffFilters()), "UTC")
    rows = {row["label"]: row for row in tables.conformity_of(found).rows}
    shares = {name: (rows[name]["tickets"], round(rows[name]["share"], 3)) for name in ("Org line C", "Org line A2")}
    assert shares == {"Org line C": (5_745, 0.926), "Org line A2": (748, 0.662)}
    first = tables.variation_rows(found, 1)[0]
    assert (first["label"], first["tickets"], first["paths"], first["off"]) == ("PROD424", 882, 257, 589)
    shown = five_tickets(found, "off-path", first["behind"])
    assert (shown.count, len(shown.tickets)) == (589, 5)


def test_how_much_of_the_log_is_simple_by_the_default_rules() -> None:
    person = member()
    log = from_csv(person)
    ground = ground_of(actor_of(person), log, Asked(HandoffFilters()), "UTC")
    found = Segmented(ground, segment_rules_of(actor_of(person)))
    assert [cell["tickets"] for cell in found.pooled("complexity")["cells"]] == [4_175, 2_627, 752, 0]
    assert [cell["tickets"] for cell in found.pooled("touch")["cells"]] == [1_820, 0, 0, 5_734]
