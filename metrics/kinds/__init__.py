"""The kinds of run of this app: read columns, compute, write results."""
