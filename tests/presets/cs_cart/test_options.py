"""What the options of CS-Cart's preset change."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from tests.databases.servers import Server
from tests.presets.cs_cart.case import ADMINISTRATOR, SOLD, case
from tests.presets.other_options import a_question, count_sales, filled
from tests.real_shops.moments import YEAR


def test_without_companies_every_vendor_counts_and_no_field_is_needed(mariadb: Server) -> None:
    drawn, days = case(), YEAR[130:140]
    wanted = [
        row
        for row in drawn.rows[drawn.orders]
        if row["issuer_id"] == ADMINISTRATOR
        and (row["is_parent_order"], row["status"] in SOLD) == ("N", True)
        and _day(row["timestamp"], drawn.time_zone) in days
    ]

    with filled(mariadb, drawn) as url:
        options = {"companies": [], "profile_field": 0}
        questions = [a_question(drawn, url, day, **options) for day in days]

        assert sum(map(count_sales, questions)) == len(wanted) > 0


def _day(seconds: int, zone: ZoneInfo) -> date:
    return datetime.fromtimestamp(seconds, zone).date()
