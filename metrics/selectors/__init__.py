"""Reads for the pages of results."""
