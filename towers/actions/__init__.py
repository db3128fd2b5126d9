"""Writes about the organisation as it is."""
