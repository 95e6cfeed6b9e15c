"""The account behind a login, read anew for each request by a statement compiled once."""

from datetime import datetime

from sqlalchemy import Engine

from app.accounts.store import FIND, Credentials, credentials_of
from app.database.moment import Moment
from app.database.statement import compile_statement
from app.database.writing import fetch


class Lookup:
    """Reads accounts from the ledger at a small part of the cost of a transaction."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._statement = compile_statement(FIND, engine.dialect)
        self._moment = Moment()

    def find(self, name: str, at: datetime) -> Credentials | None:
        """Return the account of exactly this name and its valid hashes, the newest first.

        Raises ``LedgerUnavailable``.
        """
        moment = self._moment.as_stored(at, self._engine.dialect)
        return credentials_of(name, fetch(self._engine, self._statement, name=name, at=moment))
