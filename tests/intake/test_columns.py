"""How the columns of a file are understood, and how that is told."""

from pathlib import Path

import pytest

from app.intake.columns import find_columns, shape_of
from app.intake.faults import BadFile
from app.intake.remembered import MAX_SHAPES, remember, remembered

HEADERS = ("Дата", "Клиент", "Сумма, руб.", "Менеджер")


def test_known_names_are_guessed_and_the_guess_is_told() -> None:
    assert find_columns(HEADERS, {}, {}).told == [
        "Дата: date, by its name",
        "Клиент: client_id, by its name",
        "Сумма, руб.: revenue, by its name",
        "Менеджер: not used",
    ]


def test_what_is_said_wins_over_what_is_remembered_and_that_over_a_guess() -> None:
    columns = find_columns(
        ("Дата", "Клиент", "Сумма", "Оплата"), {"revenue": "оплата"}, {"comment": "Сумма"}
    )
    assert columns.told[2:] == ["Сумма: comment, as last time", "Оплата: revenue, as you said"]


def test_a_field_can_be_left_out() -> None:
    columns = find_columns(HEADERS, {"revenue": ""}, {})
    assert columns.told[2] == "Сумма, руб.: not used"
    assert find_columns(HEADERS, {}, columns.said()).told[2] == "Сумма, руб.: not used"


def test_a_column_of_times_alone_tells_the_date_too() -> None:
    assert find_columns(("Время", "user_id"), {}, {}).told[0] == "Время: date, by its name"


@pytest.mark.parametrize(
    ("headers", "said", "fault"),
    [
        (("Дата", "Сумма"), {}, "no column gives client_id: say --column client_id=HEADER"),
        (("Клиент",), {}, "no column gives date"),
        ((*HEADERS, "Выручка"), {}, "revenue may be 'Сумма, руб.' or 'Выручка'"),
        (HEADERS, {"cost": "Закуп"}, "cost: no column is called 'Закуп'; there are: Дата, Клиент"),
        ((*HEADERS, "Менеджер"), {"comment": "Менеджер"}, "2 columns are called 'Менеджер'"),
        (HEADERS, {"comment": "Клиент", "client_id": "Клиент"}, "'Клиент' is given two meanings"),
        ((*HEADERS, "Прибыль", "Себестоимость"), {}, "profit and cost are both given"),
        (("Дата", "Клиент", "Прибыль"), {}, "profit or cost needs revenue"),
    ],
)
def test_what_can_be_understood_in_two_ways_or_none_is_refused(
    headers: tuple[str, ...], said: dict[str, str], fault: str
) -> None:
    with pytest.raises(BadFile) as refusal:
        find_columns(headers, said, {})
    assert fault in str(refusal.value)


def test_a_mapping_is_remembered_by_shop_and_shape(tmp_path: Path) -> None:
    shape = shape_of(HEADERS)
    remember(tmp_path, "north", shape, {"revenue": "Сумма, руб."})

    assert remembered(tmp_path, "north", shape_of(("дата", "клиент", "сумма", "менеджер"))) == {
        "revenue": "Сумма, руб."
    }
    assert remembered(tmp_path, "south", shape) == {}
    assert remembered(tmp_path, "north", shape_of(HEADERS[1:])) == {}


def test_of_many_shapes_the_last_are_remembered(tmp_path: Path) -> None:
    for number in range(MAX_SHAPES + 1):
        remember(tmp_path, "north", str(number), {"date": "Дата"})

    assert remembered(tmp_path, "north", "0") == {}
    assert remembered(tmp_path, "north", "1") == {"date": "Дата"}
