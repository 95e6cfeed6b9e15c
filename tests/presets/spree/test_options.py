"""What the options of Spree's preset change, and the tables of the newest Spree."""

from datetime import date, timedelta
from typing import Any

from app.database.driver import Limits
from app.database.reading import Reader
from app.shops.detection import detect
from app.shops.preset_file import read_preset
from config.shops import PRESETS
from tests.databases.servers import Server
from tests.presets.case import PresetCase
from tests.presets.other_options import a_question, count_sales, filled
from tests.presets.spree.case import case, is_placed, is_sale

A_DAY = date(2025, 5, 14)
NEWEST = (
    "ALTER TABLE spree_orders RENAME special_instructions TO customer_note",
    "ALTER TABLE spree_orders DROP channel, ADD channel_id bigint",
)


def count(drawn: PresetCase, url: str, **options: Any) -> int:
    return count_sales(a_question(drawn, url, A_DAY, **options))


def test_named_channels_and_payment_states_choose_the_orders(postgresql: Server) -> None:
    drawn = case()
    placed = [
        row
        for row in drawn.rows["spree_orders"]
        if is_placed(row) and (row["completed_at"] + timedelta(hours=3)).date() == A_DAY
    ]
    in_channel = [row for row in placed if row["channel"] == "phone"]
    paid = [row for row in placed if is_sale(row) and row["payment_state"] == "paid"]

    with filled(postgresql, drawn, "TRUNCATE spree_refunds") as url:
        assert count(drawn, url, channels=["phone"]) == len(in_channel) > 0
        assert count(drawn, url, payment_statuses=["paid"]) == len(paid) > 0


def test_the_newest_spree_keeps_the_note_and_the_channel_elsewhere(postgresql: Server) -> None:
    drawn = case()
    with filled(postgresql, drawn) as url:
        counted = count(drawn, url)

    with filled(postgresql, drawn, *NEWEST) as url:
        reader = Reader(url, Limits(query_timeout_seconds=60))
        (found,) = reader.read(lambda session: detect(session, [read_preset(PRESETS / "spree")]))
        reader.forget_sessions()

        assert found.options == {"client_field": "customer_note"}
        assert count(drawn, url, channel_field="channel_id", **found.options) == counted > 0
