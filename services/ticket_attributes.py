"""What a log says of its tickets, apart from their number and their history: the attributes, and how long a text is."""

LONGEST_KEY = 120
LONGEST_TEXT = 200
ORIGINS = ("user", "monitoring")
FAULTS = ("product", "none")
SLA_RESULTS = ("yes", "no")
# Attributes whose words are ours alone; the others are texts as the log writes them.
CLOSED = {"origin": ORIGINS, "fault": FAULTS, "sla": SLA_RESULTS}
ATTRIBUTES = ("priority", "product", "kind", "service", *CLOSED)
