"""The rows behind the figures: tables that fold to the value that a run stored."""
