"""Proposing effort where nobody stated any: from reporting lines, job titles and names of teams."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction

from core import audit
from core.access import require_edit
from core.actor import Actor
from towers.actions.activities import make_defaults
from towers.actions.baselines import require_draft, touch_baseline
from towers.actions.wordings import CORRECTED
from towers.models import Activity, Baseline, Effort, Position
from towers.names import folded
from towers.proposals import Proposal, Vocabulary

PEOPLE_MANAGEMENT = "People management"
RULE_OF_MANAGERS = "has direct reports: the whole FTE counts as managing people"


@dataclass(frozen=True, slots=True)
class ProposedEffort:
    """What was proposed: efforts, their FTE (1/10,000), and the FTE that no rule could place."""

    efforts: int
    fte: int
    unplaced_fte: int


def propose_effort(*, by: Actor, baseline: Baseline) -> ProposedEffort:
    """Give every filled position of a team without stated effort one assumed effort; earlier proposals are made anew.

    A position with direct reports manages people with its whole FTE: lever 3 alone touches it. Everybody else gets
    the activity that the title, or else the team's name, most likely means; where no rule fits it stays unassigned.
    """
    require_edit(by)
    require_draft(baseline)
    with transaction.atomic():
        touch_baseline(baseline)
        earlier = Effort.objects.filter(baseline=baseline, import_row=None, evidence=Effort.Evidence.ASSUMED)
        earlier.exclude(source_rule__endswith=CORRECTED).delete()
        stated = set(Effort.objects.filter(baseline=baseline).values_list("team_id", flat=True))
        filled = Position.objects.filter(baseline=baseline, status=Position.Status.FILLED, team__isnull=False)
        positions = list(filled.exclude(team_id__in=stated).select_related("team").order_by("id"))
        efforts = _proposed(baseline, positions)
        Effort.objects.bulk_create(efforts, batch_size=2_000)
        placed = sum(effort.fte for effort in efforts)
        outcome = ProposedEffort(len(efforts), placed, sum(position.fte for position in positions) - placed)
        audit.record(by, "propose_effort", "baseline", baseline.uid, after={"efforts": outcome.efforts})
    return outcome


def _proposed(baseline: Baseline, positions: Iterable[Position]) -> list[Effort]:
    managers = set(
        Position.objects.filter(baseline=baseline, manager__isnull=False)
        .exclude(status=Position.Status.ELIMINATED)
        .values_list("manager_id", flat=True)
    )
    vocabulary = Vocabulary.of(Activity.objects.filter(organisation_id=baseline.organisation_id))
    found = [(position, _proposal(vocabulary, position, managers)) for position in positions]
    names = {proposal.activity.name for _, proposal in found if proposal}
    activities, _ = make_defaults(baseline.organisation_id, names)
    return [
        Effort(
            baseline=baseline,
            team=position.team,
            activity=activities[folded(proposal.activity.name)],
            position=position,
            fte=position.fte,
            evidence=Effort.Evidence.ASSUMED,
            source_rule=proposal.rule,
            score=proposal.score,
        )
        for position, proposal in found
        if proposal
    ]


def _proposal(vocabulary: Vocabulary, position: Position, managers: set[int]) -> Proposal | None:
    if position.pk in managers:
        leading = vocabulary.proposed(PEOPLE_MANAGEMENT)
        return Proposal(leading.activity, 1.0, RULE_OF_MANAGERS) if leading else None
    return vocabulary.proposed_for_position(position.title, position.team.name if position.team else "")
