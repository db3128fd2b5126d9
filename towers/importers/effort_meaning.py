"""Which activity each wording of an effort file means: by name, by memory, by proposal, else a new one."""

from collections.abc import Iterable
from dataclasses import dataclass

from towers.actions.activities import make_defaults
from towers.functions_reference import BY_CODE
from towers.models import Activity, ActivityWording
from towers.names import folded, known_names, tidy
from towers.proposals import Vocabulary

# Where no word of the wording or of its team says more: most of an IT organisation resolves and changes.
FALLBACK_FUNCTION = 8
SURE = 1.0


@dataclass(frozen=True, slots=True)
class Meaning:
    """The activity by name, how sure (1: by name or by memory; 0: none known, a new activity), and why."""

    name: str
    score: float
    rule: str
    function_code: int


def meanings(organisation_id: int, wordings: Iterable[tuple[str, str]]) -> dict[str, Meaning]:
    """The meaning of each (wording, team) by folded wording; the first team met decides a new activity's function."""
    known = known_names(Activity, organisation_id)
    vocabulary = Vocabulary.of(known.values())
    remembered = {
        row.key: row.activity
        for row in ActivityWording.objects.filter(organisation_id=organisation_id).select_related("activity")
    }
    found: dict[str, Meaning] = {}
    for wording, team in wordings:
        key = folded(wording)
        if key in found:
            continue
        if key in remembered:
            activity = remembered[key]
            found[key] = Meaning(activity.name, SURE, "as corrected before", activity.function_code)
        elif key in known:
            found[key] = Meaning(known[key].name, SURE, "the name of the activity", known[key].function_code)
        else:
            found[key] = _proposed(vocabulary, wording, team)
    return found


def _proposed(vocabulary: Vocabulary, wording: str, team: str) -> Meaning:
    if proposal := vocabulary.proposed(wording):
        return Meaning(proposal.activity.name, proposal.score, proposal.rule, proposal.activity.function_code)
    of_team = vocabulary.proposed(team)
    function_code = of_team.activity.function_code if of_team else FALLBACK_FUNCTION
    rule = f"new activity; function {BY_CODE[function_code].name} proposed"
    return Meaning(tidy(wording), 0.0, f"{rule} from the team's name" if of_team else rule, function_code)


def make_activities(organisation_id: int, wanted: Iterable[Meaning]) -> tuple[dict[str, Activity], list[Activity]]:
    """All activities by key, the wanted ones made where missing, and those that were made; in a transaction."""
    meant = list(wanted)
    known, made = make_defaults(organisation_id, [meaning.name for meaning in meant])
    missing = {folded(meaning.name): meaning for meaning in meant if folded(meaning.name) not in known}
    new = Activity.objects.bulk_create(
        Activity(organisation_id=organisation_id, key=key, name=meaning.name, function_code=meaning.function_code)
        for key, meaning in missing.items()
    )
    return known | {row.key: row for row in new}, made + new
