"""Pages of ticket logs."""
