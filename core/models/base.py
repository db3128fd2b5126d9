"""What every aggregate carries."""

import uuid

from django.db import models


class Aggregate(models.Model):
    """An object with an address (`uid`), a version for optimistic writes, and the time it was made (UTC)."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    version = models.PositiveIntegerField(default=1)
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        abstract = True
