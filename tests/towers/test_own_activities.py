"""Activities in the organisation's words: added, renamed without becoming others, found by words of one's own."""

import pytest

from core.errors import UserError
from organisations.models import Membership
from tests.factories import (
    ActivityFactory,
    BaselineFactory,
    PositionFactory,
    TeamFactory,
    actor_of,
    member,
)
from tests.towers.frames import bring_in, frame_of, new_import
from towers.actions.activities import add_activity, add_defaults, edit_activity, make_defaults
from towers.actions.proposing import propose_effort
from towers.importers.efforts import IMPORTER as EFFORTS
from towers.models import Activity, Effort
from towers.proposals import Vocabulary

pytestmark = pytest.mark.django_db


def capacity_reporting(membership: Membership) -> Activity:
    _, made = make_defaults(membership.organisation_id, ["Capacity reporting"])
    return made[0]


def meant(membership: Membership, text: str) -> tuple[str, str] | None:
    rows = Activity.objects.filter(organisation=membership.organisation)
    found = Vocabulary.of(rows).proposed(text)
    return (found.activity.name, found.rule) if found else None


def effort_read_as(membership: Membership, wording: str) -> str:
    baseline = BaselineFactory.create(organisation=membership.organisation)
    team = TeamFactory.create(organisation=membership.organisation, name="Server EU")
    PositionFactory.create(baseline=baseline, team=team)
    row = {"team": "Server EU", "activity": wording, "fte": 1.0}
    bring_in(EFFORTS, new_import("effort", membership.organisation), frame_of(row))
    return Effort.objects.get(baseline=baseline).activity.name


def test_own_words_find_an_own_activity_and_go_before_those_of_the_defaults(membership: Membership) -> None:
    assert meant(membership, "Weekly capacity pack") == (
        "Capacity reporting",
        "words “capacity pack” in “Weekly capacity pack”",
    )
    by = actor_of(membership)
    add_activity(by=by, name="Fleet figures", function_code=10, keywords=" Weekly  pack ,, FLEET")
    assert Activity.objects.get().keywords == "weekly pack, fleet"
    assert meant(membership, "Weekly capacity pack") == (
        "Fleet figures",
        "own words “weekly pack” in “Weekly capacity pack”",
    )


def test_words_of_another_organisation_find_nothing_here(membership: Membership) -> None:
    add_activity(by=actor_of(member()), name="Zorbing", function_code=6, keywords="zorb")
    assert meant(membership, "Zorb care") is None


def test_a_wording_with_an_own_word_comes_in_as_that_activity(membership: Membership) -> None:
    add_activity(by=actor_of(membership), name="Zorbing", function_code=6, keywords="zorb care")
    assert effort_read_as(membership, "Daily zorb care") == "Zorbing"


def test_a_title_with_an_own_word_is_proposed_for_it(membership: Membership) -> None:
    by = actor_of(membership)
    add_activity(by=by, name="Zorbing", function_code=6, keywords="zorb")
    baseline = BaselineFactory.create(organisation=membership.organisation)
    PositionFactory.create(baseline=baseline, title="Zorb engineer")
    propose_effort(by=by, baseline=baseline)
    effort = Effort.objects.get()
    assert (effort.activity.name, effort.source_rule) == ("Zorbing", "own word “zorb” in “Zorb engineer”")


def test_a_default_under_another_name_stays_the_same_activity(membership: Membership) -> None:
    row = capacity_reporting(membership)
    edit_activity(by=actor_of(membership), activity=row, version=row.version, name="Packs", keywords="room figures")
    assert meant(membership, "Utilisation statistics") == (
        "Packs",
        "word “utilisation” in “Utilisation statistics”",
    )
    assert meant(membership, "capacity REPORTING") == ("Packs", "the name of the activity")
    assert meant(membership, "Room figures") == ("Packs", "own words “room figures” in “Room figures”")
    assert effort_read_as(membership, "Utilisation statistics") == "Packs"
    assert add_defaults(by=actor_of(membership)) == 66
    assert not Activity.objects.filter(name="Capacity reporting").exists()


def test_who_leads_others_manages_people_under_whatever_name(membership: Membership) -> None:
    by = actor_of(membership)
    _, (leading,) = make_defaults(membership.organisation_id, ["People management"])
    edit_activity(by=by, activity=leading, version=leading.version, name="Leadership")
    baseline = BaselineFactory.create(organisation=membership.organisation)
    lead = PositionFactory.create(baseline=baseline, title="Team lead")
    PositionFactory.create(baseline=baseline, title="Mystery", manager=lead, team=lead.team)
    propose_effort(by=by, baseline=baseline)
    assert Effort.objects.get().activity.name == "Leadership"


def test_a_name_is_taken_once(membership: Membership) -> None:
    by = actor_of(membership)
    ActivityFactory.create(organisation=membership.organisation, name="Zorbing")
    with pytest.raises(UserError, match="already an activity “ZORBING”"):
        add_activity(by=by, name="ZORBING", function_code=6)
    with pytest.raises(UserError, match="needs a name"):
        add_activity(by=by, name="  ", function_code=6)
    with pytest.raises(UserError, match="is no function code"):
        add_activity(by=by, name="Other", function_code=11)
    with pytest.raises(UserError, match="longer than 1,000 letters"):
        add_activity(by=by, name="Other", function_code=6, keywords=", ".join(f"word{n}" for n in range(300)))


def test_all_defaults_are_added_once(membership: Membership) -> None:
    by = actor_of(membership)
    assert (add_defaults(by=by), add_defaults(by=by)) == (67, 0)
    marked = Activity.objects.filter(is_coordination=True).values_list("name", flat=True)
    assert sorted(marked) == [
        "Architecture boards",
        "Change boards and approvals",
        "Coordination across towers",
        "Coordination meetings",
        "Escalation handling",
    ]
