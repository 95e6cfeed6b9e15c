"""Odoo 17 on PostgreSQL: a year of orders by phone and on the site, and the receipts of a till."""

from random import Random

from tests.presets.case import PresetCase
from tests.presets.odoo.company import Company
from tests.presets.odoo.orders import add_order
from tests.presets.odoo.receipts import add_receipts
from tests.real_shops.moments import moments

ORDINARY_ORDERS = 4_000


def case() -> PresetCase:
    """Draw the company: half of its sales are orders, half are receipts."""
    random, company = Random(29), Company()
    company.rows["res_currency"] = [{"id": 1, "name": "USD", "symbol": "$"}]
    company.rows["res_currency"].append({"id": 31, "name": "RUB", "symbol": "₽"})
    company.rows["res_company"] = [
        {"id": number, "name": f"Company {number}", "partner_id": 1, "currency_id": 31}
        for number in (1, 2)
    ]
    for moment in moments(random, ORDINARY_ORDERS):
        add = add_order if random.randrange(2) == 0 else add_receipts
        add(company, moment, random)
    return PresetCase(
        preset="odoo",
        server="postgresql",
        orders="sale_order",
        rows=company.rows,
        sales=company.sales,
        options={"client_field": "x_client_id", "margin_field": "margin"},
        detected={
            "currency": "RUB",
            "website_field": "website_id",
            "margin_field": "margin",
            "till_note": "note",
        },
    )
