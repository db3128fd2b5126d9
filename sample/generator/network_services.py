"""Services of data, integration and the network; two towers claim one of them."""

from sample.generator.service_parts import FINANCE, OFFICES, PLANTS, SALES, CatalogueService, Offering, Terms, days

_DATA, _NETWORK = "Data and integration", "Network"

DATA = (
    CatalogueService(
        _DATA,
        "Integration",
        ("Middleware Engineering Europe L3",),
        (FINANCE, SALES),
        ("Middleware",),
        3,
        (
            Offering(
                "Message queues",
                Terms("queue manager, a year", 3_600, 180, 240_000),
                {"Middleware Support Europe L2": 4},
                ("Middleware",),
            ),
            Offering(
                "Application server",
                Terms("instance, a year", 1_900, 640, 380_000),
                {"Middleware Support Americas L2": 5, "Middleware Operations Europe L1": 4},
                ("Middleware",),
            ),
            Offering(
                "File transfer",
                Terms("route, a year", 450, 900, 60_000),
                {"Middleware Support Asia L2": 4},
                ("Middleware",),
                "custom",
            ),
        ),
        days=days(catalogue="2010-10-01"),
        technologies=("IBM MQ", "Apache Kafka", "Linux"),
    ),
    CatalogueService(
        _DATA,
        "Database",
        ("Database Engineering Europe L3",),
        (FINANCE, PLANTS, SALES),
        ("Database", "Server"),
        4,
        (
            Offering(
                "Relational database",
                Terms("instance, a year", 2_600, 1_150, 1_150_000),
                {"Database Support Europe L2": 8, "Database Operations Asia L1": 6},
                ("Database",),
            ),
        ),
        days=days(catalogue="2010-10-01"),
        technologies=("Oracle Database", "PostgreSQL", "SAP HANA"),
    ),
    CatalogueService(
        _DATA,
        "Business intelligence",
        ("Digital Data Products",),
        (FINANCE, SALES),
        ("Database", "Digital", "Storage"),
        4,
        (
            Offering(
                "Data warehouse",
                Terms("data mart, a year", 48_000, 36, 820_000),
                {"Database Engineering Americas L3": 4, "Database Support Americas L2": 3},
                ("Database",),
                "custom",
            ),
        ),
        days=days("2015-03-01", "2016-01-01"),
        technologies=("SAP HANA", "Object storage"),
    ),
)

NETWORK = (
    CatalogueService(
        _NETWORK,
        "Local network",
        ("Head of Network",),
        (PLANTS, OFFICES),
        ("Network",),
        3,
        (
            Offering(
                "Wired access",
                Terms("port, a year", 62, 31_000, 780_000),
                {"Network Support Europe L2": 6, "Network Operations Americas L1": 5},
                ("Network",),
            ),
            Offering(
                "Wireless access",
                Terms("access point, a year", 290, 3_100, 330_000),
                {"Network Support Asia L2": 6, "Network Engineering Americas L3": 2},
                ("Network",),
            ),
        ),
        days=days(catalogue="2008-02-01"),
        technologies=("Wireless LAN",),
    ),
    CatalogueService(
        _NETWORK,
        "Wide area network",
        ("Head of Network",),
        (PLANTS, OFFICES),
        ("Network",),
        4,
        (
            Offering(
                "Site connection",
                Terms("site, a month", 1_450, 1_020, 1_080_000),
                {"Network Engineering Europe L3": 3, "Network Operations Europe L1": 3},
                ("Network",),
            ),
        ),
        days=days(catalogue="2008-02-01"),
        technologies=("SD-WAN",),
    ),
    CatalogueService(
        _NETWORK,
        "Remote access",
        ("Head of Network",),
        (OFFICES, SALES),
        ("Network",),
        3,
        (
            Offering(
                "VPN",
                Terms("user, a year", 38, 11_500, 150_000),
                {"Network Support Americas L2": 2.5},
                ("Network",),
            ),
        ),
        days=days(catalogue="2014-05-01"),
        technologies=("IPsec VPN",),
    ),
    CatalogueService(
        _NETWORK,
        "Perimeter security",
        ("Head of Network",),
        (OFFICES, SALES),
        ("Network",),
        2,
        (
            Offering(
                "Firewall rule",
                Terms("change", 120, 5_200, 260_000),
                {"Network Operations Asia L1": 4, "Network Support Europe L2": 2},
                ("Network",),
            ),
        ),
        days=days(catalogue="2012-11-01"),
        technologies=("Firewall appliance",),
    ),
    CatalogueService(
        _NETWORK,
        "Unified communications",
        ("Head of Network", "Head of Server"),
        (PLANTS, OFFICES, SALES),
        ("End user", "Network", "Server"),
        4,
        (
            Offering(
                "Voice",
                Terms("seat, a year", 96, 12_400, 640_000, "2027: 12,800; 2028: 13,000"),
                {"Network Support Americas L2": 3, "Server Support Europe L2": 2},
                ("Server", "Network"),
            ),
        ),
        days=days("2019-02-01", "2020-06-01"),
        technologies=("Microsoft Teams", "Session border controller", "Active Directory"),
        is_next_generation=True,
        description="Voice, meetings and messages in one; lines were the network’s, what is behind them the servers’.",
    ),
)
