"""1C-Bitrix: a year of orders of three sites, from the site, the phone, 1C and marketplaces."""

from datetime import datetime
from decimal import Decimal
from random import Random
from zoneinfo import ZoneInfo

from tests.presets.bitrix.lines import CATALOG, Lines, draw_lines
from tests.presets.bitrix.payments import draw_payments
from tests.presets.case import PresetCase, Row
from tests.real_shops.moments import moments
from tests.real_shops.operators import a_client_id, a_note
from tests.real_shops.truth import Sale

ZONE = ZoneInfo("America/Santiago")
ORDINARY_ORDERS = 1_500
# W is the shop's own status, "handed over"; N, S and D are Bitrix's
SOLD = ("P", "F", "W")
STATUSES = (*SOLD, *SOLD, "N", "S", "D")
OPERATOR, EXCHANGE = 7, 3
SITES = ("s1", "s2", "s3")
CODE = "VISITOR"
DELETED_EVERY = 11


def case() -> PresetCase:
    """Draw the year; s3 is another brand's site, which is not to be counted."""
    random = Random(41)
    names = ("order", "order_props_value", "order_payment", "basket", "tp_order")
    rows: dict[str, list[Row]] = {f"b_sale_{name}": [] for name in names}
    sales: list[Sale] = []
    for number, at in enumerate(moments(random, ORDINARY_ORDERS), start=5_000):
        client_id, written = a_note(random)
        order = _order(number, at, random)
        fields = _write(order, written or "", random)
        payments, returned = draw_payments(number, order["PRICE"], order["CURRENCY"], at, random)
        lines = draw_lines(number, at, random)
        market = [_market(number)] if random.randrange(15) == 0 else []
        if number % DELETED_EVERY == 0:
            continue
        drawn = ([order], fields, payments, lines.rows, market)
        for table, added in zip(rows.values(), drawn, strict=True):
            table.extend(added)
        if not market and _is_sold(order):
            sales.extend(_sales(at, client_id, order["PRICE"], returned, lines))
    return PresetCase(
        preset="bitrix",
        server="mariadb",
        orders="b_sale_order",
        rows={
            **rows,
            "b_sale_status": [{"ID": status} for status in sorted({*STATUSES})],
            "b_catalog_product": CATALOG,
            "b_catalog_currency": [_currency("CLP", "Y"), _currency("USD", "N")],
        },
        sales=sales,
        options={
            "statuses": [*SOLD],
            "sites": [*SITES[:2]],
            "client_code": CODE,
            "cost": "current",
        },
        detected={"currency": "CLP"},
        time_zone=ZONE,
        currency="CLP",
    )


def _order(number: int, at: datetime, random: Random) -> Row:
    local = at.astimezone(ZONE).replace(tzinfo=None)
    buyer = 100 + number % 50
    # a visitor without a login has no creator, a buyer with one is it himself; 1C pushes its own
    creator = random.choice((OPERATOR, OPERATOR, OPERATOR, EXCHANGE, buyer, None))
    return {
        "ID": number,
        "ACCOUNT_NUMBER": f"{number}/1",
        "LID": random.choice((*SITES[:2], *SITES)),
        "PERSON_TYPE_ID": random.choice((1, 2)),
        "PAYED": random.choice("YN"),
        "CANCELED": random.choice("YNNNNNNN"),
        "STATUS_ID": random.choice(STATUSES),
        "DATE_STATUS": local,
        "PRICE": Decimal(random.randrange(0, 50_000_000)) / 10_000,
        "CURRENCY": random.choice(("CLP",) * 9 + ("USD",)),
        "USER_ID": buyer,
        "CREATED_BY": creator,
        "EXTERNAL_ORDER": "Y" if creator == EXCHANGE else "N",
        "ID_1C": str(number) if random.randrange(2) else None,
        "ADDITIONAL_INFO": a_client_id(random),
        "ORDER_TOPIC": a_client_id(random),
        "DATE_INSERT": local,
        "DATE_UPDATE": local,
    }


def _write(order: Row, written: str, random: Random) -> list[Row]:
    """Put the note into the property or a comment; a place of less weight tells of another."""
    place = random.randrange(3)
    is_told = any(character.isdecimal() for character in written)
    other = a_client_id(random) if is_told else ""
    in_field, comments, description = (
        written if each == place else ("" if each < place else other) for each in range(3)
    )
    order["COMMENTS"] = comments or random.choice(("", None, "осторожно, собака"))
    order["USER_DESCRIPTION"] = description
    fields = [_field(order, "ORDER", CODE, in_field), _field(order, "ORDER", "PHONE", other)]
    if in_field.strip() and random.randrange(5) == 0:
        fields.append(_field(order, "SHIPMENT", CODE, in_field))
    return fields


def _field(order: Row, entity: str, code: str, value: str) -> Row:
    """Each type of payer has properties of its own under the same codes."""
    return {
        "ORDER_ID": order["ID"],
        "ORDER_PROPS_ID": order["PERSON_TYPE_ID"] * 10 + (code == CODE),
        "NAME": code.lower(),
        "CODE": code,
        "VALUE": value,
        "ENTITY_ID": order["ID"],
        "ENTITY_TYPE": entity,
    }


def _market(number: int) -> Row:
    return {"ORDER_ID": number, "TRADING_PLATFORM_ID": 2, "EXTERNAL_ORDER_ID": str(number)}


def _currency(code: str, base: str) -> Row:
    return {"CURRENCY": code, "BASE": base, "DATE_UPDATE": datetime(2025, 1, 1)}


def _is_sold(order: Row) -> bool:
    return (
        order["CREATED_BY"] in (OPERATOR, EXCHANGE)
        and order["LID"] != "s3"
        and order["CANCELED"] == "N"
        and order["CURRENCY"] == "CLP"
        and (order["PAYED"] == "Y" or order["STATUS_ID"] in SOLD)
    )


def _sales(
    at: datetime, client_id: str | None, price: Decimal, returned: Decimal, lines: Lines
) -> list[Sale]:
    if returned and returned == price:
        return [Sale(at, client_id, price, None, 0), Sale(at, client_id, -price, None, 0)]
    sale = Sale(at, client_id, price, lines.cost)
    if not returned:
        return [sale]
    cost = None if lines.cost is None else Decimal(0)
    return [sale, Sale(at, client_id, -returned, cost, 0)]
