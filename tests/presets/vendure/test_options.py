"""What the options of Vendure's preset change."""

from datetime import date
from typing import Any

from tests.databases.servers import Server
from tests.presets.other_options import a_question, count_sales, filled
from tests.presets.vendure.case import SOLD, case

A_DAY = date(2025, 5, 14)


def test_time_kind_and_statuses_choose_the_orders(postgresql: Server) -> None:
    drawn = case()
    drafts = {
        row["orderId"] for row in drawn.rows["history_entry"] if '"to":"Draft"' in row["data"]
    }
    sold = [
        row
        for row in drawn.rows["order"]
        if row["id"] in drafts
        and row["orderPlacedAt"]
        and row["orderPlacedAt"].date() == A_DAY
        and row["currencyCode"] == "RUB"
    ]

    def count(**options: Any) -> int:
        return count_sales(a_question(drawn, url, A_DAY, time_kind="local", **options))

    with filled(postgresql, drawn, "TRUNCATE refund") as url:
        local, by_note = count(), count(client_field="id")
        shipped = count(statuses=["Shipped"])

    assert local == by_note == sum(row["state"] in SOLD for row in sold) > 0
    assert shipped == sum(row["state"] == "Shipped" for row in sold)
