"""What the options of Saleor's preset change."""

from datetime import date

from tests.databases.servers import Server
from tests.presets.case import MOSCOW
from tests.presets.other_options import a_question, count_sales, filled
from tests.presets.saleor.case import SOLD, case

A_DAY = date(2025, 4, 5)


def test_refunds_charges_and_origins_are_chosen_by_their_statuses(postgresql: Server) -> None:
    drawn = case()
    sold = [
        row
        for row in drawn.rows["order_order"]
        if row["created_at"].astimezone(MOSCOW).date() == A_DAY
        and row["status"] in SOLD
        and row["channel_id"] == 1
    ]
    drafts = [row for row in sold if row["origin"] == "draft"]
    charged = [row for row in drafts if row["charge_status"] == "full"]

    def count(url: str, **options: list[str]) -> int:
        return count_sales(a_question(drawn, url, A_DAY, **options))

    with filled(postgresql, drawn) as url:
        counted = count(url)
        without = count(url, refund_statuses=[])
        full = count(url, refund_statuses=[], charge_statuses=["full"])
        origins = ["draft", "checkout", "reissue", "bulk_create"]
        every = count(url, refund_statuses=[], origins=origins)

    assert (without, full, every) == (len(drafts), len(charged), len(sold))
    assert 0 < counted < without < every
