"""Look-ups of imports: files, mappings, targets, and the names in the rows."""

from core.imports import actions, store
from core.models import Import, Mapping, Upload
from services.importers import ticket_load, ticket_repeats
from services.models import LogSegment, TicketLog
from tests.access.references_plants import Plant, forgetting, hole, known_to_all, replaced
from towers import names
from towers.actions import activities
from towers.importers import activity_plan, effort_load, effort_meaning, effort_plan, managers, position_plan, target
from towers.models import Activity, ActivityWording, Baseline, Effort, Position, Region, Team, Tower

FILES, STAFF, EFFORT = (
    f"import-upload: {field}" for field in ("files of others", "names in a staff list", "names in an effort file")
)
LIST = "import-upload: names in a list of activities"
BASELINES = ("import-upload: target baseline", "import-upload: target of effort", "api-imports: target baseline")
PLACES = ("team-place: names", "api-team: names", "grid-save: names of places")
LOGS = ("import-upload: target log", "api-imports: target log")


def _twins_anywhere() -> Plant:
    def twin_of(incoming: Import) -> Import | None:
        return Import.objects.filter(content_hash=incoming.content_hash).exclude(pk=incoming.pk).last()

    return replaced(actions, "twin_of", twin_of)


OF_IMPORTS = (
    hole("uploads known before", forgetting(actions, Upload), FILES),
    hole("mappings kept", forgetting(store, Mapping, "organisation_id"), FILES),
    hole("mappings remembered", forgetting(store, Import, "organisation_id"), FILES),
    hole("imports made before", _twins_anywhere(), FILES),
    hole("target baselines", forgetting(target, Baseline, "organisation_id"), *BASELINES),
    hole("target logs", forgetting(ticket_load, TicketLog, "organisation_id"), *LOGS),
    hole("totals of target logs", forgetting(ticket_repeats, LogSegment, "log__organisation_id"), *LOGS),
    hole("positions by key", forgetting(position_plan, Position, "baseline"), STAFF),
    hole("managers by key", forgetting(managers, Position, "baseline"), STAFF),
    hole("teams by name", known_to_all(names, Team), STAFF, "ticket-log-teams: names"),
    hole("towers by name", known_to_all(names, Tower), STAFF, *PLACES),
    hole("regions by name", known_to_all(names, Region), STAFF, *PLACES),
    hole("teams of efforts", known_to_all(effort_load, Team), EFFORT),
    hole("positions of efforts", forgetting(effort_plan, Position, "baseline"), EFFORT),
    hole("efforts replaced", forgetting(effort_plan, Effort, "baseline"), EFFORT),
    hole("activities known", known_to_all(effort_meaning, Activity), EFFORT),
    hole("activities by name", known_to_all(activities, Activity), EFFORT),
    hole("activities of a list", known_to_all(activity_plan, Activity), LIST),
    hole("wordings remembered", forgetting(effort_meaning, ActivityWording, "organisation_id"), EFFORT),
)
