"""The access matrix: every address, method and role, own and foreign objects."""
