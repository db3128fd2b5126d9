"""Pages of the organisation as it is."""
