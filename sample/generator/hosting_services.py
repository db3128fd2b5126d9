"""Services that host: mainframe, servers, cloud, storage."""

from sample.generator.service_parts import (
    FINANCE,
    OFFICES,
    PLANTS,
    RESEARCH,
    SALES,
    CatalogueService,
    Offering,
    Terms,
    days,
)

_HOSTING = "Hosting"

HOSTING = (
    CatalogueService(
        _HOSTING,
        "Mainframe hosting",
        ("Head of Mainframe",),
        (FINANCE, SALES),
        ("Mainframe", "Storage"),
        3,
        (
            Offering(
                "Batch",
                Terms("1,000 jobs", 40, 60_000, 1_300_000, "2027: 54,000; 2028: 45,000; 2029: 30,000", "other"),
                {"Mainframe Operations Europe L1": 6, "Mainframe Support Europe L2": 5},
                ("Mainframe",),
            ),
            Offering(
                "Online transactions",
                Terms("million transactions", 900, 2_400, 1_500_000),
                {"Mainframe Support Americas L2": 5, "Mainframe Engineering Europe L3": 3},
                ("Mainframe",),
            ),
        ),
        days=days(catalogue="2009-01-01"),
        technologies=("z/OS", "Db2"),
        description="Order entry, ledger and parts catalogue on the mainframe, with the batch that feeds them.",
    ),
    CatalogueService(
        _HOSTING,
        "Server hosting",
        ("Head of Server",),
        (PLANTS, OFFICES, SALES),
        ("Server", "Storage", "Network"),
        4,
        (
            Offering(
                "Windows server",
                Terms("server, a year", 2_400, 1_900, 2_100_000, "2027: 1,750; 2028: 1,500; 2029: 1,300"),
                {"Server Support Europe L2": 8, "Server Operations Europe L1": 6, "Server Support Asia L2": 5},
                ("Server",),
            ),
            Offering(
                "Linux server",
                Terms("server, a year", 2_100, 1_300, 1_200_000, "2027: 1,450; 2028: 1,600; 2029: 1,700"),
                {"Server Support Americas L2": 7, "Server Engineering Europe L3": 3},
                ("Server",),
            ),
            Offering(
                "Virtualisation",
                Terms("host, a year", 5_200, 240, 700_000),
                {"Server Engineering Americas L3": 3},
                ("Server",),
            ),
        ),
        days=days(catalogue="2012-04-01"),
        technologies=("Windows Server", "Linux", "VMware vSphere"),
        description="Servers that run, are patched and are watched; the application on them is the customer’s.",
    ),
    CatalogueService(
        _HOSTING,
        "Private cloud",
        ("Digital Platform Engineering L3",),
        (RESEARCH, SALES),
        ("Digital", "Network", "Server"),
        5,
        (
            Offering(
                "Self-service platform",
                Terms("workload, a month", 310, 9_600, 1_450_000, "2027: 13,000; 2028: 18,000; 2029: 24,000", "other"),
                {"Digital Platform Engineering L3": 7},
                ("Server", "Digital"),
            ),
        ),
        days=days("2022-09-01", "2024-03-01"),
        technologies=("Kubernetes", "Linux", "VMware vSphere"),
        is_next_generation=True,
        benefits="A product team has its environment in an hour, where a server takes three weeks.",
    ),
    CatalogueService(
        _HOSTING,
        "Data centre",
        ("Head of Server",),
        (PLANTS, OFFICES),
        ("Network", "Server"),
        2,
        (
            Offering(
                "Power and space",
                Terms("rack, a year", 9_200, 420, 2_650_000),
                {"Data Centre Europe L2": 8, "Data Centre Americas L2": 6},
                ("Server",),
            ),
        ),
        days=days(catalogue="2004-06-01"),
    ),
    CatalogueService(
        _HOSTING,
        "Storage",
        ("Head of Storage",),
        (PLANTS, OFFICES, RESEARCH),
        ("Storage",),
        3,
        (
            Offering(
                "Block storage",
                Terms("terabyte, a year", 520, 3_800, 900_000, "2027: 4,400; 2028: 5,100; 2029: 5,900"),
                {"Storage Support Europe L2": 5, "Storage Support Americas L2": 4},
                ("Storage",),
            ),
            Offering(
                "File shares",
                Terms("terabyte, a year", 430, 2_100, 350_000),
                {"Storage Support Asia L2": 6, "Storage Operations Europe L1": 3},
                ("Storage",),
            ),
        ),
        days=days(catalogue="2011-01-01"),
        technologies=("Fibre Channel", "Object storage"),
    ),
    CatalogueService(
        _HOSTING,
        "Backup and restore",
        ("Head of Storage",),
        (PLANTS, OFFICES),
        ("Server", "Storage"),
        3,
        (
            Offering(
                "Backup and restore",
                Terms("protected terabyte, a year", 150, 7_500, 520_000),
                {"Storage Operations Americas L1": 5, "Storage Engineering Europe L3": 2},
                ("Storage",),
            ),
        ),
        days=days(catalogue="2013-07-01"),
        technologies=("Tape library", "Object storage"),
    ),
)
