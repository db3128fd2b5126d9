"""What a column of a ticket log can mean."""

from core.imports.registry import Field
from services.satisfaction import SCALES
from services.statuses import class_of
from services.ticket_attributes import FAULTS, ORIGINS, SLA_RESULTS

STATUS_CLASSES = ("queued", "working", "pending", "closed")
LEVEL_RULES = ("suffix", "none")
TRUE_WORDS = ("true", "yes", "y", "1", "ja", "oui")
FALSE_WORDS = ("false", "no", "n", "0", "nein", "non")
ORIGIN_WORDS = {
    "user": (
        *("phone", "telephone", "call", "email", "e-mail", "mail", "self-service", "self service", "portal", "web"),
        *("chat", "live chat", "virtual agent", "walk-in", "walk in", "user contact", "service desk", "mobile", "fax"),
        *("direct opening", "user", "customer", "instant messaging", "sms"),
    ),
    "monitoring": (
        *("event", "event management", "alert", "alarm", "monitor", "monitoring tool", "system monitoring", "itom"),
        *("auto monitoring", "monitoring system", "automatic", "system", "integration"),
    ),
}

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
        "origin",
        "Origin (channel)",
        kind="choice",
        choices=ORIGINS,
        choice_words=ORIGIN_WORDS,
        synonyms=("contact type", "channel", "origin", "source", "reported source", "reported via", "opened via"),
        help="Whether a user or monitoring brought the ticket. Routing goes by it.",
    ),
    Field(
        "door",
        "Front door",
        synonyms=("front door", "door", "entry point", "point of entry", "intake channel", "intake", "entered through"),
        help="The place by which the ticket came in, as the log names it. A column of channels is read as its origin "
        "and as its door.",
    ),
    Field(
        "customer",
        "Customer group",
        synonyms=(
            *("customer group", "requester department", "requestor department", "caller department", "user department"),
            *("requested for department", "opened for department", "department", "business unit"),
        ),
        help="For whom the ticket is: a department or business unit. The same name as in the portfolio is the same "
        "group.",
    ),
    Field(
        "satisfaction",
        "Satisfaction",
        synonyms=(
            *("satisfaction", "csat", "csat score", "customer satisfaction", "satisfaction score", "survey score"),
            *("satisfaction rating", "user satisfaction", "u_satisfaction", "survey result"),
        ),
        help="What a survey says of the ticket, kept as a score from 0 to 100.",
    ),
    Field(
        "satisfaction_scale",
        "Scale of satisfaction",
        kind="choice",
        choices=tuple(SCALES),
        synonyms=("satisfaction scale", "survey scale"),
        help="The worst and the best answer, such as 1-5; else the narrowest usual scale that holds every number.",
    ),
    Field(
        "fault",
        "Fault of a product",
        kind="choice",
        choices=FAULTS,
        choice_words={"product": (*TRUE_WORDS, "defect", "bug", "product defect"), "none": FALSE_WORDS},
        synonyms=("fault", "product fault", "defect", "is defect", "product defect", "bug"),
        help="“product” where a fault of the product caused the ticket, “none” where it did not. Routing goes by it.",
    ),
    Field(
        "sla",
        "Result of the SLA",
        kind="choice",
        choices=SLA_RESULTS,
        choice_words={
            "yes": (*TRUE_WORDS, "met", "achieved", "kept", "in time", "within sla", "made"),
            "no": (*FALSE_WORDS, "missed", "breached", "failed", "late", "not met"),
        },
        synonyms=("made sla", "sla met", "sla made", "sla result", "sla achieved", "within sla", "sla kept"),
        help="What the tool says of the ticket's agreement: yes where it was kept. Shown beside what its events say.",
    ),
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
