"""What the options of nopCommerce's preset change."""

from datetime import date, timedelta

from tests.databases.servers import Server
from tests.presets.case import Row
from tests.presets.nopcommerce.case import case
from tests.presets.nopcommerce.rows import BY_STAFF
from tests.presets.other_options import a_question, count_sales, filled

A_DAY = date(2025, 5, 14)


def test_statuses_of_orders_and_payments_and_stores_choose_the_orders(postgresql: Server) -> None:
    drawn = case()
    by_staff = {row["OrderId"] for row in drawn.rows["OrderNote"] if row["Note"] == BY_STAFF}
    placed = [
        row
        for row in drawn.rows["Order"]
        if row["Id"] in by_staff
        and (row["CreatedOnUtc"] + timedelta(hours=3)).date() == A_DAY
        and row["OrderStatusId"] != 40
        and not row["Deleted"]
    ]

    def wanted(rows: list[Row], store: int) -> int:
        return sum(row["StoreId"] == store for row in rows)

    complete = [row for row in placed if row["OrderStatusId"] == 30]
    paid = [row for row in placed if row["PaymentStatusId"] == 30]

    def count(**options: list[int]) -> int:
        return count_sales(a_question(drawn, url, A_DAY, **options))

    with filled(postgresql, drawn, 'UPDATE "Order" SET "RefundedAmount" = 0') as url:
        first = count(statuses=[30], payment_statuses=[])
        by_payment = count(statuses=[], payment_statuses=[30])
        every_store = count(statuses=[30], payment_statuses=[], stores=[])

    assert (first, by_payment) == (wanted(complete, 1), wanted(paid, 1))
    assert every_store == len(complete) >= first > 0
