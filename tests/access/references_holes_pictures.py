"""Look-ups of the pictures of a scenario: what a filter names, and the parts of the chart."""

from metrics.api import targets
from metrics.selectors import target_chart
from metrics.views import target_pages
from tests.access.references_plants import any_row, hole, replaced
from towers.models import Region, Team, Tower

OF_PICTURES = (
    hole("tower of a picture", any_row(target_pages, Tower), "scenario-effort: tower", "scenario-changes: tower"),
    hole(
        "region of a picture",
        any_row(target_pages, Region),
        *("scenario-effort: region", "scenario-effort: place"),
        *(f"{name}: region{more}" for name in ("scenario-flow", "scenario-changes") for more in ("", " of a download")),
    ),
    hole("team of a picture", any_row(target_pages, Team), "scenario-effort: team"),
    hole("region of a flow over REST", any_row(targets, Region), "api-scenario-flow: region"),
    hole(
        "parts of a chart",
        replaced(target_chart.TargetChart, "key_of", lambda chart, node: chart.root),
        *("scenario-chart: show", "scenario-chart-branch: node", "scenario-chart-branch: to"),
    ),
)
