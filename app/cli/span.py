"""A span of time as commands take it: 26h, or 3d."""

import re
from datetime import timedelta

import click

_UNITS = {"h": "hours", "d": "days"}


class SpanParam(click.ParamType[timedelta]):
    """A whole number of hours or days."""

    name = "26h|3d"

    def convert(
        self, value: str | timedelta, param: click.Parameter | None, ctx: click.Context | None
    ) -> timedelta:
        """Read the span; wrong use where it is none."""
        if isinstance(value, timedelta):
            return value
        found = re.fullmatch(r"([1-9][0-9]{0,4})([hd])", value)
        if found is None:
            self.fail(f"expected hours or days such as 26h or 3d, got {value!r}", param, ctx)
        return timedelta(**{_UNITS[found[2]]: int(found[1])})
