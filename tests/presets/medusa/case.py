"""Medusa 2: a year of orders of three sales channels, with their versions, returns and refunds."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from tests.presets.case import PresetCase, Row
from tests.real_shops.moments import moments
from tests.real_shops.operators import a_client_id, a_note
from tests.real_shops.truth import Sale

ORDINARY_ORDERS = 1_500
SOLD = ("pending", "completed", "archived", "requires_action")
STATUSES = (*SOLD, *SOLD, "canceled", "draft")
PHONE, SITE = ("sc_01PHONE", "sc_01COUNTER"), "sc_01SITE"
CLIENT_KEY = "visitor"
BASE_32 = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CURRENCIES = {"rub": True, "usd": False}


def case() -> PresetCase:
    """Draw the year; the site's own orders have a client ID in their metadata as well."""
    random = Random(59)
    orders: list[Row] = []
    summaries: list[Row] = []
    transactions: list[Row] = []
    sales: list[Sale] = []
    for at in moments(random, ORDINARY_ORDERS):
        client_id, written = a_note(random)
        order = _order(at, written, random)
        totals = _totals(random)
        orders.append(order)
        summaries += _summaries(order, totals, random)
        transactions += _transactions(order, totals, random)
        if _is_sale(order):
            sales.append(_sale(at, client_id, totals))
    return PresetCase(
        preset="medusa",
        server="postgresql",
        orders="order",
        rows={
            "store_currency": [
                {"id": f"stocur_{code}", "currency_code": code, "is_default": is_default}
                for code, is_default in CURRENCIES.items()
            ],
            "order": orders,
            "order_summary": summaries,
            "order_transaction": transactions,
        },
        sales=sales,
        options={"client_key": CLIENT_KEY, "sales_channels": [*PHONE]},
        detected={"currency": "RUB"},
    )


def an_id(prefix: str, at: datetime, random: Random) -> str:
    """Give an ID as Medusa makes it: a prefix and a ULID, which begins with the time."""
    bits = int(at.timestamp() * 1_000) << 80 | random.getrandbits(80)
    digits = "".join(BASE_32[bits >> shift & 31] for shift in range(125, -1, -5))
    return f"{prefix}_{digits}"


def _is_sale(order: Row) -> bool:
    return (
        order["status"] in SOLD
        and not order["is_draft_order"]
        and order["deleted_at"] is None
        and order["currency_code"] == "rub"
        and order["sales_channel_id"] in PHONE
    )


def _order(at: datetime, written: str | None, random: Random) -> Row:
    status = random.choice(STATUSES)
    blank = random.choice((None, {}, {"gift": "587-963"}))
    is_deleted = random.randrange(12) == 0
    return {
        "id": an_id("order", at, random),
        "version": random.choice((1, 1, 2, 3)),
        "sales_channel_id": random.choice((*PHONE, *PHONE, SITE)),
        "status": status,
        # one that was never turned into an order
        "is_draft_order": status == "draft" or random.randrange(20) == 0,
        "currency_code": random.choice(("rub",) * 9 + ("usd",)),
        "metadata": blank if written is None else {CLIENT_KEY: written, "gift": "112-204"},
        "no_notification": False,
        "created_at": at,
        "updated_at": at + timedelta(days=30),
        "deleted_at": at + timedelta(days=31) if is_deleted else None,
        "canceled_at": at + timedelta(days=2) if status == "canceled" else None,
    }


def _totals(random: Random) -> dict[str, Decimal]:
    """Some orders are returned and paid back: in part, whole, or the goods alone."""
    total = Decimal(random.randrange(100, 9_000_000)) / 100
    part = (total / 3).quantize(Decimal("0.01"))
    returned, back = random.choice(
        ((Decimal(0), Decimal(0)),) * 4
        + ((part, part), (Decimal(0), part), (part, Decimal(0)), (total, total))
    )
    return {
        "current_order_total": total - returned,
        "original_order_total": total,
        "paid_total": total,
        "refunded_total": back,
        "transaction_total": total - back,
    }


def _summaries(order: Row, totals: dict[str, Decimal], random: Random) -> Iterator[Row]:
    """Each version has its own; the first Medusa named the total otherwise; one was deleted."""
    now = {name: float(amount) for name, amount in totals.items()}
    if random.randrange(4) == 0:
        now["total"] = now.pop("current_order_total")
    for version in range(1, order["version"] + 1):
        totals_then = now if version == order["version"] else {"current_order_total": 777}
        yield _summary(order, version, totals_then, random)
    yield {
        **_summary(order, order["version"], {"current_order_total": 888}, random),
        "deleted_at": order["updated_at"],
    }


def _summary(order: Row, version: int, totals: dict[str, Any], random: Random) -> Row:
    at = order["created_at"] + timedelta(days=version)
    return {
        "id": an_id("ordsum", at, random),
        "order_id": order["id"],
        "version": version,
        "totals": totals,
        "deleted_at": None,
    }


def _transactions(order: Row, totals: dict[str, Decimal], random: Random) -> Iterator[Row]:
    for amount in (totals["paid_total"], -totals["refunded_total"]):
        if amount:
            yield {
                "id": an_id("ordtrx", order["created_at"], random),
                "order_id": order["id"],
                "amount": amount,
                "raw_amount": {"value": str(amount), "precision": 20},
                "currency_code": order["currency_code"],
                "reference": "capture" if amount > 0 else "refund",
                "reference_id": a_client_id(random),
            }


def _sale(at: datetime, client_id: str | None, totals: dict[str, Decimal]) -> Sale:
    total, back = totals["current_order_total"], totals["refunded_total"]
    kept = min(total, totals["paid_total"] - back) if back else total
    return Sale(at, client_id, kept, count=0 if back and kept <= 0 else 1)
