"""The documents say what the code does: examples are computed, tables are compared, addresses are called."""
