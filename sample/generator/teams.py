"""Towers, regions and the teams inside them."""

from dataclasses import dataclass

ORGANISATION = "Brindlewick Group (fictional)"
TOWERS = ("Mainframe", "Server", "Storage", "Middleware", "Database", "Network", "End user")
DIGITAL = "Digital"
REGION_TIME_ZONES = {"Americas": "America/Chicago", "Europe": "Europe/Berlin", "Asia": "Asia/Singapore"}
REGIONS = tuple(REGION_TIME_ZONES)
OFFICE = "Office of the CIO"
LEVEL_OF_SUFFIX = {" L1": 1, " L2": 2, " L3": 3}


@dataclass(frozen=True, slots=True)
class Team:
    """A team. `kind` names its profile of work, `size` is relative; the office has no tower."""

    name: str
    kind: str
    tower: str
    region: str
    size: float
    orientation: str = "conventional"


# How many people a tower or a region has, relative to the others.
_TOWER_SIZE = dict(zip(TOWERS, (0.75, 1.3, 0.85, 0.8, 1.0, 1.15, 1.4), strict=True))
_REGION_SIZE = {"Americas": 1.05, "Europe": 1.2, "Asia": 0.75}
_KIND_SIZE = {"operations": 0.95, "support": 1.1, "engineering": 0.9, "desk": 1.6, "field": 1.3, "data centre": 0.8}
_EVERYWHERE = REGIONS
_WITHOUT_ASIA = ("Americas", "Europe")


def _tower_teams(tower: str) -> list[tuple[str, str, tuple[str, ...]]]:
    """Return (wording of the team's name, kind, regions) of one tower."""
    if tower == "End user":
        return [
            ("Service Desk {region} L1", "desk", _EVERYWHERE),
            ("Workplace and Field Services {region} L2", "field", _EVERYWHERE),
            ("Client Engineering {region} L3", "engineering", _WITHOUT_ASIA),
        ]
    watched = _WITHOUT_ASIA if tower in ("Mainframe", "Middleware") else _EVERYWHERE
    engineered = ("Europe",) if tower == "Mainframe" else _WITHOUT_ASIA
    teams = [
        (f"{tower} Operations {{region}} L1", "operations", watched),
        (f"{tower} Support {{region}} L2", "support", _EVERYWHERE),
        (f"{tower} Engineering {{region}} L3", "engineering", engineered),
    ]
    return [*teams, ("Data Centre {region} L2", "data centre", _EVERYWHERE)] if tower == "Server" else teams


def _conventional_team(name: str, kind: str, tower: str, region: str) -> Team:
    size = _TOWER_SIZE[tower] * _REGION_SIZE[region] * _KIND_SIZE[kind]
    orientation = "hybrid" if (tower, kind) == ("Middleware", "engineering") else "conventional"
    return Team(name.format(region=region), kind, tower, region, size, orientation)


def teams() -> tuple[Team, ...]:
    """Return every team: 56 of the towers, 4 digital ones and the CIO's office.

    >>> len(teams()), teams()[0].name
    (61, 'Mainframe Operations Americas L1')
    """
    conventional = [
        _conventional_team(name, kind, tower, region)
        for tower in TOWERS
        for name, kind, regions in _tower_teams(tower)
        for region in regions
    ]
    digital = [
        Team("Digital Platform Engineering L3", "digital engineering", DIGITAL, "Europe", 1.0, "digital"),
        Team("Digital Product Delivery", "digital product", DIGITAL, "Europe", 1.1, "digital"),
        Team("Digital Data Products", "digital product", DIGITAL, "Americas", 0.8, "digital"),
        Team("Digital Operations L2", "digital operations", DIGITAL, "Asia", 0.8, "hybrid"),
    ]
    return (*conventional, *digital, Team(OFFICE, "office", "", "Europe", 0.6))
