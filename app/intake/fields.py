"""The fields of a sale that a column may give, and what people call such columns."""

import re
from enum import StrEnum


class Field(StrEnum):
    """What a column of a file may mean."""

    DATE = "date"
    TIME = "time"
    CLIENT_ID = "client_id"
    CHANNEL = "channel"
    COUNT = "count"
    REVENUE = "revenue"
    COST = "cost"
    PROFIT = "profit"
    ID = "id"
    COMMENT = "comment"


NAMES = {
    Field.DATE: "дата, дата продажи, дата заказа, дата звонка, дата и время, дата время, date, "
    "sold at, created at, sale date, order date, datetime, date time",
    Field.TIME: "время, время продажи, время звонка, time",
    Field.CLIENT_ID: "клиент, ид клиента, id клиента, код клиента, номер клиента, посетитель, "
    "ид посетителя, id посетителя, код, user id, userid, client id, clientid, client, visitor id",
    Field.CHANNEL: "канал, канал продажи, способ, channel",
    Field.COUNT: "кол во продаж, количество продаж, кол во, количество, число продаж, count, "
    "sales, sales count",
    Field.REVENUE: "выручка, сумма, сумма продажи, сумма заказа, сумма чека, оплачено, итого, "
    "revenue, amount, sum, total",
    Field.COST: "себестоимость, закупка, закупочная стоимость, затраты, cost, cost price",
    Field.PROFIT: "прибыль, валовая прибыль, маржа, gross profit, profit, margin",
    Field.ID: "номер заказа, заказ, номер, номер продажи, номер чека, id заказа, ид заказа, "
    "id продажи, order id, order number, order, sale id, number, id",
    Field.COMMENT: "комментарий, комментарии, примечание, заметка, comment, comments, note, notes",
}
_FIELDS = {name: field for field, names in NAMES.items() for name in names.split(", ")}
_CURRENCY = re.compile(r"\b(?:руб|рублей|р|rub|rur|usd|eur|kzt|byn)\b")
_NOT_WORDS = re.compile(r"[\W_]+")


def plain_name(header: str) -> str:
    """Write a header without case, signs and currency: ``Сумма, руб.`` is ``сумма``."""
    words = _NOT_WORDS.sub(" ", header.casefold().replace("ё", "е").replace("№", " номер "))
    return " ".join(_CURRENCY.sub(" ", words).split())


def field_called(header: str) -> Field | None:
    """Tell which field people mean by a header, if it is a known name."""
    return _FIELDS.get(plain_name(header))
