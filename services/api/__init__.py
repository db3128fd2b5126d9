"""Ticket logs over REST."""
