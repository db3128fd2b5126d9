"""Services that are planned, and those that have ended."""

from sample.generator.service_parts import (
    FINANCE,
    OFFICES,
    RESEARCH,
    SALES,
    CatalogueService,
    Offering,
    Terms,
    days,
)

PLANNED = (
    CatalogueService(
        "Hosting",
        "Container platform",
        ("Digital Platform Engineering L3",),
        (RESEARCH, SALES),
        ("Digital", "Network", "Server"),
        4,
        (
            Offering(
                "Managed cluster",
                Terms("cluster, a month", 3_900, 120, 200_000, "2027: 160; 2028: 240"),
                {"Digital Platform Engineering L3": 2},
            ),
        ),
        stage="pipeline",
        days=days("2025-05-01"),
        technologies=("Kubernetes", "Linux"),
        is_next_generation=True,
        benefits="One way to run what is bought and what is written here.",
    ),
    CatalogueService(
        "Network",
        "Zero trust access",
        ("Head of Network",),
        (OFFICES, SALES),
        ("Digital", "End user", "Network"),
        4,
        stage="pipeline",
        days=days("2025-09-01"),
        technologies=("Active Directory", "Microsoft Intune"),
        is_next_generation=True,
        benefits="Takes the place of remote access; suppliers no longer get into the whole network.",
    ),
)

ENDED = (
    CatalogueService(
        "Workplace",
        "Terminal emulation",
        ("Head of Mainframe",),
        (FINANCE,),
        ("End user", "Mainframe"),
        None,
        stage="retired",
        days=days(catalogue="2001-01-01", retired="2023-12-31"),
        technologies=("z/OS",),
    ),
    CatalogueService(
        "Network",
        "Fax gateway",
        (),
        (SALES,),
        ("Network",),
        None,
        stage="retired",
        days=days(catalogue="2003-01-01", retired="2024-06-30"),
    ),
)
