"""The register of assumptions: what holds for a scenario, which values are allowed, and how one is changed."""
