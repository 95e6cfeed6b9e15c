"""Vtiger with the clock of its shop: a year of opportunities among records of other modules."""

from datetime import datetime
from decimal import Decimal
from random import Random
from zoneinfo import ZoneInfo

from tests.presets.case import PresetCase, Row
from tests.real_shops.moments import moments
from tests.real_shops.operators import a_client_id, a_note
from tests.real_shops.truth import Sale

ZONE = ZoneInfo("America/Santiago")
ORDINARY_RECORDS = 2_000
OTHER_MODULES = ("Contacts", "Emails", "Invoice")
STAGES = ("Closed Won", "Closed Won", "Closed Won", "Handed over", "Closed Lost", "Prospecting")
WON = ("Closed Won", "Handed over")
SOURCES = ("Cold Call", "Existing Customer", "Web Site", "Landing page", "", None)
SITE = ("Web Site", "Landing page")
OUR_FIELD, OTHER_FIELD = "cf_853", "cf_851"
PURGED_EVERY = 11


def case() -> PresetCase:
    """Draw the year; every fifth record is of another module, some are gone for good."""
    random = Random(720)
    tables: dict[str, list[Row]] = {name: [] for name in ("record", "deal", "field", "invoice")}
    sales: list[Sale] = []
    for number, at in enumerate(moments(random, ORDINARY_RECORDS), start=30_000):
        client_id, written = a_note(random)
        record, deal = _record(number, at, written, random), _deal(number, random)
        if number % PURGED_EVERY == 0:
            continue
        tables["record"].append(record)
        if record["setype"] == "Potentials":
            tables["deal"].append(deal)
            tables["field"] += _fields(record, random)
            if not record["deleted"] and deal["sales_stage"] in WON and is_ours(deal):
                sales.append(Sale(at, client_id, deal["amount"]))
        elif record["setype"] == "Invoice":
            tables["invoice"].append(_invoice(record))
    return PresetCase(
        preset="vtiger",
        server="mariadb",
        orders="vtiger_potential",
        rows={
            "vtiger_crmentity": tables["record"],
            "vtiger_potential": tables["deal"],
            "vtiger_potentialscf": tables["field"],
            "vtiger_invoice": tables["invoice"],
            "vtiger_field": [_field(OUR_FIELD, "Client ID"), _field(OTHER_FIELD, "Доставка")],
            "vtiger_currency_info": [_currency("CLP", -11), _currency("USD", 0)],
        },
        sales=sales,
        options={
            "client_column": OUR_FIELD,
            "stages": [*WON],
            "site_sources": [*SITE],
            "time_kind": "local",
        },
        detected={"client_column": OUR_FIELD, "currency": "CLP"},
        time_zone=ZONE,
        currency="CLP",
    )


def is_ours(deal: Row) -> bool:
    """Tell whether a deal was not made on the site."""
    return deal["leadsource"] not in SITE


def _record(number: int, at: datetime, written: str | None, random: Random) -> Row:
    local = at.astimezone(ZONE).replace(tzinfo=None)
    is_deal = number % 5 != 0
    return {
        "crmid": number,
        "setype": "Potentials" if is_deal else random.choice(OTHER_MODULES),
        "description": written,
        "createdtime": local,
        "modifiedtime": local,
        "deleted": int(random.randrange(12) == 0),
    }


def _deal(number: int, random: Random) -> Row:
    return {
        "potentialid": number,
        "potential_no": f"POT{number}",
        "potentialname": f"Заказ {a_client_id(random)}",
        "amount": Decimal(random.randrange(0, 5_000_000)) / 100,
        "sales_stage": random.choice(STAGES),
        "leadsource": random.choice(SOURCES),
        "nextstep": a_client_id(random),
    }


def _fields(record: Row, random: Random) -> list[Row]:
    """Move what was written into the custom field of half the deals; give the fields' row."""
    written, row = record["description"], {OTHER_FIELD: a_client_id(random)}
    if random.randrange(2) == 0 and written is not None and written.strip():
        record["description"], row[OUR_FIELD] = "осторожно, собака", written
    elif random.randrange(2) == 0:
        return []
    return [{"potentialid": record["crmid"], **row}]


def _invoice(record: Row) -> Row:
    return {
        "invoiceid": record["crmid"],
        "invoicedate": record["createdtime"].date(),
        "total": Decimal(100),
        "invoicestatus": "Paid",
    }


def _field(column: str, label: str) -> Row:
    return {
        "tabid": 2,
        "columnname": column,
        "tablename": "vtiger_potentialscf",
        "generatedtype": 2,
        "uitype": "1",
        "fieldname": column,
        "fieldlabel": label,
        "readonly": 1,
    }


def _currency(code: str, default: int) -> Row:
    return {"currency_name": code, "currency_code": code, "defaultid": str(default)}
