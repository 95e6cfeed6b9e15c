"""Entries rewritten: what was known is kept as a version, what is known now takes its place."""

from collections.abc import Sequence

from sqlalchemy import Connection, bindparam, insert, select, update

from app.ledger.day_groups import DayChanges
from app.ledger.entry import Entry, Origin, version_row
from app.ledger.sale_tables import sale_versions, sales
from app.sales.sale import Sale

Rewritten = tuple[Entry, Sale]

_KEPT = [column.name for column in sale_versions.columns if column.name not in ("number", "sale")]


def rewrite(
    connection: Connection, origin: Origin, days: DayChanges, rewritten: Sequence[Rewritten]
) -> None:
    """Let each sale take the place of what its entry says, the former kept as a version."""
    if not rewritten:
        return
    _keep(connection, [entry.number for entry, _ in rewritten])
    here = update(sales).where(sales.c.number == bindparam("of_number"))
    rows = [{"of_number": entry.number, **version_row(sale, origin)} for entry, sale in rewritten]
    connection.execute(here, rows)
    for entry, sale in rewritten:
        days.take(entry.sale)
        days.add(sale)


def _keep(connection: Connection, numbers: Sequence[int]) -> None:
    former = select(sales.c.number, *(sales.c[name] for name in _KEPT)).where(
        sales.c.number.in_(numbers)
    )
    connection.execute(insert(sale_versions).from_select(["sale", *_KEPT], former))
