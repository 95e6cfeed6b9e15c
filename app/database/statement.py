"""A Core statement compiled once for one dialect, ready for the driver's own cursor."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Dialect, Select

from app.database.driver import Parameters


@dataclass(frozen=True, slots=True)
class Statement:
    """SQL text as the driver wants it, with the values that never change.

    Compiling costs many times a small query, so it is done once and the driver's cursor is used
    directly afterwards; SQLAlchemy still writes every word of the SQL.
    """

    text: str
    constants: Mapping[str, Any]
    order: tuple[str, ...] | None

    def parameters(self, **values: Any) -> Parameters:
        """Join the constant values with those of one question, in the driver's form."""
        named = {**self.constants, **values}
        if self.order is None:
            return named
        return tuple(named[name] for name in self.order)


def compile_statement(select: Select[Any], dialect: Dialect) -> Statement:
    """Compile a Select whose changing values are bind parameters without a value."""
    compiled = select.compile(dialect=dialect, compile_kwargs={"render_postcompile": True})
    order = compiled.positiontup
    return Statement(
        text=str(compiled),
        constants={name: value for name, value in compiled.params.items() if value is not None},
        order=tuple(order) if order is not None else None,
    )


def as_written(text: str, dialect: Dialect) -> Statement:
    """Take SQL without parameters as it stands."""
    percent = "%" if dialect.paramstyle in ("named", "qmark") else "%%"
    return Statement(text.replace("%", percent), constants={}, order=None)
