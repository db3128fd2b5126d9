"""Surveys of what teams spend their time on."""
