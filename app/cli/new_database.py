"""The URL of a new shop's database: from a flag, a file or the keyboard, its password unseen."""

from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

import click
from sqlalchemy import URL, make_url

from app.cli.asking import Asking, anything
from app.shops.database_url import BadURL, read_url

_QUESTION = "URL of the database, without its password (empty for none)"


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
) -> str | None:
    """Return the database's URL, or ``None`` for none; a password that is missing is asked for.

    Raises ``click.UsageError`` for a URL that cannot be read, of which the message says nothing.
    """
    if database is not None and database_file is not None:
        raise click.UsageError("give either --database or --database-file, not both")
    given = database if database_file is None else _read(database_file)
    text = ask(_QUESTION, "--database", given, anything, default="")
    if not text:
        return None
    url = _checked(text, instance)
    if database is not None and url.password:
        _warn_of_history()
    if ask.interactive and url.username and not url.password:
        return _with_password(text)
    return text


def _read(file: IO[str]) -> str:
    try:
        text = file.read().strip()
    except UnicodeDecodeError as error:
        raise click.UsageError("--database-file: expected a file in UTF-8") from error
    if not text:
        raise click.UsageError("--database-file: expected a URL, the file is empty")
    return text


def _checked(text: str, instance: Path) -> URL:
    try:
        return read_url(text, instance)
    except BadURL as error:
        raise click.UsageError(f"--database: {error}") from error


def _warn_of_history() -> None:
    click.echo(
        "The password in --database is in the shell's history now, and others could read it in the "
        "list of processes: better use --database-file.",
        err=True,
    )


def _with_password(text: str) -> str:
    password = click.prompt(
        "Password of its login (not shown; empty for none)",
        hide_input=True,
        default="",
        show_default=False,
    )
    url = make_url(text).set(password=password or None)
    return url.render_as_string(hide_password=False)
