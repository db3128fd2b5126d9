"""Errors that a user can act on."""

from typing import Any


class UserError(Exception):
    """What is wrong, where, and what to do; becomes a message, a problem answer or a command's error line."""

    status = 409

    def __init__(self, message: str, details: list[dict[str, Any]] | None = None, status: int = 409) -> None:
        super().__init__(message)
        self.details = details or []
        self.status = status
