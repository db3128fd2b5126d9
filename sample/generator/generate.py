"""All of it, from one seed."""

from sample.generator.catalogue import catalogue_file
from sample.generator.efforts import Effort, effort_file, efforts, planted_duplicates
from sample.generator.facts import Facts, LogFacts, PlantedFlaws, SampleFiles, StaffFacts, WorkFacts
from sample.generator.flaws import plant_flaws
from sample.generator.posts import VACANT, Post
from sample.generator.staff import staff
from sample.generator.staff_list import staff_list
from sample.generator.streams import stream
from sample.generator.teams import ORGANISATION, REGION_TIME_ZONES, Team, teams
from sample.generator.tickets import ticket_log
from sample.generator.wordings import activity_of_wording, function_of_activity

AS_OF, CURRENCY = "2025-12-31", "EUR"


def generate(seed: int = 2026) -> SampleFiles:
    """Return the sample's files and the truths planted in them: the same bytes for the same seed."""
    own_teams = teams()
    posts = staff(own_teams, stream(seed, "staff"))
    rows, flaws = plant_flaws(posts, stream(seed, "flaws"))
    effort_rows = efforts(posts, stream(seed, "efforts"))
    log, log_facts = ticket_log(own_teams, posts, seed)
    facts = _facts(seed, _staff_facts(own_teams, posts, flaws), _work_facts(effort_rows), log_facts)
    return SampleFiles(staff_list(rows), effort_file(effort_rows), catalogue_file(), log, facts)


def _facts(seed: int, staff_facts: StaffFacts, work_facts: WorkFacts, log_facts: LogFacts) -> Facts:
    return Facts(ORGANISATION, seed, CURRENCY, AS_OF, REGION_TIME_ZONES, staff_facts, work_facts, log_facts)


def _staff_facts(own_teams: tuple[Team, ...], posts: list[Post], flaws: PlantedFlaws) -> StaffFacts:
    return StaffFacts(
        positions=len(posts),
        managers=sum(post.is_manager for post in posts),
        vacancies=sum(post.status == VACANT for post in posts),
        teams=tuple(team.name for team in own_teams),
        flaws=flaws,
    )


def _work_facts(rows: list[Effort]) -> WorkFacts:
    return WorkFacts(planted_duplicates(rows), activity_of_wording(), function_of_activity())
