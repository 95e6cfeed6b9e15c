"""The password of an account, from a file, from the keyboard, or made here and shown once."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import IO, Any

import click

from app.accounts.faults import BadPassword
from app.accounts.passwords import generate_password, judge_typed


@dataclass(frozen=True, slots=True)
class NewPassword:
    """A password to be stored, and whether it has yet to be shown to the one who will use it."""

    text: str
    generated: bool

    def show(self) -> None:
        """Print a generated password alone on the last line, so that a script may take it."""
        if self.generated:
            click.echo("Its password is shown this once:")
            click.echo(self.text)


def password_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add ``--password-file`` and ``--password`` to a command."""
    command = click.option(
        "--password", "ask", is_flag=True, help="Ask for the password instead of making one."
    )(command)
    return click.option(
        "--password-file",
        type=click.File(encoding="utf-8"),
        metavar="FILE",
        help="Take the password from this file instead of making one; - is standard input.",
    )(command)


def new_password(password_file: IO[str] | None, ask: bool) -> NewPassword:
    """Return the chosen password, or a generated one; raise ``BadPassword``."""
    if password_file and ask:
        raise click.UsageError("give either --password-file or --password, not both")
    if not (password_file or ask):
        return NewPassword(generate_password(), generated=True)
    typed = _read(password_file) if password_file else _asked()
    judge_typed(typed)
    return NewPassword(typed, generated=False)


def _read(file: IO[str]) -> str:
    try:
        return file.read().removesuffix("\n").removesuffix("\r")
    except UnicodeDecodeError as error:
        raise BadPassword("password: expected a file in UTF-8") from error


def _asked() -> str:
    return str(click.prompt("Password", hide_input=True, confirmation_prompt=True))
