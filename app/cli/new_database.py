"""A new shop's database: its URL from a flag, a file or the keyboard, its password unseen."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import click
from sqlalchemy import URL, make_url

from app.cli.asking import Asking
from app.cli.shop_tables import first_look
from app.database.faults import SourceUnavailable
from app.shops.database_url import BadURL, read_url

_QUESTION = "URL of the database, without its password (empty for none)"


@dataclass(frozen=True, slots=True)
class NewDatabase:
    """A database that answers: its URL as it is to be written down, as it is used, its tables.

    ``may_write`` tells whether its login could change them.
    """

    written: str
    url: URL
    tables: list[str]
    may_write: bool


def database_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add ``--database`` and ``--database-file`` to a command."""
    command = click.option(
        "--database-file",
        type=click.File(encoding="utf-8"),
        metavar="FILE",
        help="Take the URL, password included, from this file; - is standard input.",
    )(command)
    return click.option(
        "--database",
        help="URL of its database, without a password: others could read it in the list of "
        "processes. Without a database the sales are entered here.",
    )(command)


def ask_database(
    ask: Asking, database: str | None, database_file: IO[str] | None, instance: Path
) -> NewDatabase | None:
    """Return the database, or ``None`` for none; a password that is missing is asked for.

    What is typed is asked again until it answers. What was given and cannot be read is a
    ``click.UsageError``, whose message says nothing of it; one that does not answer is a
    ``click.ClickException``.
    """
    if database is not None and database_file is not None:
        raise click.UsageError("give either --database or --database-file, not both")
    given = database if database_file is None else _read(database_file)
    while True:
        text = _ask_url(ask, given, instance)
        if not text:
            return None
        if database is not None and make_url(text).password:
            _warn_of_history()
        try:
            return _answering(_with_password(text) if ask.interactive else text, instance)
        except SourceUnavailable as error:
            told = f"does not answer: {' '.join(error.reason.split())}"
            if given is not None:
                raise click.ClickException(f"--database {told}") from error
            click.echo(f"Error: the database {told}", err=True)


def _ask_url(ask: Asking, given: str | None, instance: Path) -> str:
    def readable(text: str) -> str:
        if not text:
            return text
        try:
            read_url(text, instance)
        except BadURL as error:
            raise click.BadParameter(str(error)) from error
        return text

    return ask(_QUESTION, "--database", given, readable, default="")


def _answering(text: str, instance: Path) -> NewDatabase:
    url = read_url(text, instance)
    seen = first_look(url)
    return NewDatabase(text, url, seen.tables, seen.may_write)


def _read(file: IO[str]) -> str:
    try:
        text = file.read().strip()
    except UnicodeDecodeError as error:
        raise click.UsageError("--database-file: expected a file in UTF-8") from error
    if not text:
        raise click.UsageError("--database-file: expected a URL, the file is empty")
    return text


def _warn_of_history() -> None:
    click.echo(
        "The password in --database is in the shell's history now, and others could read it in the "
        "list of processes: better use --database-file.",
        err=True,
    )


def _with_password(text: str) -> str:
    """Ask for the password of a login that has none yet."""
    url = make_url(text)
    if url.password or not url.username:
        return text
    password = click.prompt(
        "Password of its login (not shown; empty for none)",
        hide_input=True,
        default="",
        show_default=False,
    )
    return url.set(password=password or None).render_as_string(hide_password=False)
