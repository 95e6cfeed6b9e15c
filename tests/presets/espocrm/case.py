"""EspoCRM: a year of opportunities, won, lost and open, half with the field of the client ID."""

from datetime import datetime, timedelta
from decimal import Decimal
from random import Random
from zoneinfo import ZoneInfo

from tests.presets.case import PresetCase, Row
from tests.real_shops.moments import moments
from tests.real_shops.operators import a_client_id, a_note
from tests.real_shops.truth import Sale

ZONE = ZoneInfo("Asia/Kathmandu")
CURRENCY = "NPR"
ORDINARY_DEALS = 1_200
STAGES = ("Closed Won", "Closed Won", "Closed Won", "Handed over", "Closed Lost", "Negotiation")
WON = ("Closed Won", "Handed over")
SOURCES = ("Call", "Existing Customer", "Web Site", "Landing page", "", None)
SITE = ("Web Site", "Landing page")
OPTIONS = {"stages": [*WON], "site_sources": [*SITE]}


def case() -> PresetCase:
    """Draw the year; the CRM's calls about the same deals must not count again."""
    random = Random(320)
    deals: list[Row] = []
    sales: list[Sale] = []
    for at in moments(random, ORDINARY_DEALS):
        client_id, written = a_note(random)
        deal = _deal(at, written, random)
        deals.append(deal)
        if is_sale(deal):
            sales.append(Sale(at, client_id, Decimal(str(deal["amount"]))))
    return PresetCase(
        preset="espocrm",
        server="mariadb",
        orders="opportunity",
        rows={
            "opportunity": deals,
            "entity_team": [_team(deal) for deal in deals[::5]],
            "call": [_call(deal, random) for deal in deals[::10]],
        },
        sales=sales,
        options=OPTIONS,
        time_zone=ZONE,
        currency=CURRENCY,
    )


def is_sale(deal: Row) -> bool:
    """Tell whether a deal was won in the shop's currency, not on the site, and is still there."""
    return (
        not deal["deleted"]
        and deal["stage"] in WON
        and deal["amount_currency"] == CURRENCY
        and deal["lead_source"] not in SITE
    )


def _deal(at: datetime, written: str | None, random: Random) -> Row:
    in_field = random.randrange(2) == 0 and written is not None and written.strip() != ""
    stage = random.choice(STAGES)
    return {
        "id": f"{random.getrandbits(68):017x}",
        "name": f"Заказ {a_client_id(random)}",
        "deleted": int(random.randrange(12) == 0),
        "amount": random.randrange(0, 50_000_000) / 1_000,
        "amount_currency": random.choice((CURRENCY, CURRENCY, CURRENCY, "USD", None)),
        "stage": stage,
        "last_stage": "Closed Won" if stage == "Closed Lost" else stage,
        "probability": 100,
        "lead_source": random.choice(SOURCES),
        "close_date": (at + timedelta(days=random.randrange(-3, 40))).date(),
        "created_at": at.replace(tzinfo=None),
        "modified_at": (at + timedelta(days=random.randrange(40))).replace(tzinfo=None),
        "c_client_id": written if in_field else random.choice(("", None)),
        "description": "осторожно, собака" if in_field else written,
        "campaign_id": a_client_id(random),
    }


def _team(deal: Row) -> Row:
    """A deal of a team; deals of several teams have several rows."""
    return {"entity_id": deal["id"], "team_id": "1", "entity_type": "Opportunity", "deleted": 0}


def _call(deal: Row, random: Random) -> Row:
    return {
        "id": deal["id"],
        "name": a_client_id(random),
        "status": "Held",
        "date_start": deal["created_at"],
        "direction": "Inbound",
        "parent_id": deal["id"],
        "parent_type": "Opportunity",
    }
