"""The assumptions by what takes them, as codes: the levers, the pace, the one-off cost."""

from metrics.assumptions.domains import BY_CODE

DEMAND = ("report_frequency_cut", "report_size_cut", "report_elasticity")
HOURS = ("kappa", "utilisation", "contract_hours", "shrinkage")  # what makes a ticket's minutes of FTE
QUEUES = (*HOURS, "cap", "cap_small", "minimum_cover", *(code for code in BY_CODE if code.startswith("target_")))
POOLS = (*(code for code in BY_CODE if code.startswith(("beta_", "addressable_"))), "overlay")
OUTPUT = ("output_metrics",)
SPANS = tuple(code for code in BY_CODE if code.startswith("span_"))
LEVERS = (*DEMAND, *QUEUES, *POOLS, *OUTPUT, *SPANS)  # all that is freed rests on these
PACE = ("wave_start", "ramp", "capture_share")
ONE_OFF = tuple(code for code in BY_CODE if code.startswith(("one_off_", "double_", "dip_")))
