"""Routing: which function takes a ticket, and why; pure, on columns, without Django."""
