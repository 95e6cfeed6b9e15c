"""PrestaShop 9: a year of orders of two shops, in two currencies, some of them given back."""

from datetime import datetime, timedelta
from decimal import Decimal
from random import Random
from zoneinfo import ZoneInfo

from tests.presets.case import PresetCase, Row
from tests.presets.prestashop.parts import draw_lines, draw_slips, write_note
from tests.real_shops.moments import moments
from tests.real_shops.operators import a_client_id, a_note
from tests.real_shops.truth import Sale

ZONE = ZoneInfo("America/Santiago")
PREFIX = "psx_"
ORDINARY_ORDERS = 1_500
CHECKOUT, EMPLOYEE = 0, 4
# paid and logable by number, as PrestaShop installs them; 20 is the shop's own
FLAGS = {
    **{1: (0, 0), 2: (1, 1), 3: (1, 1), 4: (1, 1), 5: (1, 1), 6: (0, 0), 7: (0, 0)},
    **{8: (0, 0), 9: (1, 0), 10: (0, 0), 11: (1, 1), 12: (0, 0), 13: (0, 0), 20: (0, 1)},
}
STATES = (2, 3, 4, 5, 9, 11, 20, *FLAGS)
RATES = {1: Decimal(1), 2: Decimal("0.001054")}
CONFIGURATION = (
    ("PS_TIMEZONE", str(ZONE), None),
    ("PS_CURRENCY_DEFAULT", "1", None),
    # another shop of the installation has its own
    ("PS_CURRENCY_DEFAULT", "2", 3),
)
DELETED_EVERY = 12


def case() -> PresetCase:
    """Draw the year; the third shop is another brand's and not to be counted."""
    random = Random(61)
    parts = ("order_history", "order_detail", "order_slip", "message", "customer_thread")
    names = ("orders", *parts, "customer_message")
    rows: dict[str, list[Row]] = {f"{PREFIX}{name}": [] for name in names}
    sales: list[Sale] = []
    for number, at in enumerate(moments(random, ORDINARY_ORDERS), start=400):
        client_id, written = a_note(random)
        order = _order(number, at, random)
        notes = write_note(order, written or "", random)
        author = random.choice((CHECKOUT, EMPLOYEE, EMPLOYEE))
        lines, cost = draw_lines(number, random)
        slips, returned = draw_slips(order, random)
        if number % DELETED_EVERY == 0:
            continue
        drawn = ([order], _history(order, author), lines, slips, *notes)
        for table, added in zip(rows.values(), drawn, strict=True):
            table.extend(added)
        if author == EMPLOYEE and order["id_shop"] != 3 and any(FLAGS[order["current_state"]]):
            sales.extend(_sales(at, client_id, order, cost, returned))
    return PresetCase(
        preset="prestashop",
        server="mariadb",
        orders=f"{PREFIX}orders",
        rows={
            **rows,
            f"{PREFIX}order_state": [_state(number) for number in FLAGS],
            f"{PREFIX}configuration": [_setting(*each) for each in CONFIGURATION],
            f"{PREFIX}currency": [_currency(1, "CLP"), _currency(2, "USD")],
        },
        sales=sales,
        options={"prefix": PREFIX, "shops": [1, 2]},
        detected={
            "prefix": PREFIX,
            "note_field": "note",
            "time_zone": str(ZONE),
            "currency": "CLP",
        },
        time_zone=ZONE,
        currency="CLP",
    )


def _order(number: int, at: datetime, random: Random) -> Row:
    local = at.astimezone(ZONE).replace(tzinfo=None)
    currency = random.choice((1, 1, 1, 2))
    total = Decimal(random.randrange(1_000, 90_000_000)) / 1_000 * RATES[currency]
    total = total.quantize(Decimal("0.000001"))
    state = random.choice(STATES)
    return {
        "id_order": number,
        # a cart that was split has orders of one reference
        "reference": f"R{number // 2}",
        "id_shop": random.choice((1, 1, 2, 3)),
        "id_carrier": 1,
        "id_lang": 1,
        "id_customer": number % 70 + 1,
        "id_cart": number // 2,
        "id_currency": currency,
        "id_address_delivery": 1,
        "id_address_invoice": 1,
        "current_state": state,
        "payment": "Cash",
        "conversion_rate": RATES[currency],
        "module": "bo_order",
        "gift_message": a_client_id(random),
        "total_paid": total,
        "total_paid_tax_incl": total,
        "total_paid_tax_excl": total / 2,
        "total_paid_real": random.choice((total, Decimal(0))),
        "valid": FLAGS[state][1],
        "date_add": local,
        "date_upd": local,
    }


def _history(order: Row, author: int) -> list[Row]:
    """Whoever made the order, employees change its statuses later."""
    first, later = order["id_order"] * 2, order["id_order"] * 2 + 1
    steps = ((first, author, 10), (later, EMPLOYEE, order["current_state"]))
    return [
        {
            "id_order_history": number,
            "id_employee": employee,
            "id_order": order["id_order"],
            "id_order_state": state,
            "date_add": order["date_add"] + timedelta(days=number - first),
        }
        for number, employee, state in steps
    ]


def _state(number: int) -> Row:
    paid, logable = FLAGS[number]
    return {"id_order_state": number, "paid": paid, "logable": logable}


def _setting(name: str, value: str, shop: int | None) -> Row:
    written = datetime(2024, 1, 1)
    return {"name": name, "value": value, "id_shop": shop, "date_add": written, "date_upd": written}


def _currency(number: int, code: str) -> Row:
    return {
        "id_currency": number,
        "name": code,
        "iso_code": code,
        "conversion_rate": RATES[number],
    }


def _sales(
    at: datetime, client_id: str | None, order: Row, cost: Decimal | None, returned: Decimal
) -> list[Sale]:
    total, rate = order["total_paid_tax_incl"], order["conversion_rate"]
    is_given_back = returned > 0 and returned >= total
    sale = Sale(
        at, client_id, total / rate, None if is_given_back else cost, int(not is_given_back)
    )
    if not returned:
        return [sale]
    known = None if is_given_back or cost is None else Decimal(0)
    return [sale, Sale(at, client_id, -returned / rate, known, 0)]
