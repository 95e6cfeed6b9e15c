"""SuiteCRM 7: a year of opportunities, won, lost and open, half with the field of the client ID."""

from datetime import datetime, timedelta
from decimal import Decimal
from random import Random
from uuid import UUID
from zoneinfo import ZoneInfo

from tests.presets.case import PresetCase, Row
from tests.real_shops.moments import moments
from tests.real_shops.operators import a_client_id, a_note
from tests.real_shops.truth import Sale

ZONE = ZoneInfo("America/Santiago")
ORDINARY_DEALS = 1_200
SYSTEMS, EURO = "-99", "5f1c7a52-3f6d-9b0e-1a2b-6512bd43d9ca"
STAGES = ("Closed Won", "Closed Won", "Closed Won", "Handed over", "Closed Lost", "Prospecting")
WON = ("Closed Won", "Handed over")
SOURCES = ("Cold Call", "Existing Customer", "Web Site", "Landing page", "", None)
SITE = ("Web Site", "Landing page")


def case() -> PresetCase:
    """Draw the year; the CRM's calls and invoices of the same deals must not count again."""
    random = Random(37)
    deals: list[Row] = []
    fields: list[Row] = []
    sales: list[Sale] = []
    for at in moments(random, ORDINARY_DEALS):
        client_id, written = a_note(random)
        deal = _deal(at, random)
        deals.append(deal)
        fields += _write(deal, written, random)
        if is_sale(deal):
            sales.append(Sale(at, client_id, money(deal)))
    return PresetCase(
        preset="suitecrm",
        server="mariadb",
        orders="opportunities",
        rows={
            "opportunities": deals,
            "opportunities_cstm": fields,
            "currencies": [_euro()],
            "aos_invoices": [_invoice(number, deal) for number, deal in enumerate(deals[::10])],
            "calls": [_call(deal, random) for deal in deals[::10]],
        },
        sales=sales,
        options={"stages": [*WON], "site_sources": [*SITE]},
        detected={"client_column": "client_id_c"},
        time_zone=ZONE,
        currency="CLP",
    )


def is_sale(deal: Row) -> bool:
    """Tell whether a deal was won, not on the site, and is still there."""
    return (
        not deal["deleted"] and deal["sales_stage"] in WON and deal.get("lead_source") not in SITE
    )


def money(deal: Row) -> Decimal:
    """Give a deal's money in the system's currency."""
    is_own = deal["currency_id"] in (SYSTEMS, "", None)
    return Decimal(str(deal["amount" if is_own else "amount_usdollar"]))


def _deal(at: datetime, random: Random) -> Row:
    amount = random.randrange(0, 50_000_000) / 1_000
    return {
        "id": str(UUID(int=random.getrandbits(128))),
        "name": f"Заказ {a_client_id(random)}",
        "date_entered": at.replace(tzinfo=None),
        "date_modified": (at + timedelta(days=random.randrange(40))).replace(tzinfo=None),
        "deleted": int(random.randrange(12) == 0),
        "opportunity_type": "New Business",
        "lead_source": random.choice(SOURCES),
        "amount": amount,
        "amount_usdollar": round(amount * 1.1, 3),
        "currency_id": random.choice((SYSTEMS, SYSTEMS, EURO, "", None)),
        "date_closed": (at + timedelta(days=random.randrange(-3, 40))).date(),
        "next_step": a_client_id(random),
        "sales_stage": random.choice(STAGES),
        "probability": 100.0,
    }


def _write(deal: Row, written: str | None, random: Random) -> list[Row]:
    """Write the client ID into the field or the description; give the row of the field, if any."""
    in_field = random.randrange(2) == 0 and written is not None and written.strip() != ""
    deal["description"] = "осторожно, собака" if in_field else written
    if not in_field and random.randrange(2) == 0:
        return []
    return [{"id_c": deal["id"], "client_id_c": written if in_field else random.choice(("", None))}]


def _euro() -> Row:
    return {"id": EURO, "name": "Euro", "symbol": "€", "iso4217": "EUR", "conversion_rate": 0.001}


def _invoice(number: int, deal: Row) -> Row:
    """An invoice of the same sale."""
    return {
        "id": deal["id"],
        "date_entered": deal["date_entered"],
        "description": deal["description"],
        "number": number,
        "total_amount": Decimal("100.50"),
        "status": "Paid",
    }


def _call(deal: Row, random: Random) -> Row:
    return {
        "id": deal["id"],
        "name": a_client_id(random),
        "date_start": deal["date_entered"],
        "status": "Held",
        "direction": "Inbound",
        "parent_type": "Opportunities",
        "parent_id": deal["id"],
    }
