"""Surveys: whom one asks, whose answer one looks at or approves, and what an answer names."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.test import Client

from tests.access.references_case import Case, is_told, posted
from tests.access.references_forms import FOREIGN_NAME, rename_foreign
from tests.access.world import World
from towers.models import SurveyRequest
from towers.survey_links import link_of


def survey_cases(world: World) -> list[Case]:
    """One foreign thing each, in a survey of one's own."""
    return [*_asking_cases(world), *_answer_cases(world), _link_case(world)]


def _asking_cases(world: World) -> list[Case]:
    """A team of theirs, ticked or in the pasted list."""
    form = {"name": "New", "closes_on": "2100-01-01"}
    ticked = form | {"team": str(world.theirs["team"].uid)}
    pasted = form | {"pasted": f"{FOREIGN_NAME}; asked@example.org"}
    add = partial(posted, world, "survey-add", uid=world.ours["baseline"])
    rename = partial(rename_foreign, world, "team")

    def is_unknown(answer: Any) -> bool:
        told = [str(message) for message in messages.get_messages(answer.wsgi_request)]
        return [text.startswith("No team of the baseline is called") for text in told] == [True]

    return [
        Case("survey-add: team", partial(add, ticked), 302, is_told),
        Case("survey-add: name of a team", partial(add, pasted), 302, is_unknown, rename),
    ]


def _answer_cases(world: World) -> list[Case]:
    """An answer of theirs is none of this survey's."""
    survey, asked = world.ours["survey"], world.theirs["survey request"]
    answers = SurveyRequest.objects.filter(pk=asked.pk)
    approve = {"answer": f"{asked.uid}:{asked.version}"}
    return [
        Case(
            "survey-remind: request", partial(posted, world, "survey-remind", {"request": asked.uid}, uid=survey), 404
        ),
        Case(
            "survey-approve: answer",
            partial(posted, world, "survey-approve", approve, uid=survey),
            302,
            before=partial(answers.update, state=SurveyRequest.State.ANSWERED),
        ),
    ]


def _link_case(world: World) -> Case:
    """Whoever holds our link divides effort between our activities only; other ones are not looked at."""
    asked = world.ours["survey request"]
    own, foreign = (str(side["activity"].uid) for side in (world.ours, world.theirs))
    form = {"step": "draft", "version": asked.version, f"share-{own}": "50", f"share-{foreign}": "50"}

    def is_divided(answer: Any) -> bool:
        return list(SurveyRequest.objects.get(pk=asked.pk).shares) == [own]

    send = partial(Client(raise_request_exception=False).post, link_of(asked.uid, asked.nonce), form)
    return Case("survey-link: activity", send, 302, is_divided, makes_own=True)
