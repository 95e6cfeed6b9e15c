"""What the answers must say, worked out from the bare rows without a line of Shopstat's code."""

import json
import re
from base64 import b64encode
from collections.abc import Mapping, Sequence
from contextlib import closing
from datetime import date
from typing import Any
from urllib.request import Request, urlopen

from benchmarks.bare_sql import BareSQL
from benchmarks.http_client import OverHTTP
from benchmarks.workload import CALLS, GIANT, since_and_until

Sales = Sequence[tuple[str | None, Any, Any]]
Rows = dict[str, tuple[int, int, int]]

# How many of the last digits of an operator's text are the id.
_DIGITS = {CALLS: 6, GIANT: 8}


class Unequal(Exception):
    """An answer is not what the bare rows say; nothing is measured then."""


def prove(server: OverHTTP, sql: BareSQL, day: date) -> None:
    """Raise ``Unequal`` unless the server's answer is what the rows of the table say."""
    answered, true = _answered(server, day), _rows(_sales(sql, day), _DIGITS[sql.table])
    if answered != true:
        wrong = next(key for key in true | answered if true.get(key) != answered.get(key))
        raise Unequal(
            f"{sql.database.name}, {sql.table}, {day}: the answer says {answered.get(wrong)} "
            f"of {wrong}, the rows say {true.get(wrong)}"
        )


def prove_complete(sql: BareSQL, day: date) -> None:
    """Raise ``Unequal`` unless the bare SQL's JSON counts every sale of the day."""
    counted = sum(row["count"] for row in json.loads(sql.json(day))["data"])
    if counted != (sales := len(_sales(sql, day))):
        raise Unequal(f"{sql.database.name}, {day}: the bare SQL counts {counted} of {sales} sales")


def fetch(server: OverHTTP, day: date) -> tuple[bytes, Mapping[str, str]]:
    """Return a day's answer and its headers."""
    address = f"http://127.0.0.1:{server.port}/stat?date={day}"
    authorization = f"Basic {b64encode(server.account.encode()).decode()}"
    request = Request(address, headers={"Authorization": authorization})
    with urlopen(request) as response:  # noqa: S310  http, ours
        return response.read(), dict(response.headers)


def _sales(sql: BareSQL, day: date) -> Sales:
    mark = "?" if sql.database.name == "sqlite" else "%s"
    bounds = f"called_at >= {mark} AND called_at < {mark}"
    select = f"SELECT client_id, amount, cost FROM {sql.table} WHERE {bounds}"  # noqa: S608  our own names
    with closing(sql.database.connect()) as connection, closing(connection.cursor()) as cursor:
        cursor.execute(select, since_and_until(day))
        return list(cursor.fetchall())


def _answered(server: OverHTTP, day: date) -> Rows:
    """Read amounts as minor units; one without exactly two decimals comes out wrong."""
    data = json.loads(fetch(server, day)[0], parse_float=_without_point)["data"]
    return {row["user_id"]: (row["count"], row["revenue"], row["gross_profit"]) for row in data}


def _without_point(amount: str) -> int:
    return int(amount.replace(".", ""))


def _rows(sales: Sales, length: int) -> Rows:
    rows: Rows = {}
    for text, amount, cost in sales:
        digits = re.sub(r"\D", "", text or "")[-length:]
        if len(digits) == length:
            client_id = f"{digits[: length // 2]}-{digits[length // 2 :]}"
            count, revenue, profit = rows.get(client_id, (0, 0, 0))
            minor_units = round(amount * 100)
            gained = minor_units - round(cost * 100)
            rows[client_id] = (count + 1, revenue + minor_units, profit + gained)
    return rows
