"""A later extract against a baseline: who joined, left, moved, and what it changes."""
