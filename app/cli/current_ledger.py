"""The ledger as commands need it: open, and at the current schema."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection

from app.database.writing import open_writing, writing
from app.ledger.schema import require_current
from config.settings import Settings


@contextmanager
def current_ledger(settings: Settings) -> Iterator[Connection]:
    """Open a transaction that writes; raise ``LedgerOutdated`` or ``LedgerUnavailable``."""
    engine = open_writing(settings.ledger_url)
    try:
        require_current(engine)
        with writing(engine) as connection:
            yield connection
    finally:
        engine.dispose()
