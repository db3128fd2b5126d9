"""Event logs in XML become the rows that a CSV of them would have."""

from tests.imports.conftest import Reader, packed, xes

LOG = xes(
    ("T1", [{"org:group": "V30", "time:timestamp": "2010-03-31T16:59:42+02:00"}, {"org:group": "V5 3rd"}]),
    ("T2", [{"org:group": "G97", "impact": "High"}]),
)


def test_events_carry_their_own_attributes_and_their_traces(read: Reader) -> None:
    outcome = read(LOG)
    assert outcome.rows[0] == {
        "case:concept:name": "T1",
        "org:group": "V30",
        "time:timestamp": "2010-03-31T16:59:42+02:00",
        "impact": None,
    }
    assert [row["case:concept:name"] for row in outcome.rows] == ["T1", "T1", "T2"]
    assert outcome.lines == [1, 2, 3]


def test_a_packed_log_is_read_like_a_plain_one(read: Reader) -> None:
    assert read(packed(LOG)).rows == read(LOG).rows


def test_a_log_is_refused_where_a_staff_list_is_wanted(read: Reader) -> None:
    found = read(LOG, takes_logs=False).fatal
    assert (found.code, found.line) == ("not-a-table", 1)
    assert "CSV or XLSX" in found.remedy
