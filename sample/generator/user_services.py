"""Services that people see: the workplace, one part of which nobody owns, and digital products."""

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

_WORKPLACE, _DIGITAL = "Workplace", "Digital"
_HEAD = ("Head of End user",)

WORKPLACE = (
    CatalogueService(
        _WORKPLACE,
        "Workplace",
        _HEAD,
        (PLANTS, OFFICES, SALES),
        ("End user",),
        4,
        (
            Offering(
                "Laptop and desktop",
                Terms("device, a year", 540, 13_800, 4_300_000),
                {
                    "Workplace and Field Services Europe L2": 15,
                    "Workplace and Field Services Americas L2": 12,
                    "Service Desk Europe L1": 12,
                },
                ("End user",),
            ),
        ),
        days=days(catalogue="2015-01-01"),
        technologies=("Windows 11", "Active Directory"),
        description="A device with what is on it, its repair and its replacement after four years.",
    ),
    CatalogueService(
        _WORKPLACE,
        "Printing",
        _HEAD,
        (PLANTS, OFFICES),
        ("End user",),
        1,
        (
            Offering(
                "Printing",
                Terms("device, a year", 420, 1_700, 610_000),
                {"Workplace and Field Services Asia L2": 6},
                ("End user",),
            ),
        ),
        days=days(catalogue="2006-09-01"),
    ),
    CatalogueService(
        _WORKPLACE,
        "Mobile devices",
        _HEAD,
        (OFFICES, SALES),
        ("End user",),
        4,
        (
            Offering(
                "Mobile device",
                Terms("device, a year", 330, 6_400, 1_350_000, "2027: 7,100; 2028: 7,900"),
                {"Client Engineering Americas L3": 3, "Service Desk Americas L1": 5},
                ("End user",),
            ),
        ),
        days=days(catalogue="2016-05-01"),
        technologies=("Microsoft Intune",),
    ),
    CatalogueService(
        _WORKPLACE,
        "Collaboration",
        _HEAD,
        (PLANTS, OFFICES, SALES, FINANCE, RESEARCH),
        ("End user", "Server", "Storage"),
        5,
        (
            Offering(
                "E-mail and calendar",
                Terms("mailbox, a year", 74, 15_200, 610_000, "2027: 15,400; 2028: 15,500; 2029: 15,500"),
                {"Client Engineering Europe L3": 3, "Server Support Americas L2": 2},
                ("End user",),
            ),
        ),
        days=days("2017-01-01", "2018-03-01"),
        technologies=("Exchange", "Microsoft Teams", "Active Directory"),
    ),
    CatalogueService(
        _WORKPLACE,
        "Meeting rooms",
        (),
        (OFFICES,),
        ("End user", "Network"),
        3,
        (
            Offering(
                "Meeting room",
                Terms("room, a year", 1_150, 380, 310_000),
                {"Workplace and Field Services Europe L2": 2},
            ),
        ),
        days=days(catalogue="2021-09-01"),
        technologies=("Microsoft Teams",),
        description="Screens, cameras and booking; bought by the offices, repaired by whoever is near.",
    ),
    CatalogueService(
        _WORKPLACE,
        "Access",
        _HEAD,
        (PLANTS, OFFICES, SALES, FINANCE, RESEARCH),
        ("Digital", "End user", "Server"),
        4,
        (
            Offering(
                "Accounts and passwords",
                Terms("account, a year", 19, 16_900, 90_000),
                {"Service Desk Asia L1": 7},
                ("End user",),
            ),
        ),
        days=days(catalogue="2011-03-01"),
        technologies=("Active Directory",),
    ),
)

DIGITAL = (
    CatalogueService(
        _DIGITAL,
        "Customer portal",
        ("Digital Product Delivery",),
        (SALES,),
        ("Database", "Digital", "Middleware"),
        5,
        (
            Offering(
                "Dealer portal",
                Terms("dealer, a year", 1_250, 1_850, 480_000, "2027: 2,100; 2028: 2,600", "nothing"),
                {"Digital Product Delivery": 8, "Digital Platform Engineering L3": 3},
                ("Digital",),
                "custom",
            ),
        ),
        days=days("2021-11-01", "2023-05-01"),
        technologies=("Kubernetes", "PostgreSQL", "Apache Kafka"),
        is_next_generation=True,
        benefits="Dealers order and track parts themselves; four of ten calls to the sales desks are gone.",
    ),
    CatalogueService(
        _DIGITAL,
        "Plant analytics",
        ("Digital Data Products",),
        (PLANTS,),
        ("Database", "Digital", "Network", "Storage"),
        5,
        (
            Offering(
                "Sensor data platform",
                Terms("plant, a year", 86_000, 14, 520_000, "2027: 18; 2028: 23; 2029: 29"),
                {"Digital Data Products": 6, "Digital Operations L2": 5},
                ("Digital",),
                "custom",
            ),
        ),
        days=days("2023-02-01", "2024-10-01"),
        technologies=("Apache Kafka", "Kubernetes", "Object storage", "PostgreSQL"),
        is_next_generation=True,
        benefits="Plants stop a machine before it fails; unplanned stops are the measure.",
    ),
)
