"""The entries of a shop looked up: the last ones, one by its id, those without a client ID."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Select, select

from app.ledger.entry import ENTRY, Entry, entry_of
from app.ledger.sale_tables import sale_versions, sales
from app.sales.sale import State

_LEFT = (State.SOLD, State.RETURNED_IN_PART)


def last_entries(
    connection: Connection,
    shop: str,
    limit: int = 50,
    before: int | None = None,
    account: str | None = None,
) -> list[Entry]:
    """Return the entries first entered last, newest first.

    ``before`` is the number of the last one on the page before.
    """
    chosen = select(*ENTRY).where(sales.c.shop == shop)
    if before is not None:
        chosen = chosen.where(sales.c.number < before)
    if account is not None:
        chosen = chosen.where(sales.c.account == account)
    return _entries(connection, chosen.order_by(sales.c.number.desc()).limit(limit))


def unmatched_entries(connection: Connection, shop: str, limit: int = 50) -> list[Entry]:
    """Return the sales that no client ID was read from when they were entered, newest first.

    Nothing of a sale that was returned or cancelled is left to be matched.
    """
    chosen = select(*ENTRY).where(
        sales.c.shop == shop, sales.c.client_id.is_(None), sales.c.state.in_(_LEFT)
    )
    newest_first = chosen.order_by(sales.c.sold_at.desc(), sales.c.number.desc())
    return _entries(connection, newest_first.limit(limit))


def find_entry(connection: Connection, shop: str, number: int) -> Entry | None:
    """Return the shop's entry of this number."""
    return _one(connection, select(*ENTRY).where(sales.c.shop == shop, sales.c.number == number))


def find_sale(connection: Connection, shop: str, sender: str, id: str) -> Entry | None:
    """Return the entry of the sale that the sender knows by this id."""
    return _one(
        connection,
        select(*ENTRY).where(
            sales.c.shop == shop, sales.c.sender == sender, sales.c.sender_id == id
        ),
    )


def versions_of(connection: Connection, entry: Entry) -> list[Entry]:
    """Return what was known of a sale before, the latest first."""
    former = select(sale_versions).where(sale_versions.c.sale == entry.number)
    rows = connection.execute(former.order_by(sale_versions.c.number.desc())).mappings()
    return [_former(entry, row) for row in map(dict, rows)]


def _former(entry: Entry, row: Mapping[str, Any]) -> Entry:
    own = {"number": entry.number, "shop": entry.shop, "sender": entry.sender}
    return entry_of({**row, **own, "sender_id": entry.sale.id})


def _one(connection: Connection, chosen: Select[Any]) -> Entry | None:
    found = _entries(connection, chosen)
    return found[0] if found else None


def _entries(connection: Connection, chosen: Select[Any]) -> list[Entry]:
    return [entry_of(row) for row in map(dict, connection.execute(chosen).mappings())]
