"""A list of activities comes in: what it makes, changes and refuses, and how it is taken back."""

import csv
import io

import pytest
from django.urls import reverse

from core.errors import UserError
from organisations.models import Organisation
from tests.factories import (
    ActivityFactory,
    BaselineFactory,
    EffortFactory,
    OrganisationFactory,
    actor_of,
    client_for,
    member,
)
from tests.towers.frames import bring_in, check, codes, frame_of, new_import
from towers.actions.activities import add_defaults, edit_activity
from towers.importers.activities import FIELDS, IMPORTER
from towers.models import Activity

pytestmark = pytest.mark.django_db
ZORBING = {"name": "Zorbing", "function_code": "6 Field service", "is_shareable": "no", "keywords": "Zorb, ball care"}


@pytest.fixture
def organisation() -> Organisation:
    return OrganisationFactory.create()


def known(organisation: Organisation, name: str) -> Activity:
    return Activity.objects.get(organisation=organisation, name=name)


def test_a_new_activity_comes_in_with_its_marks_and_words(organisation: Organisation) -> None:
    counts = bring_in(IMPORTER, new_import("activities", organisation), frame_of(ZORBING))
    assert counts == {"created": 1, "changed": 0, "unchanged": 0}
    row = known(organisation, "Zorbing")
    assert (row.function_code, row.is_shareable, row.keywords) == (6, False, "zorb, ball care")
    assert (row.scale_class, row.value_class, row.is_coordination) == ("expert", "necessary", False)


def test_the_name_of_a_default_brings_its_facts(organisation: Organisation) -> None:
    row = {"name": "Rack and STACK", "new_name": "Hall work"}
    assert bring_in(IMPORTER, new_import("activities", organisation), frame_of(row))["created"] == 1
    made = known(organisation, "Hall work")
    assert (made.function_code, made.scale_class, made.default_key) == (9, "hands", "rack and stack")


def test_a_known_name_changes_what_the_row_says_and_nothing_else(organisation: Organisation) -> None:
    was = ActivityFactory.create(organisation=organisation, name="Zorbing", keywords="old", value_class="low")
    rows = frame_of({"name": "zorbing", "new_name": "Sphering", "keywords": "ball", "value_class": None})
    report = check(IMPORTER, new_import("activities", organisation), rows)
    assert report.counts == {"created": 0, "changed": 1, "unchanged": 0, "rejected": 0}
    assert report.notes == [
        "0 activities new, 1 activity changed, 0 as before.",
        "1 activity gets another name; efforts stay with it.",
    ]
    bring_in(IMPORTER, new_import("activities", organisation), rows)
    now = known(organisation, "Sphering")
    assert (now.pk, now.key, now.keywords, now.value_class) == (was.pk, "sphering", "ball", "low")
    assert now.version == was.version + 1


@pytest.mark.parametrize(
    ("rows", "code", "line"),
    [
        ([{"name": " "}], "missing-activity", 2),
        ([{"name": "Unheard of"}], "missing-function", 2),
        ([ZORBING, {"name": "ZORBING", "function_code": "7 Level 1 support operations"}], "repeated-activity", 3),
        ([ZORBING | {"new_name": "Reporting"}], "name-taken", 2),
        ([{"name": "Reporting", "new_name": "Zorbing"}, ZORBING], "name-taken", 3),
        ([ZORBING | {"keywords": ", ".join(f"word{n}" for n in range(300))}], "too-many-words", 2),
    ],
)
def test_what_can_not_be_is_rejected_by_its_line(
    organisation: Organisation, rows: list[dict[str, str]], code: str, line: int
) -> None:
    ActivityFactory.create(organisation=organisation, name="Reporting")
    report = check(IMPORTER, new_import("activities", organisation), frame_of(*rows))
    assert (codes(report), report.defects[0].line, report.counts["rejected"]) == ([code], line, 1)


def test_undo_brings_back_names_and_words(organisation: Organisation) -> None:
    by = actor_of(member(organisation=organisation))
    was = ActivityFactory.create(organisation=organisation, name="Zorbing", keywords="old")
    import_of = new_import("activities", organisation)
    rows = frame_of(
        {"name": "Zorbing", "new_name": "Sphering", "keywords": "ball", "function_code": None},
        {"name": "Juggling", "new_name": None, "keywords": None, "function_code": "10 Support functions"},
    )
    bring_in(IMPORTER, import_of, rows)
    assert Activity.objects.count() == 2
    IMPORTER.undo(import_of, by)
    now = Activity.objects.get()
    assert (now.pk, now.name, now.key, now.keywords) == (was.pk, "Zorbing", "zorbing", "old")


def test_undo_is_refused_where_something_rests_on_it(organisation: Organisation) -> None:
    by = actor_of(member(organisation=organisation))
    import_of = new_import("activities", organisation)
    bring_in(IMPORTER, import_of, frame_of(ZORBING))
    made = known(organisation, "Zorbing")
    effort = EffortFactory.create(baseline=BaselineFactory.create(organisation=organisation), activity=made)
    with pytest.raises(UserError, match="Effort rests on “Zorbing”"):
        IMPORTER.undo(import_of, by)
    effort.delete()
    edit_activity(by=by, activity=made, version=made.version, keywords="sphere")
    with pytest.raises(UserError, match="“zorbing” changed since this import"):
        IMPORTER.undo(import_of, by)


def test_the_download_comes_in_again_unchanged(organisation: Organisation) -> None:
    owner = member(organisation=organisation)
    add_defaults(by=actor_of(owner))
    Activity.objects.filter(name="Rack and stack").update(keywords="hall work, lifting")
    answer = client_for(owner).get(reverse("activities", args=[organisation.slug]) + "?format=csv")
    lines = list(csv.DictReader(io.StringIO(answer.getvalue().decode("utf-8-sig"))))
    assert len(lines) == 67
    labels = {field.label: field.code for field in FIELDS}
    assert set(labels) < set(lines[0])
    rows = [{code: line[label] or None for label, code in labels.items()} for line in lines]
    report = check(IMPORTER, new_import("activities", organisation), frame_of(*rows))
    assert report.counts == {"created": 0, "changed": 0, "unchanged": 67, "rejected": 0}
