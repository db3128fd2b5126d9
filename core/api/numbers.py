"""Numbers that come in over REST."""

from math import isfinite
from typing import Any

from rest_framework import serializers


class Number(serializers.FloatField):
    """A number that can be computed with: “nan” and “inf”, which a bare FloatField takes, are none."""

    default_error_messages = {"finite": "A number is needed that is neither infinite nor “not a number”."}

    def to_internal_value(self, data: Any) -> float:
        """Refuse what is not finite."""
        value: float = super().to_internal_value(data)
        if not isfinite(value):
            self.fail("finite")
        return value
