"""The segmentation rules that hold until an organisation states its own; all of them assumed."""

from metrics.computations.segments import SegmentTerms

_C, _T = "complexity", "touch"
DATA_CENTRE = ("data centre", "data center", "datacenter", "server room", "server rack", "cabling", "cooling")
OFFICE = ("laptop", "desktop", "workstation", "printer", "keyboard", "phone", "handset", "docking", "projector")
SOFTWARE = (
    "software",
    "application",
    "password",
    "account",
    "access right",
    "mailbox",
    "licence",
    "license",
    "permission",
)

DEFAULT_RULES: tuple[SegmentTerms, ...] = (
    SegmentTerms(_C, "complex", "Four groups or more", ranges={"groups": (4, None)}),
    SegmentTerms(_C, "complex", "Six handoffs or more", ranges={"handoffs": (6, None)}),
    SegmentTerms(_C, "complex", "Level 3 and three groups", ranges={"highest_level": (3, None), "groups": (3, None)}),
    SegmentTerms(_C, "specialised", "Level 2 or 3", ranges={"highest_level": (2, None)}),
    SegmentTerms(_C, "specialised", "Three groups of level 1", ranges={"groups": (3, None)}),
    SegmentTerms(_C, "specialised", "30 days or more at level 1", ranges={"highest_level": (1, 1), "days": (30, None)}),
    SegmentTerms(_C, "simple", "At most two groups of level 1", ranges={"highest_level": (1, 1), "groups": (None, 2)}),
    SegmentTerms(_T, "data centre", "Words of the data centre", words=DATA_CENTRE),
    SegmentTerms(_T, "office", "Words of the workplace", words=OFFICE),
    SegmentTerms(_T, "none", "Words of software and access rights", words=SOFTWARE),
    SegmentTerms(_T, "none", "Level 1 alone within four hours", ranges={"highest_level": (1, 1), "days": (None, 0.17)}),
)
