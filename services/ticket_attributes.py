"""What a log says of its tickets, apart from their number and their history: the attributes, and how long a text is."""

LONGEST_KEY = 120
LONGEST_TEXT = 200
ORIGINS = ("user", "monitoring")
FAULTS = ("product", "none")
SLA_RESULTS = ("yes", "no")
# Attributes whose words are ours alone; the others are texts as the log writes them.
CLOSED = {"origin": ORIGINS, "fault": FAULTS, "sla": SLA_RESULTS}
# How a ticket came in: kept apart, since few logs say it and no figure of handoffs asks for it.
DEMAND = ("door", "customer")
ATTRIBUTES = ("priority", "product", "kind", "service", *CLOSED)
