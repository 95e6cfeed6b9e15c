"""Questions answered from the ledger: the sales of shops that have no database of their own."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine

from app.database.statement import compile_statement
from app.database.writing import fetch, reading
from app.ledger.day_rows import CHANGES, matched_rows, see_one_moment, unmatched_rows
from app.statistics.batches import unread
from app.statistics.question import Question
from app.statistics.rows import Unmatched, collect, unmatched
from app.statistics.totals import Totals

SOURCE = "ledger"


class Recorded:
    """The sales in the ledger; every method raises ``LedgerUnavailable``.

    A text that no client ID was read from when its sale was entered is read again with each
    question, so that a corrected format or mask counts at once.
    """

    def __init__(self, ledger: Engine, seconds: float) -> None:
        """``seconds`` bounds a question on a server that is slow or silent."""
        self._ledger = ledger
        self._seconds = seconds
        self._changes = compile_statement(CHANGES, ledger.dialect)

    def rows(self, question: Question) -> Totals:
        """Return one row per client ID, ordered by it, to be used as a context."""
        shop, day = question.shop, question.day
        with Totals().closed_on_failure() as totals, self._reading() as connection:
            in_order = totals.new_run()
            for batch in matched_rows(connection, shop.name, day):
                in_order.extend(batch)
            others = unread(unmatched_rows(connection, shop.name, day))
            collect(others, shop.unmask, totals)
        return totals

    def unmatched(self, question: Question) -> list[Unmatched]:
        """Return the sales that no client ID can be read from."""
        with self._reading() as connection:
            rows = unread(unmatched_rows(connection, question.shop.name, question.day))
            return list(unmatched(SOURCE, rows, question.shop.unmask))

    def changes(self, shop: str) -> int:
        """Return how often the sales of a shop have changed; cheap enough for every question."""
        rows = fetch(self._ledger, self._changes, shop=shop)
        return int(rows[0][0]) if rows else 0

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with reading(self._ledger, self._seconds) as connection:
            see_one_moment(connection)
            yield connection
