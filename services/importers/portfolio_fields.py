"""What a column of a service catalogue can mean, by the names that service tools give it."""

from core.imports.registry import Field
from services.models import Service

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
        synonyms=("towers", "tower", "technology tower", "technology towers", "technologies"),
        help=f"By the names under Towers. {LIST_HINT}",
    ),
    Field(
        "offering",
        "Offering",
        synonyms=("subcategory", "service subcategory", "service offering", "catalogue item", "catalog item", "item"),
        help="What can be ordered of the service; a row for each.",
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
            *("forecast demand", "expected demand", "planned units"),
        ),
        help="Units by year (“2027: 1,200; 2028: 1,500”), or a number whose year stands in a column of its own.",
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
)
