"""The machinery behind run.py: standard library only, since it runs before anything is installed."""
