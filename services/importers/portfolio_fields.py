"""What a column of a service catalogue can mean, by the names that service tools give it."""

from core.imports.registry import Field
from services.models import Offering, Service

STAGE_WORDS = {
    Service.Stage.PIPELINE.value: (
        *(
            "planned",
            "proposed",
            "requested",
            "draft",
            "design",
            "in design",
            "definition",
            "requirements",
            "chartered",
        ),
        *("development", "in development", "build", "test", "in planung", "geplant"),
    ),
    Service.Stage.CATALOGUE.value: (
        *("catalog", "operational", "active", "live", "published", "production", "in production", "in service"),
        *("deployed", "available", "aktiv", "in betrieb"),
    ),
    Service.Stage.RETIRED.value: (
        *("retiring", "decommissioned", "obsolete", "inactive", "end of life", "archived", "withdrawn"),
        *("stillgelegt", "ausser betrieb"),
    ),
}
YES_NO_WORDS = {
    "yes": ("y", "true", "1", "x", "next generation", "next gen", "ja", "oui"),
    "no": ("n", "false", "0", "nein", "non"),
}
KIND_WORDS = {
    Offering.Kind.STANDARD.value: ("catalogue", "standardised", "off the shelf"),
    Offering.Kind.CUSTOM.value: ("bespoke", "customised", "customized", "individual", "on request", "special"),
}
DECISION_WORDS = {
    Service.Decision.UNDECIDED.value: ("open", "not decided", "tbd"),
    Service.Decision.INVEST.value: ("grow", "expand"),
    Service.Decision.KEEP.value: ("maintain", "tolerate", "retain"),
    Service.Decision.RETIRE.value: ("eliminate", "sunset", "end"),
}
LIST_HINT = "Several in a cell by semicolons."

FIELDS = (
    Field("family", "Family", synonyms=("service family", "portfolio", "category", "service category", "service type")),
    Field(
        "name",
        "Service",
        required_group="name",
        synonyms=("service name", "business service", "service provided", "service offering parent"),
        help="A name that is known changes that service, another one makes a new one.",
    ),
    Field("description", "Description", synonyms=("service description", "short description", "summary")),
    Field(
        "stage",
        "Status",
        kind="choice",
        synonyms=("stage", "life cycle", "lifecycle", "life cycle status", "service status", "state", "phase"),
        choices=tuple(Service.Stage.values),
        choice_words=STAGE_WORDS,
    ),
    Field(
        "owner",
        "Owner",
        synonyms=("service owner", "owned by", "owning team", "accountable", "service manager"),
        help=f"A team or a role. Owners of all rows of a service count: more than one is a dispute. {LIST_HINT}",
    ),
    Field(
        "customers",
        "Customer groups",
        synonyms=("customer group", "customers", "customer", "consumers", "subscribers", "business units", "audience"),
        help=LIST_HINT,
    ),
    Field(
        "towers",
        "Towers touched",
        synonyms=("towers", "tower", "technology tower", "technology towers"),
        help=f"By the names under Towers. {LIST_HINT}",
    ),
    Field(
        "technologies",
        "Technologies touched",
        synonyms=("technologies", "technology", "technology stack", "platforms", "technical components", "software"),
        help=f"What it runs on or is about: SAP HANA, Windows Server. {LIST_HINT}",
    ),
    Field(
        "value_score",
        "Value to the business",
        kind="number",
        synonyms=("business value", "value", "value score"),
        help="From 1 to 5; 5 is the highest.",
    ),
    Field(
        "pipeline_from",
        "In the pipeline since",
        kind="date",
        synonyms=("pipeline from", "pipeline since", "pipeline date", "planned since", "proposed on"),
    ),
    Field(
        "catalogue_from",
        "In the catalogue since",
        kind="date",
        synonyms=(
            *("catalogue from", "catalogue since", "catalogue date", "live since", "live date", "go live date"),
            *("go live", "in service since", "in operation since", "available from", "launch date"),
        ),
    ),
    Field(
        "retired_from",
        "Retired since",
        kind="date",
        synonyms=(
            *("retired from", "retired on", "retirement date", "retired date", "end of life date", "end of service"),
            *("decommissioned on", "decommission date"),
        ),
    ),
    Field(
        "is_next_generation",
        "Next generation",
        kind="choice",
        synonyms=("next gen", "is next generation", "next generation product", "next generation service"),
        choices=tuple(YES_NO_WORDS),
        choice_words=YES_NO_WORDS,
    ),
    Field(
        "decision",
        "Decision",
        kind="choice",
        synonyms=("portfolio decision", "invest keep retire", "disposition", "decided"),
        choices=tuple(Service.Decision.values),
        choice_words=DECISION_WORDS,
        help="To invest, to keep or to retire, with its reason and its day; or undecided.",
    ),
    Field(
        "decision_reason",
        "Reason of the decision",
        synonyms=("decision reason", "reason for decision", "rationale", "why"),
    ),
    Field(
        "decided_on",
        "Decided on",
        kind="date",
        synonyms=("decision date", "date of decision", "day of the decision"),
    ),
    Field("benefits", "Benefits", synonyms=("benefit", "business benefits", "value proposition", "outcomes")),
    Field(
        "offering",
        "Offering",
        synonyms=("subcategory", "service subcategory", "service offering", "catalogue item", "catalog item", "item"),
        help="What can be ordered of the service; a row for each.",
    ),
    Field(
        "kind",
        "Kind of offering",
        kind="choice",
        synonyms=("offering kind", "offering type", "type of offering", "kind", "standard or custom"),
        choices=tuple(Offering.Kind.values),
        choice_words=KIND_WORDS,
    ),
    Field("unit", "Unit", synonyms=("unit of measure", "uom", "billing unit", "measured in")),
    Field("price", "Price of one unit", kind="money", synonyms=("price", "unit price", "charge", "rate", "list price")),
    Field(
        "units",
        "Units a year",
        kind="number",
        synonyms=("units", "quantity", "volume", "annual volume", "current units", "units this year"),
    ),
    Field(
        "forecast",
        "Forecast",
        synonyms=(
            *("forecast units", "expected units", "demand forecast", "units forecast", "forecast volume"),
            *("forecast demand", "expected demand", "planned units", "demand"),
        ),
        help="Units by year (“2027: 1,200; 2028: 1,500”), a column for each year, or a number beside its year.",
        is_by_year=True,
    ),
    Field(
        "forecast_year",
        "Year of the forecast",
        synonyms=("forecast year", "year", "demand year", "fiscal year", "planning year"),
        help="Of a forecast that is one number; a row for each year.",
    ),
    Field(
        "other_cost",
        "Other cost a year",
        kind="money",
        synonyms=("other cost", "non-labour cost", "non labor cost", "annual cost", "yearly other cost"),
    ),
    Field(
        "labour",
        "Work placed on it",
        synonyms=("labour", "labour fte", "labour by team", "work", "work placed", "team fte", "fte by team"),
        help="Teams with their FTE all year, by semicolons: Messaging: 1.5; Storage: 0.2",
    ),
    Field(
        "cost_grows",
        "Cost that grows with the units",
        kind="choice",
        synonyms=("cost grows", "growing cost", "variable cost"),
        choices=tuple(Offering.Growing.values),
        choice_words={"both": ("all",), "other": ("other cost",), "nothing": ("none", "fixed")},
        help="For the years of the forecast: labour, other, both or nothing.",
    ),
)
