"""Django-Oscar's sandbox, forked: a year of orders, some with a client ID in a note or a column."""

from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from random import Random

from tests.presets.case import PresetCase, Row
from tests.real_shops.moments import moments
from tests.real_shops.operators import a_client_id, a_note
from tests.real_shops.truth import Sale

ORDINARY_ORDERS = 1_500
STATUSES = ("Pending", "Being processed", "Complete", "", "Cancelled", "Payment failed")
NO_SALE = ("Cancelled", "Payment failed")
PLACES = ("note", "note", "client_number", "nowhere")


def case() -> PresetCase:
    """Draw the year of two sites, of which the shop's file wants the first."""
    random = Random(53)
    rows: dict[str, list[Row]] = {"order_order": [], "order_ordernote": [], "payment_source": []}
    sales: list[Sale] = []
    for number, at in enumerate(moments(random, ORDINARY_ORDERS), start=1):
        client_id, written = a_note(random)
        place = random.choice(PLACES)
        order = _order(number, at, random)
        order["client_number"] = written if place == "client_number" else None
        noted = [written or ""] if place == "note" else []
        sources = _sources(order, random)
        rows["order_order"].append(order)
        rows["order_ordernote"] += _notes(order, noted)
        rows["payment_source"] += sources
        if _is_sale(order) and place != "nowhere" and _has_digit(written):
            sales.append(_sale(at, client_id, order, sources))
    return PresetCase(
        preset="django-oscar",
        server="postgresql",
        orders="order_order",
        rows=rows,
        sales=sales,
        options={"client_field": "client_number", "cancelled": [*NO_SALE], "sites": [1]},
        detected={"time_kind": "tz"},
    )


def case_on_mysql() -> PresetCase:
    """Draw the same year as MySQL keeps it: it has no time with a zone."""
    drawn = case()
    return replace(
        drawn, options={**drawn.options, "time_kind": "utc"}, detected={"time_kind": "utc"}
    )


def _has_digit(written: str | None) -> bool:
    return any(map(str.isdecimal, written or ""))


def _is_sale(order: Row) -> bool:
    return order["status"] not in NO_SALE and order["site_id"] == 1 and order["currency"] == "RUB"


def _order(number: int, at: datetime, random: Random) -> Row:
    total = Decimal(random.randrange(0, 9_000_000)) / 100
    return {
        "id": number,
        "number": f"{100_000 + number}",
        "currency": random.choice(("RUB",) * 9 + ("USD",)),
        "total_incl_tax": total,
        "total_excl_tax": total,
        "shipping_incl_tax": Decimal(0),
        "shipping_excl_tax": Decimal(0),
        "shipping_method": "Free shipping",
        "shipping_code": a_client_id(random),
        "status": random.choice(STATUSES),
        "guest_email": "",
        "date_placed": at,
        "analytics_tracked": False,
        "basket_id": number,
        "site_id": random.choice((1, 1, 1, 1, 2)),
    }


def _notes(order: Row, written: list[str]) -> list[Row]:
    """The newest note with a digit counts, unless Oscar wrote it; a note without one does not."""
    noted = [("Info", "прежний 112-204"), *(("Info", each) for each in written)]
    is_noted = any(map(_has_digit, written))
    said = [*noted[0 if is_noted else 1 :], ("Warning", "ждёт звонка"), ("System", "587-963")]
    return [
        {
            "note_type": kind,
            "message": message,
            "date_created": order["date_placed"] + timedelta(hours=hours),
            "date_updated": order["date_placed"] + timedelta(days=9),
            "order_id": order["id"],
        }
        for hours, (kind, message) in enumerate(said)
    ]


def _sources(order: Row, random: Random) -> list[Row]:
    """Some orders are paid in two ways; some are given back later, in part or whole."""
    total = order["total_incl_tax"]
    part = (total / 3).quantize(Decimal("0.01"))
    refunded = random.choice(((0,),) * 5 + ((part,), (part, part), (part, total - part)))
    return [
        {
            "currency": order["currency"],
            "amount_allocated": total,
            "amount_debited": total,
            "amount_refunded": amount,
            "reference": "587-963",
            "label": "",
            "order_id": order["id"],
            "source_type_id": 1,
        }
        for amount in refunded
    ]


def _sale(at: datetime, client_id: str | None, order: Row, sources: list[Row]) -> Sale:
    given_back = sum((row["amount_refunded"] for row in sources), Decimal(0))
    is_whole = bool(given_back) and given_back >= order["total_incl_tax"]
    return Sale(at, client_id, order["total_incl_tax"] - given_back, count=0 if is_whole else 1)
