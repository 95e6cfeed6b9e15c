"""Bitrix24 on-premises: a year of deals of three pipelines, and of invoices with and without."""

from datetime import datetime, timedelta
from decimal import Decimal
from random import Random

from tests.presets.case import MOSCOW, PresetCase, Row
from tests.real_shops.moments import moments
from tests.real_shops.operators import a_client_id, a_note
from tests.real_shops.truth import Sale

ORDINARY_DEALS = 2_000
FIELD, INVOICE_FIELD = "UF_CRM_1700000000", "UF_CRM_SMART_INVOICE_1700000002"
BY_PHONE, FACE_TO_FACE = ("CALL", "CALLBACK"), ("TRADE_SHOW", "UC_SHOP")
SOURCES = (*BY_PHONE, *BY_PHONE, *FACE_TO_FACE, "WEB", "WEBFORM", "STORE", None)
PIPELINES = (0, 3)
PAID, DRAFT, LOST = "DT31_1:P", "DT31_1:N", "DT31_1:D"
# what a portal says of an amount: its currency, and that of the account it is converted into
MONEY = (("RUB", "RUB"), ("RUB", "RUB"), ("USD", "RUB"), ("RUB", "USD"), ("USD", "EUR"))
DELETED_EVERY = 13


def case() -> PresetCase:
    """Draw the year; every fourth moment is an invoice, and half of those belong to a deal."""
    random = Random(53)
    deals: list[Row] = []
    fields: list[Row] = []
    invoices: list[Row] = []
    relations: list[Row] = []
    sales: list[Sale] = []
    for number, at in enumerate(moments(random, ORDINARY_DEALS), start=900):
        client_id, written = a_note(random)
        in_field, comments = _places(written or "", random)
        money = _money(random)
        if number % DELETED_EVERY == 0:
            continue
        if number % 4 == 0:
            invoice = _invoice(number, at, money, random)
            invoices.append(invoice | {INVOICE_FIELD: in_field, "COMMENTS": comments})
            if random.randrange(2):
                relations.append(_relation(number))
                continue
            sold = invoice["STAGE_ID"] == PAID
        else:
            deal = _deal(number, at, money, random)
            deals.append(deal | {"COMMENTS": comments})
            # a deal whose fields were never filled may have no row of them
            if in_field or random.randrange(2):
                fields.append({"VALUE_ID": number, FIELD: in_field, f"{FIELD[:-1]}1": "112-204"})
            sold = _is_won(deal)
        revenue = _in_roubles(money)
        if sold and revenue is not None:
            sales.append(Sale(at, client_id, revenue))
    return PresetCase(
        preset="bitrix24",
        server="mariadb",
        orders="b_crm_deal",
        rows={
            "b_crm_deal": deals,
            "b_uts_crm_deal": fields,
            "b_crm_dynamic_items_31": invoices,
            "b_crm_status": [_stage(PAID, "S"), _stage(DRAFT, None), _stage(LOST, "F")],
            "b_crm_entity_relation": relations,
            "b_catalog_currency": [_currency("RUB", "Y"), _currency("USD", "N")],
        },
        sales=sales,
        options={
            "client_field": FIELD,
            "invoice_field": INVOICE_FIELD,
            "store_sources": [*FACE_TO_FACE],
            "pipelines": [*PIPELINES],
        },
        detected={"currency": "RUB"},
        time_zone=MOSCOW,
    )


def _places(written: str, random: Random) -> tuple[str, str]:
    """Write the note into the field, and another client's into the comment; or there alone."""
    if random.randrange(2):
        return "", f"<p>{written}</p>" if written.strip() else written
    return written, a_client_id(random) if written.strip() else ""


def _money(random: Random) -> Row:
    currency, account = random.choice(MONEY)
    return {
        "OPPORTUNITY": Decimal(random.randrange(0, 5_000_000)) / 100,
        "CURRENCY_ID": currency,
        "OPPORTUNITY_ACCOUNT": Decimal(random.randrange(0, 5_000_000)) / 100,
        "ACCOUNT_CURRENCY_ID": account,
    }


def _in_roubles(money: Row) -> Decimal | None:
    if money["CURRENCY_ID"] == "RUB":
        return Decimal(money["OPPORTUNITY"])
    return Decimal(money["OPPORTUNITY_ACCOUNT"]) if money["ACCOUNT_CURRENCY_ID"] == "RUB" else None


def _deal(number: int, at: datetime, money: Row, random: Random) -> Row:
    local = at.astimezone(MOSCOW).replace(tzinfo=None)
    closed = local.replace(hour=0, minute=0, second=0) + timedelta(random.randrange(60))
    return {
        **money,
        "ID": number,
        "DATE_CREATE": local,
        "DATE_MODIFY": closed,
        "CREATED_BY_ID": 1,
        "TITLE": a_client_id(random),
        "CATEGORY_ID": random.choice((*PIPELINES, *PIPELINES, 5)),
        "STAGE_SEMANTIC_ID": random.choice("SSSSPF"),
        "IS_RECURRING": random.choice("NNNNNNNY"),
        "CLOSEDATE": closed,
        "SOURCE_ID": random.choice(SOURCES),
        "ADDITIONAL_INFO": a_client_id(random),
    }


def _is_won(deal: Row) -> bool:
    return (
        deal["STAGE_SEMANTIC_ID"] == "S"
        and deal["IS_RECURRING"] == "N"
        and deal["SOURCE_ID"] in (*BY_PHONE, *FACE_TO_FACE)
        and deal["CATEGORY_ID"] in PIPELINES
    )


def _invoice(number: int, at: datetime, money: Row, random: Random) -> Row:
    local = at.astimezone(MOSCOW).replace(tzinfo=None)
    return {
        **money,
        "ID": number,
        "TITLE": a_client_id(random),
        "CREATED_BY": 1,
        "CREATED_TIME": local,
        "UPDATED_TIME": local,
        "STAGE_ID": random.choice((PAID, PAID, DRAFT, LOST)),
        "CLOSEDATE": local.date() + timedelta(7),
    }


def _relation(invoice: int) -> Row:
    """Say that the invoice belongs to the deal before it."""
    return {
        "SRC_ENTITY_TYPE_ID": 2,
        "SRC_ENTITY_ID": invoice - 1,
        "DST_ENTITY_TYPE_ID": 31,
        "DST_ENTITY_ID": invoice,
    }


def _stage(status: str, semantics: str | None) -> Row:
    return {
        "ENTITY_ID": "SMART_INVOICE_STAGE_1",
        "STATUS_ID": status,
        "NAME": status,
        "SORT": 10,
        "SYSTEM": "Y",
        "SEMANTICS": semantics,
    }


def _currency(code: str, base: str) -> Row:
    return {"CURRENCY": code, "BASE": base, "DATE_UPDATE": datetime(2025, 1, 1)}
