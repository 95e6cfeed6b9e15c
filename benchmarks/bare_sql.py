"""The bare SQL: the database makes the JSON of a day by itself, over a connection kept open."""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

from benchmarks.contender import Ask
from benchmarks.databases import Database
from benchmarks.workload import since_and_until

_SQLITE = """
SELECT json_object('data', json_group_array(json_object(
    'user_id', client_id, 'count', sales, 'revenue', revenue, 'gross_profit', gross_profit)))
FROM (
    SELECT client_id, count(*) AS sales, round(sum(amount), 2) AS revenue,
        round(sum(amount - cost), 2) AS gross_profit
    FROM {table} WHERE called_at >= ? AND called_at < ? GROUP BY client_id ORDER BY client_id
)
"""
_POSTGRESQL = """
SELECT CAST(json_build_object('data',
    coalesce(json_agg(day ORDER BY user_id COLLATE "C"), '[]')) AS TEXT)
FROM (
    SELECT client_id AS user_id, count(*) AS count, sum(amount) AS revenue,
        sum(amount - cost) AS gross_profit
    FROM {table} WHERE called_at >= %s AND called_at < %s GROUP BY client_id
) AS day
"""
# JSON_ARRAYAGG cuts its text at group_concat_max_len with a mere warning (MariaDB Knowledge Base,
# "JSON_ARRAYAGG"), so MariaDB makes one object a row and the rows are joined here.
_MARIADB = """
SELECT concat('{{"user_id":', coalesce(json_quote(client_id), 'null'), ',"count":', count(*),
    ',"revenue":', sum(amount), ',"gross_profit":', sum(amount - cost), '}}')
FROM {table} WHERE called_at >= %s AND called_at < %s GROUP BY client_id ORDER BY client_id
"""


@dataclass(frozen=True, slots=True)
class BareSQL:
    """The database alone, asked about one table."""

    database: Database
    table: str
    name: str = "bare SQL"

    @contextmanager
    def asking(self) -> Iterator[Ask]:
        """Open a connection of its own to ask through."""
        statement, answer = _SPOKEN[self.database.name]
        select = statement.format(table=self.table)
        with closing(self.database.connect()) as connection, closing(connection.cursor()) as cursor:

            def ask(day: date) -> int:
                cursor.execute(select, since_and_until(day))
                return len(answer(cursor))

            yield ask

    def json(self, day: date) -> str:
        """Return the JSON of a day."""
        statement, answer = _SPOKEN[self.database.name]
        with closing(self.database.connect()) as connection, closing(connection.cursor()) as cursor:
            cursor.execute(statement.format(table=self.table), since_and_until(day))
            return answer(cursor)


def _only(cursor: Any) -> str:
    text: str = cursor.fetchone()[0]
    return text


def _joined(cursor: Any) -> str:
    return '{"data":[' + ",".join([row[0] for row in cursor.fetchall()]) + "]}"


_SPOKEN: dict[str, tuple[str, Callable[[Any], str]]] = {
    "sqlite": (_SQLITE, _only),
    "postgresql": (_POSTGRESQL, _only),
    "mariadb": (_MARIADB, _joined),
}
