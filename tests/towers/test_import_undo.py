"""An import is taken back as long as nothing rests on it; what rests on it is named, with what to do about it."""

from datetime import date

import pytest

from core.actor import Actor
from core.errors import UserError
from core.models import Import
from functions.actions import create_scenario
from organisations.models import Organisation
from tests.factories import ActivityFactory, EffortFactory, OrganisationFactory, actor_of, member
from tests.towers.frames import bring_in, frame_of, new_import
from tests.towers.test_staff_import import ANNA, HEAD
from towers.importers import efforts, positions
from towers.models import Baseline, Effort, Position, Survey, SurveyRequest, Team

pytestmark = pytest.mark.django_db
State = SurveyRequest.State


@pytest.fixture
def organisation() -> Organisation:
    return OrganisationFactory.create()


@pytest.fixture
def by(organisation: Organisation) -> Actor:
    return actor_of(member(organisation=organisation))


@pytest.fixture
def staff(organisation: Organisation) -> Import:
    incoming = new_import("positions", organisation)
    bring_in(positions.IMPORTER, incoming, frame_of(HEAD, ANNA))
    return incoming


def answered(state: State) -> SurveyRequest:
    survey = Survey.objects.create(baseline=Baseline.objects.get(), name="March", closes_on=date(2026, 4, 1))
    return SurveyRequest.objects.create(survey=survey, team=Team.objects.get(), nonce="n", state=state)


@pytest.mark.parametrize("state", [State.ANSWERED, State.APPROVED])
def test_an_answered_survey_rests_on_the_teams_positions(staff: Import, by: Actor, state: State) -> None:
    answered(state)
    with pytest.raises(UserError, match="1 team has answered a survey about the FTE of these rows"):
        positions.IMPORTER.undo(staff, by)
    assert Position.objects.count() == 2


@pytest.mark.parametrize("state", [State.SENT, State.RETURNED])
def test_a_question_without_an_answer_rests_on_nothing(staff: Import, by: Actor, state: State) -> None:
    answered(state)
    positions.IMPORTER.undo(staff, by)
    assert Position.objects.count() == 0


def test_a_scenario_that_places_the_teams_work_rests_on_the_positions(staff: Import, by: Actor) -> None:
    EffortFactory.create(baseline=Baseline.objects.get(), team=Team.objects.get(), position=None)
    create_scenario(by=by, baseline=Baseline.objects.get(), name="Global", preset="global")
    with pytest.raises(UserError, match="The scenario “Global” places the work of 1 team of these rows"):
        positions.IMPORTER.undo(staff, by)
    assert Position.objects.count() == 2


def test_a_scenario_that_places_nothing_rests_on_nothing(staff: Import, by: Actor) -> None:
    create_scenario(by=by, baseline=Baseline.objects.get(), name="Today")
    positions.IMPORTER.undo(staff, by)
    assert Position.objects.count() == 0


def test_a_scenario_rests_on_the_effort_that_it_places(organisation: Organisation, staff: Import, by: Actor) -> None:
    ActivityFactory.create(organisation=organisation, name="Resolve incidents")
    incoming = new_import("effort", organisation)
    bring_in(efforts.IMPORTER, incoming, frame_of({"team": "Server EU", "activity": "Resolve incidents", "fte": 1.0}))
    create_scenario(by=by, baseline=Baseline.objects.get(), name="Global", preset="global")
    with pytest.raises(UserError, match="The scenario “Global” places the work of 1 team"):
        efforts.IMPORTER.undo(incoming, by)
    assert Effort.objects.count() == 1


def test_what_an_approved_answer_replaced_is_not_taken_back(
    organisation: Organisation, staff: Import, by: Actor
) -> None:
    incoming = new_import("effort", organisation)
    bring_in(efforts.IMPORTER, incoming, frame_of({"team": "Server EU", "activity": "Resolve incidents", "fte": 1.0}))
    Effort.objects.update(import_row=None)
    with pytest.raises(UserError, match="1 of these efforts was replaced since, by a later import or an approved"):
        efforts.IMPORTER.undo(incoming, by)
