"""The ledger's schema: brought to the current one by migrations, and checked before use."""

from functools import cache

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, Engine

from app.database.writing import reading, writing
from app.ledger.lock import locked


class LedgerOutdated(Exception):
    """The ledger has an older schema than this Shopstat, or none yet."""

    def __init__(self) -> None:
        super().__init__("the ledger is not at the current schema: run shopstat upgrade")


class LedgerTooNew(Exception):
    """The ledger was upgraded by a newer Shopstat than this one."""

    def __init__(self, revision: str | None) -> None:
        super().__init__(
            f"the ledger is at revision {revision}, which this Shopstat does not know: "
            "install the newer Shopstat that upgraded it"
        )


def upgrade(engine: Engine) -> None:
    """Bring the ledger to the current schema; several processes may do so at once.

    Raises ``LedgerTooNew``, ``LedgerLocked`` when another upgrade does not end,
    ``LedgerUnavailable``.
    """
    with writing(engine, seconds=None) as connection, locked(connection):
        revision = _revision(connection)
        try:
            command.upgrade(_config(connection), "head")
        except CommandError as unknown:
            raise LedgerTooNew(revision) from unknown


def is_current(engine: Engine) -> bool:
    """Tell whether the ledger has the schema of this Shopstat; raises ``LedgerUnavailable``."""
    with reading(engine) as connection:
        return _revision(connection) == _head()


def require_current(engine: Engine) -> None:
    """Raise ``LedgerOutdated`` unless the ledger has the schema of this Shopstat."""
    if not is_current(engine):
        raise LedgerOutdated


def _revision(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


@cache
def _head() -> str | None:
    return ScriptDirectory.from_config(_config()).get_current_head()


def _config(connection: Connection | None = None) -> Config:
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", "app.ledger:migrations")
    return config
