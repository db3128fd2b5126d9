"""Measurements against the plainest thing that could do the same work."""
