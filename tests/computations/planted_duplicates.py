"""A generated organisation of eight towers with planted duplicates, each worded otherwise in every tower that does it,
planted work that only looks alike, and noise.

All were written before the finder had seen them. At first 12 of 14 were found, with one pair of look-alikes in a group;
spellings of three words were then added to the tables. Of the later set (`LATER`), 6 of 7 were found at first, and one
word was taken out of a table.
"""

import random
from collections.abc import Iterable

import numpy as np

from metrics.computations.duplication import EffortColumns
from metrics.computations.finder import Item
from metrics.computations.similarity_terms import TITLE, WORDING

Row = tuple[int, int, int, int, float]
TOWERS = ("Server", "Network", "Database", "Storage", "Mainframe", "Middleware", "Workplace", "Digital")
REGIONS = ("Americas", "Europe", "Asia")

# One work each, in the words of three or four towers; all of them are mapped to activities of their own.
DUPLICATES = {
    "capacity reports": (
        "Server capacity report",
        "Bandwidth utilisation statistics",
        "Monthly database capacity pack",
    ),
    "on-call roster": ("On-call roster planning", "Standby rota plan", "Planning of the stand-by shift"),
    "licence audits": ("Database licence audit", "Audit of software licences", "Audits of mainframe licenses"),
    "certificate renewal": ("SSL certificate renewal", "Renewal of TLS certificates", "Server certificates: renewing"),
    "vendor invoices": ("Vendor invoice checking", "Checking supplier invoices", "Invoice check for vendors (weekly)"),
    "asset stocktaking": ("Hardware asset inventory list", "Asset list, network devices", "Storage asset listing"),
    "disaster tests": ("Disaster recovery test", "DR testing", "Yearly test of disaster recovery"),
    "onboarding": ("Onboarding of new colleagues", "New colleagues onboarding", "New colleague on-boarding"),
    "fault analysis": ("Root cause analysis of faults", "RCA for outages", "Root cause analyses of incidents"),
    "lifecycle of firmware": (
        "Firmware lifecycle planning",
        "Lifecycle plan for firmware",
        "Planning firmware life-cycle",
    ),
    "service reviews": ("Service review meetings", "Meetings for service review", "Monthly svc review meeting"),
    "documentation": ("Runbook documentation", "Documenting runbooks", "Runbook docs, database"),
}
LATER = {
    "change boards": (
        "Change advisory board preparation",
        "Preparing the change advisory board",
        "CAB: change advisory board prep",
    ),
    "password resets": ("Password resets", "Resetting passwords of users", "Reset of user passwords"),
    "health checks": ("Server health checks", "Health check of databases", "Weekly network health checking"),
    "vulnerability scans": ("Vulnerability scanning", "Scans for vulnerabilities", "Scan of server vulnerabilities"),
    "event alerts": ("Alert monitoring", "Monitoring of alarms and alerts", "Event watch and alerts"),
    "budget forecasts": ("Budget forecast", "Cost forecasting", "Forecast of spending, storage"),
}
# Titles of posts whose time no effort states.
DUPLICATE_TITLES = {
    "database administrators": ("Senior DBA", "Database Administrator", "Junior database admin"),
    "release managers": ("Release Manager", "Head of Release Management", "Lead release mgr"),
    "service desk": ("Service Desk Analyst", "Helpdesk analyst", "Svc Desk Senior Analyst"),
}

# Pairs that share words and are other work, each in towers of their own.
LOOK_ALIKES = (
    ("Licence purchase", "Licence reporting"),
    ("Backup of mailboxes", "Migration of mailboxes"),
    ("Firewall rule review", "Firewall hardware disposal"),
    ("Access reviews", "Access for building visitors"),
    ("Incident communication", "Incident simulation exercise"),
    ("Network design workshops", "Network cable labelling"),
    ("Cloud cost allocation", "Cloud landing zone design"),
    ("Job schedule changes", "Job interviews"),
    ("Data retention rules", "Data replication"),
    ("Printer driver packaging", "Printer paper ordering"),
    ("Patch testing", "Patch window calendar"),
    ("User satisfaction polls", "User interface style guide"),
    ("Risk register upkeep", "Risk appetite statement"),
    ("Server room cleaning", "Server virtualisation"),
    ("Project portfolio scoring", "Project room booking"),
    ("Training budget", "Training platform hosting"),
    ("Storage tiering", "Storage encryption keys"),
    ("Mobile device enrolment", "Mobile tariff negotiation"),
    ("Query tuning", "Query portal for auditors"),
    ("Service catalogue wording", "Service credits settlement"),
    ("Vulnerability scanning", "Document scanning"),
    ("Health checks of servers", "Health and safety training"),
    ("Change freeze calendar", "Change of office address"),
    ("Budget forecast", "Weather forecast feed"),
    ("Password policy", "Policy for travel"),
    ("Board reports", "Board game evening"),
    ("Alert tuning", "Alert monitoring"),
    ("Key account visits", "Key management for encryption"),
)
LOOK_ALIKE_TITLES = (
    ("Security Engineer", "Security Guard"),
    ("Test Analyst", "Test Manager"),
    ("Web Developer", "Web Editor"),
    ("Network Engineer", "Network Manager"),
    ("Service Desk Manager", "Service Desk Analyst"),
    ("Data Engineer", "Data Entry Clerk"),
)
SYLLABLES = (
    "ba",
    "ce",
    "di",
    "fo",
    "gu",
    "ha",
    "ji",
    "ko",
    "lu",
    "me",
    "ni",
    "po",
    "qua",
    "re",
    "si",
    "tu",
    "va",
    "xo",
)


def columns_of(rows: Iterable[Row]) -> EffortColumns:
    """Rows of (item, team, tower, region, FTE) as columns."""
    item, team, tower, region, fte = zip(*rows, strict=True)
    places = [np.array(column, np.int64) for column in (item, team, tower, region)]
    return EffortColumns(places[0], places[1], places[2], places[3], np.array(fte, np.float64))


class Planted:
    """Items and efforts; `of_plant` are the places of the wordings of each planted duplicate."""

    def __init__(self, seed: int = 7) -> None:
        self.rng = random.Random(seed)
        self.items: list[Item] = []
        self.rows: list[Row] = []
        self.of_plant = {name: self._texts(WORDING, texts) for name, texts in (DUPLICATES | LATER).items()}
        self.of_plant |= {name: self._texts(TITLE, texts) for name, texts in DUPLICATE_TITLES.items()}
        self.apart = [self._texts(WORDING, pair) for pair in LOOK_ALIKES]
        self.apart += [self._texts(TITLE, pair) for pair in LOOK_ALIKE_TITLES]
        self.noise = [self._texts(WORDING, (self._nonsense(),))[0] for _ in range(300)]

    def efforts(self) -> EffortColumns:
        """Item, team, tower, region and FTE."""
        return columns_of(self.rows)

    def _texts(self, kind: str, texts: tuple[str, ...]) -> list[int]:
        """Each text in a tower of its own, mapped to an activity of its own."""
        towers = self.rng.sample(range(len(TOWERS)), len(texts))
        for text, tower in zip(texts, towers, strict=True):
            region = self.rng.randrange(len(REGIONS))
            place = len(self.items)
            self.items.append(Item(kind, text, -1 if kind == TITLE else 1_000 + place))
            team = (tower * len(REGIONS) + region) * 2 + self.rng.randrange(2)
            self.rows.append((place, team, tower, region, self.rng.choice((0.2, 0.5, 1.0, 1.5))))
        return list(range(len(self.items) - len(texts), len(self.items)))

    def _nonsense(self) -> str:
        words = ["".join(self.rng.choices(SYLLABLES, k=self.rng.randint(2, 4))) for _ in range(self.rng.randint(1, 3))]
        return (
            f"{' '.join(words)} {self.rng.choice(('report', 'support', 'planning', 'operations', 'tests', 'design'))}"
        )
