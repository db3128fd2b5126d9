"""What can be imported into this app."""
