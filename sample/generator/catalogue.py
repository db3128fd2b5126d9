"""The service catalogue: small, and not quite clean: two services have two owners, one has none."""

from sample.generator.tables import csv_bytes

HEADER = ("Family", "Service", "Subcategory", "Owner tower")
SERVICES: tuple[tuple[str, str, str, str], ...] = (
    ("Hosting", "Mainframe hosting", "Batch", "Mainframe"),
    ("Hosting", "Mainframe hosting", "Online transactions", "Mainframe"),
    ("Hosting", "Server hosting", "Windows server", "Server"),
    ("Hosting", "Server hosting", "Linux server", "Server"),
    ("Hosting", "Server hosting", "Virtualisation", "Server"),
    ("Hosting", "Private cloud", "Self-service platform", "Server"),
    ("Hosting", "Private cloud", "Self-service platform", "Digital"),
    ("Hosting", "Data centre", "Power and space", "Server"),
    ("Hosting", "Storage", "Block storage", "Storage"),
    ("Hosting", "Storage", "File shares", "Storage"),
    ("Hosting", "Storage", "Backup and restore", "Storage"),
    ("Hosting", "Integration", "Message queues", "Middleware"),
    ("Hosting", "Integration", "Application server", "Middleware"),
    ("Hosting", "Integration", "File transfer", "Middleware"),
    ("Hosting", "Database", "Relational database", "Database"),
    ("Hosting", "Database", "Data warehouse", "Database"),
    ("Network", "Local network", "Wired access", "Network"),
    ("Network", "Local network", "Wireless access", "Network"),
    ("Network", "Wide area network", "Site connection", "Network"),
    ("Network", "Remote access", "VPN", "Network"),
    ("Network", "Perimeter", "Firewall rule", "Network"),
    ("Network", "Unified communications", "Voice", "Network"),
    ("Network", "Unified communications", "Voice", "Server"),
    ("End user", "Workplace", "Laptop and desktop", "End user"),
    ("End user", "Workplace", "Printing", "End user"),
    ("End user", "Workplace", "Mobile device", "End user"),
    ("End user", "Collaboration", "E-mail and calendar", "End user"),
    ("End user", "Collaboration", "Meeting rooms", ""),
    ("End user", "Access", "Accounts and passwords", "End user"),
    ("Digital", "Customer portal", "Dealer portal", "Digital"),
    ("Digital", "Plant analytics", "Sensor data platform", "Digital"),
)


def catalogue_file() -> bytes:
    """Return the catalogue."""
    return csv_bytes(HEADER, SERVICES)


def products_of(tower: str) -> tuple[str, ...]:
    """Return the subcategories a tower owns: the products its tickets are about.

    >>> products_of("Mainframe")
    ('Batch', 'Online transactions')
    """
    return tuple(subcategory for _, _, subcategory, owner in SERVICES if owner == tower)
