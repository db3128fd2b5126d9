"""Writes about tickets beyond their import."""
