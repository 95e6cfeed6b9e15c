"""What the options of Django-Oscar's preset change."""

from datetime import date, timedelta

from tests.databases.servers import Server
from tests.presets.django_oscar.case import case
from tests.presets.other_options import a_question, count_sales, filled

A_DAY = date(2025, 5, 14)


def test_notes_alone_and_every_status_may_count(postgresql: Server) -> None:
    drawn = case()
    noted = {
        row["order_id"]
        for row in drawn.rows["order_ordernote"]
        if row["note_type"] == "Info" and any(map(str.isdecimal, row["message"]))
    }
    wanted = [
        row
        for row in drawn.rows["order_order"]
        if row["id"] in noted
        and (row["date_placed"] + timedelta(hours=3)).date() == A_DAY
        and row["currency"] == "RUB"
    ]

    options = {"client_field": "id", "cancelled": [], "sites": []}
    with filled(postgresql, drawn, "TRUNCATE payment_source") as url:
        counted = count_sales(a_question(drawn, url, A_DAY, **options))

    assert counted == len(wanted) > 0
