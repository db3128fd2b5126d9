"""What the figures of build and run mean."""

from metrics.registry import Metric
from metrics.rows.build_run import build_fte, mixed_persons, post_rows, sourceable_share

PAGE = "build-and-run-in-one-post"

METRICS = (
    Metric(
        "mixed_persons",
        "Persons who mix build and run",
        "persons",
        "Persons more than a fifth and less than four fifths of whose build and run is build.",
        "heads of filled positions with 0.2 < build / (build + run) < 0.8, both in FTE",
        PAGE,
        post_rows(mixed_persons),
    ),
    Metric(
        "build_fte",
        "Build",
        "FTE",
        "Effort of filled positions on deployment and product engineering.",
        "sum of FTE in functions 3 and 4; what is stated of a team is spread over its posts by the time left to each",
        PAGE,
        post_rows(build_fte),
    ),
    Metric(
        "sourceable_build_share",
        "Build that could be sourced",
        "share",
        "How much of the build stands in posts that do little else, which a partner can take on or leave as they are.",
        "build of positions with build / (build + run) >= 0.8, over all build",
        PAGE,
        post_rows(sourceable_share),
    ),
)
