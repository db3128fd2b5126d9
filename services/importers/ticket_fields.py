"""What a column of a ticket log can mean."""

from core.imports.registry import Field
from services.statuses import class_of

STATUS_CLASSES = ("queued", "working", "pending", "closed")
LEVEL_RULES = ("suffix", "none")

FIELDS: tuple[Field, ...] = (
    Field(
        "ticket",
        "Ticket",
        required_group="ticket",
        synonyms=(
            "sr number",
            "number",
            "ticket",
            "ticket id",
            "ticket number",
            "incident",
            "incident number",
            "case:concept:name",
            "case id",
            "key",
        ),
        help="The number of the ticket; rows with the same number are its history.",
    ),
    Field(
        "time",
        "Time of the event",
        kind="instant",
        required_group="time",
        synonyms=("change date+time", "time:timestamp", "timestamp", "updated at", "changed at", "event time", "time"),
    ),
    Field(
        "group",
        "Group",
        required_group="group",
        synonyms=(
            "involved st",
            "assignment group",
            "assignment group display value",
            "assignment group name",
            "org:group",
            "group",
            "team",
            "support group",
            "queue",
        ),
        help="The group that has the ticket from this event on. Rows without one are kept and counted.",
    ),
    Field(
        "person",
        "Person",
        synonyms=(
            "assigned to",
            "assigned to display value",
            "assignee",
            "owner first name",
            "org:resource",
            "resource",
            "owner",
        ),
        help="Counted, shown to nobody.",
        is_personal=True,
    ),
    Field("status", "Status", synonyms=("status", "state", "incident state", "incident_state", "concept:name")),
    Field(
        "status_class",
        "Class of the status",
        kind="choice",
        choices=STATUS_CLASSES,
        synonyms=("status class",),
        choice_of=class_of,
        help="What each status means for waiting. Of two columns of statuses the finer one is the status, and both "
        "give its class. Correct it here for this file and those like it, or on the log's page.",
    ),
    Field("priority", "Priority", synonyms=("priority", "impact", "sr latest impact", "severity", "urgency")),
    Field("product", "Product", synonyms=("product", "configuration item", "ci", "application")),
    Field("kind", "Kind of ticket", synonyms=("type", "ticket type", "kind", "category", "record type")),
    Field("service", "Service", synonyms=("service", "business service", "subcategory")),
    Field(
        "level",
        "Support level of the group",
        synonyms=("level", "support level", "tier"),
        help="1, 2, 3 or words such as “2nd”.",
    ),
    Field(
        "level_rule",
        "Level by a rule",
        kind="choice",
        choices=LEVEL_RULES,
        help="“suffix”: “2nd” or “3rd” at the end of the group's name, else 1. “none”: levels stay unknown.",
    ),
    Field("region", "Region of the group", synonyms=("region", "involved org line 3", "organization involved")),
    Field(
        "sequence",
        "Order of events at the same time",
        kind="number",
        synonyms=("sequence", "seq", "event number", "step"),
    ),
    Field(
        "opened",
        "Opened",
        kind="instant",
        required_group="time",
        synonyms=("opened at", "opened_at", "opened", "created", "created at"),
    ),
    Field("closed", "Closed", kind="instant", synonyms=("closed at", "closed_at", "closed", "resolved at")),
)
