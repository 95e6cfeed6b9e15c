"""PrestaShop before 1.7.8, whose orders have no private note, and all shops of an installation."""

from collections.abc import Iterator

import pytest

from app.database.driver import Limits
from app.database.reading import Reader
from app.shops.detection import detect
from app.shops.preset_file import read_preset
from config.shops import PRESETS
from tests.databases.servers import Server
from tests.presets.other_options import a_question, count_sales, filled
from tests.presets.prestashop.case import EMPLOYEE, FLAGS, PREFIX, case
from tests.real_shops.moments import YEAR

TEN_DAYS = YEAR[130:140]
CASE = case()
NO_SLIPS = "DELETE FROM psx_order_slip"
NO_NOTE = "ALTER TABLE psx_orders DROP note"


@pytest.fixture(scope="module")
def url(mariadb: Server) -> Iterator[str]:
    with filled(mariadb, CASE, NO_SLIPS, NO_NOTE) as url:
        yield url


def test_an_old_database_is_told_by_its_missing_note(url: str) -> None:
    reader = Reader(url, Limits(query_timeout_seconds=60))

    (found,) = reader.read(lambda session: detect(session, [read_preset(PRESETS / "prestashop")]))
    reader.forget_sessions()

    assert (found.options["note_field"], found.sources) == ("gift_message", ("phone",))


def test_without_shops_every_shop_counts(url: str) -> None:
    steps = CASE.rows[f"{PREFIX}order_history"]
    typed = {step["id_order"] for step in steps[::2] if step["id_employee"] == EMPLOYEE}
    wanted = [
        row
        for row in CASE.rows[CASE.orders]
        if row["id_order"] in typed
        and any(FLAGS[row["current_state"]])
        and row["date_add"].date() in TEN_DAYS
    ]

    questions = [
        a_question(CASE, url, day, shops=[], note_field="gift_message") for day in TEN_DAYS
    ]

    assert sum(map(count_sales, questions)) == len(wanted) > 0
