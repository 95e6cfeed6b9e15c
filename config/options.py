"""A server option: its place in shopstat.toml, its default and what it does."""

import dataclasses
from dataclasses import dataclass
from typing import Any

Options = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Option:
    """One option; a number is at least ``least`` and at most ``most``."""

    section: str
    key: str
    default: str | int
    doc: str
    least: int
    most: int


def option(
    name: str, default: str | int, doc: str, *, least: int = 0, most: int = 0, secret: bool = False
) -> Any:
    """Declare a field of ``Settings`` that ``section.key`` of shopstat.toml sets.

    A ``secret`` stays out of the repr.
    """
    section, key = name.split(".")
    declared = Option(section, key, default, doc, least, most)
    return dataclasses.field(default=default, repr=not secret, metadata={"option": declared})


def options_of(settings: type) -> dict[str, Option]:
    """Return the declared options by the name of their field, in order of declaration."""
    declared = {field.name: field.metadata.get("option") for field in dataclasses.fields(settings)}
    return {name: found for name, found in declared.items() if found is not None}
