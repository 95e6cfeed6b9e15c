"""The questions about a new shop's first source, asked with its database's own tables at hand."""

from collections.abc import Mapping

import click
from sqlalchemy import URL

from app.cli.asking import CHANNEL, TABLE, TIME_KIND, Asking, Check, one_of
from app.cli.new_database import NewDatabase
from app.cli.shop_flags import table_flags
from app.cli.shop_tables import columns_of
from app.cli.shop_text import NewSource
from app.database.faults import SourceUnavailable
from app.shops.source import TimeKind

Flags = Mapping[str, str | None]

NONE = "-"


def ask_source(ask: Asking, database: NewDatabase, flags: Flags) -> NewSource | None:
    """Return the table that the sales are in; ``None`` when that is to be written by hand.

    ``flags`` has a key for each field of ``NewSource``. Raises ``click.ClickException`` for a
    database that has no such table.
    """
    tables = ", ".join(database.tables) or "none yet"
    click.echo(f"Its tables: {tables}.")
    question = f"Table with one row per sale ({NONE} to write it into the file later)"
    # a file without a source stops the server: left unasked, it has to be asked for
    default = NONE if ask.interactive else None
    table = ask(question, "--table", flags["table"], _table_or_none, default)
    if table == NONE:
        _refuse_rest(flags)
        return None
    columns = _columns(database.url, table, tables)
    click.echo(f"The columns of {table}: {', '.join(columns)}.")
    return _Questions(ask, flags, columns).source(table)


def _refuse_rest(flags: Flags) -> None:
    if rest := table_flags({**flags, "table": None}):
        raise click.UsageError(f"{rest}: name the table that has them with --table")


def _table_or_none(answer: str) -> str:
    return answer if answer == NONE else TABLE(answer)


def _columns(url: URL, table: str, tables: str) -> list[str]:
    try:
        return columns_of(url, table)
    except SourceUnavailable as error:
        raise click.ClickException(
            f"--table {table} cannot be read: {' '.join(error.reason.split())}; "
            f"the tables are: {tables}"
        ) from error


class _Questions:
    def __init__(self, ask: Asking, flags: Flags, columns: list[str]) -> None:
        self._ask = ask
        self._flags = flags
        self._columns = columns

    def source(self, table: str) -> NewSource:
        kinds = ", ".join(TimeKind)
        return NewSource(
            table=table,
            channel=self._word("Sold by call or offline", "channel", CHANNEL, "call"),
            time_column=self._column("Column with the time of the sale", "time_column"),
            time_kind=self._word(f"How it tells the time: {kinds}", "time_kind", TIME_KIND),
            client_id=self._column("Column with the client ID", "client_id"),
            revenue=self._optional("Column with the amount", "revenue"),
            cost=self._optional("Column with the cost", "cost"),
        )

    def _column(self, question: str, key: str) -> str:
        return self._word(question, key, one_of(self._columns))

    def _optional(self, question: str, key: str) -> str | None:
        check = one_of([*self._columns, NONE])
        answer = self._word(f"{question} ({NONE} for none)", key, check, NONE)
        return None if answer == NONE else answer

    def _word(self, question: str, key: str, check: Check, default: str | None = None) -> str:
        flag = "--" + key.replace("_", "-")
        return self._ask(question, flag, self._flags[key], check, default)
