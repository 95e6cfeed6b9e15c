"""Answers of the one who sets up: given as flags, by default, or asked for, all checked alike."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import click
from marshmallow import ValidationError, fields

from app.shops.shop_schema import ShopTable
from app.shops.source_schema import SourceTable, TimeTable, name_field

Check = Callable[[str], str]


def as_in_the_file(field: fields.Field[Any]) -> Check:
    """Check an answer as the same key of a shop's file is checked."""

    def check(answer: str) -> str:
        try:
            return str(field.deserialize(answer))
        except ValidationError as error:
            raise click.BadParameter("; ".join(map(str, error.messages))) from error

    return check


def one_of(choices: Sequence[str]) -> Check:
    """Check that an answer is among the choices."""

    def check(answer: str) -> str:
        if answer not in choices:
            raise click.BadParameter(f"{answer!r} is not one of {', '.join(choices)}")
        return answer

    return check


SHOP = as_in_the_file(name_field())
TIME_ZONE = as_in_the_file(ShopTable().fields["time_zone"])
CURRENCY = as_in_the_file(ShopTable().fields["currency"])
CHANNEL = as_in_the_file(SourceTable().fields["channel"])
TABLE = as_in_the_file(SourceTable().fields["table"])
TIME_KIND = as_in_the_file(TimeTable().fields["kind"])


@dataclass(frozen=True, slots=True)
class Asking:
    """Asks what no flag has said; when not ``interactive`` it takes the defaults instead."""

    interactive: bool

    def __call__(
        self,
        question: str,
        flag: str,
        given: str | None,
        check: Check,
        default: str | None = None,
    ) -> str:
        """Return the answer, checked; raise ``click.UsageError`` when there is none to be had."""
        if given is not None:
            return _checked(given, flag, check)
        if self.interactive:
            told = bool(default)  # or an empty one would be shown as []
            return str(click.prompt(question, value_proc=check, default=default, show_default=told))
        if default is None:
            raise click.UsageError(f"{flag} is needed with --yes: {question}")
        return default


def _checked(given: str, flag: str, check: Check) -> str:
    try:
        return check(given)
    except click.BadParameter as error:
        raise click.BadParameter(error.message, param_hint=flag) from error
