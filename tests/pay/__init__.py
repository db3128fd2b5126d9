"""Pay: the rate card, what stands in for pay, and what an attacker could make of it."""
