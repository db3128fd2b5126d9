"""Log lines carry the request's id; they carry no pay, since nothing logs a row's values."""

import logging
import re
from contextvars import ContextVar

current_request_id: ContextVar[str] = ContextVar("request_id", default="-")
SECRET = re.compile(r"/s/[^/\s]+/?")


class RequestIdFilter(logging.Filter):
    """Puts the id of the current request on every record."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Always keeps the record."""
        record.request_id = current_request_id.get()
        return True


class LinkFilter(logging.Filter):
    """Takes the secret part out of addresses that open something without an account, such as `/s/<token>/`."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Always keeps the record."""
        if isinstance(record.args, tuple):
            record.args = tuple(SECRET.sub("/s/…/", one) if isinstance(one, str) else one for one in record.args)
        return True
