"""A later extract against a baseline."""
