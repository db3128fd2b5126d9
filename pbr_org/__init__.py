"""Configuration of the project; Celery's application is loaded with it so that tasks find their broker."""

import os

# Polars is to give memory back at once: a worker would keep what a large import needed. Read when Polars is loaded.
os.environ.setdefault("_RJEM_MALLOC_CONF", "dirty_decay_ms:0,muzzy_decay_ms:0")

from pbr_org.celery import app as celery_app

__all__ = ["celery_app"]
