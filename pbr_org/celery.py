"""The Celery application; the broker only rings the bell, the Run row is the truth (see core/runs)."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pbr_org.settings")

app = Celery("pbr_org")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(["core"])
