"""The desk speaks Russian and English, whole sentences and right plurals, all of them."""

import gettext
import re
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from app.intake.faults import BadValue
from app.intake.money import read_money
from app.web import desk
from app.web.desk.verdict import _SENTENCES
from tests.web.desk.operator import Operator

HERE = Path(desk.__file__).parent
CATALOGUE = HERE / "translations" / "ru" / "LC_MESSAGES" / "desk.po"
RUSSIAN = gettext.translation("desk", HERE / "translations", ["ru"])
SAID = {"N_": None, "_": None, "ngettext": (1, 2), "plural": (1, 2)}
METHODS = [("**.py", "python"), ("**.html", "jinja2")]
PLACES = re.compile(r"%\(\w+\)s")


def catalogue() -> dict[str, list[str]]:
    """Every message and what it is in Russian."""
    with CATALOGUE.open("rb") as file:
        found = {
            message.id if isinstance(message.id, str) else message.id[0]: message.string
            for message in read_po(file)
        }
    return {
        key: [said] if isinstance(said, str) else list(said or ())
        for key, said in found.items()
        if key
    }


def test_every_message_is_said_in_russian() -> None:
    said = {
        message if isinstance(message, str) else message[0]
        for _, _, message, _, _ in extract_from_dir(HERE, METHODS, keywords=SAID)
    }
    known = catalogue()
    assert sorted(message for message in said if not all(known.get(message, [""]))) == []
    assert set(_SENTENCES.values()) <= said


def test_a_translation_keeps_the_places_of_its_message() -> None:
    for message, said in catalogue().items():
        for each in said:
            assert set(PLACES.findall(each)) == set(PLACES.findall(message)), message


def test_the_compiled_catalogue_is_that_of_the_source() -> None:
    for message, (first, *others) in catalogue().items():
        compiled = [RUSSIAN.gettext(message)] if not others else _forms(message)
        assert compiled == [first, *others]


def _forms(message: str) -> list[str]:
    return [RUSSIAN.ngettext(message, "", number) for number in (1, 2, 5)]


@pytest.mark.parametrize("text", ["", "x", "1,234", "1.2345", "1234567890 123"])
def test_what_is_wrong_with_an_amount_is_said_in_russian(text: str) -> None:
    with pytest.raises(BadValue) as bad:
        read_money(text)
    for english in (bad.value.reason, bad.value.cure):
        assert re.search("[а-я]", RUSSIAN.gettext(english)), english


def test_the_language_is_that_of_the_browser_until_another_is_chosen(anna: Operator) -> None:
    russian = {"Accept-Language": "ru-RU,ru;q=0.9,en;q=0.8"}
    assert "New sale" in anna.opens("/desk")
    assert '<html lang="ru">' in anna.opens("/desk", **russian)
    assert "Новая продажа" in anna.page.text
    assert "New sale" in anna.opens("/desk?language=en", **russian)
    assert "New sale" in anna.opens("/desk", **russian)
    assert "Новая продажа" in anna.opens("/desk?language=ru")
    assert "Новая продажа" in anna.opens("/desk?language=xx")


def test_amounts_times_and_plurals_are_russian(anna: Operator) -> None:
    anna.opens("/desk?language=ru")
    for _ in range(2):
        anna.sells("высокий", "1040.5", time="2026-11-21T10:00")
        anna.sends("/desk", unmatched="высокий")
    for said in (
        "Продажа 2 сохранена.",
        "2\u00a0081,00\u00a0₽",
        "21.11.2026 10:00",
        "2 продажи за сегодня без кода посетителя",
    ):
        assert said in anna.page.text


def test_a_problem_is_told_in_russian(anna: Operator) -> None:
    page = anna.opens("/desk/nothing", **{"Accept-Language": "ru"})
    assert (anna.page.status_code, anna.page.mimetype) == (404, "text/html")
    assert "Такой страницы нет" in page
