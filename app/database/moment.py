"""A moment as our own tables keep it: in UTC, to the second, the same on every database."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import DateTime, Dialect, TypeDecorator


class Moment(TypeDecorator[datetime]):
    """An aware time, kept in UTC to the second: all three databases then store the same."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return the naive UTC time to store."""
        return value and value.astimezone(UTC).replace(tzinfo=None, microsecond=0)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return the stored time, aware again."""
        return value and value.replace(tzinfo=UTC)

    def as_stored(self, value: datetime, dialect: Dialect) -> Any:
        """Return the value that a statement on the driver's own cursor compares with a column."""
        process = self.dialect_impl(dialect).bind_processor(dialect)
        return process(value) if process else value
