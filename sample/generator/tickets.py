"""The ticket log from its parts: what arises, which way it takes, when, and how the tool writes it down."""

from sample.generator.channels import channels
from sample.generator.demand import LOG_TIME_ZONE, Demand, demand
from sample.generator.doors import arrivals
from sample.generator.facts import LogFacts
from sample.generator.groups import BOTTLENECK_TEAM, GROUPS_WITHOUT_TEAM, Groups, groups
from sample.generator.log_file import log_file, ticket_numbers
from sample.generator.posts import Post
from sample.generator.routes import routes
from sample.generator.streams import stream
from sample.generator.teams import LEVEL_OF_SUFFIX, Team
from sample.generator.timeline import MEANING_OF_STATE, Events, timeline


def ticket_log(own_teams: tuple[Team, ...], posts: list[Post], seed: int) -> tuple[bytes, LogFacts]:
    """Return the packed log file and what is true of it."""
    own_groups = groups(own_teams, posts)
    tickets = demand(stream(seed, "demand"))
    paths = routes(tickets, own_groups, stream(seed, "routes"))
    events = timeline(tickets, paths, own_groups, stream(seed, "timeline"))
    noted = channels(tickets, stream(seed, "channels"))
    came = arrivals(tickets, noted, stream(seed, "doors"))
    log = log_file(tickets, noted, came, events, own_groups, stream(seed, "pseudonyms"))
    return log, _log_facts(own_groups, events, tickets)


def _log_facts(own_groups: Groups, events: Events, tickets: Demand) -> LogFacts:
    pairs = zip(own_groups.names, own_groups.teams, strict=True)
    is_simple = (tickets.level == 1) & (tickets.touch == 0)
    return LogFacts(
        tickets=len(tickets.kind),
        events=len(events.ticket),
        events_without_group=int((events.group < 0).sum()),
        coverage=tickets.coverage,
        time_zone=LOG_TIME_ZONE,
        bottleneck_team=BOTTLENECK_TEAM,
        team_of_group={group: team for group, team in pairs if team},
        groups_without_team=GROUPS_WITHOUT_TEAM,
        level_of_suffix=LEVEL_OF_SUFFIX,
        meaning_of_state=MEANING_OF_STATE,
        simple=frozenset(ticket_numbers(tickets)[is_simple].tolist()),
    )
