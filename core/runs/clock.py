"""The database's clock: the only clock that leases are measured with."""

from typing import Any

from django.db.models import BigIntegerField, Func
from django.db.models.sql.compiler import SQLCompiler


class DatabaseNowMs(Func):
    """Epoch milliseconds now, as the database sees it (not as of the transaction's start)."""

    arity = 0
    output_field = BigIntegerField()

    def as_sqlite(self, compiler: SQLCompiler, connection: Any, **context: Any) -> Any:
        """julianday counts days; 2440587.5 is 1970-01-01."""
        return "CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER)", []

    def as_postgresql(self, compiler: SQLCompiler, connection: Any, **context: Any) -> Any:
        """clock_timestamp() moves inside a transaction, now() does not."""
        return "CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS BIGINT)", []
