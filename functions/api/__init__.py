"""Scenarios over REST."""
