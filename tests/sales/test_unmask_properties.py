"""What unmasking promises for every format, mask and text."""

import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from app.sales.client_id import BadFormat, ClientID, ClientIDFormat
from app.sales.mask import Mask, masked
from app.sales.spelling import Spelling, plain_text
from app.sales.unmask import Unmask, Unreadable

SLOW_TO_COMPILE = settings(deadline=None)
ALL_MASKS = frozenset(Mask)
DIGITS, LETTERS = "0123456789", "ABXYZabiopxyz"
NOTES = [
    *("{id} тел. +7 495 123-45-67", "{id} +79161234567", "8 (916) 123-45-67 {id}", "№{glued}"),
    *("{id} от 22.11.2026", "{glued} 22.11.26", "2026-11-22 {id}", "{id} 22 ноября", "10:30 {id}"),
    *("{id}, 1500 руб", "{id} 12345 руб", "{glued} 1 500 руб", "{id} 500 руб", "{id} 12 500,00"),
    *("{id} {glued}", "{id} / №{id}", "Иван {id} (перезвонить)", "клиент {glued} Москва"),
    *("арт. 80250-{id} 22.11.2026 1500 руб", "10250-{id}", "корзина {glued} 1500 руб", "{id} 2 шт"),
]
SIGNS = {"9": DIGITS, "A": LETTERS, "*": DIGITS + LETTERS}
EXAMPLES = [
    *("999-999", "A99-999", "9999", "9+", "AA*+-99", "99-99", "9999-99", "9+-9+", "AAAA", "*+"),
    *("999.999", "ID-99", "99-99-99", "99", "999-999-999"),
]
PHONE = r"(\+7|8)[ -]?(\([0-9]{3}\)|[0-9]{3})[ -]?[0-9]{3}([ -]?[0-9]{2}){2}"
UNMASKS = [Unmask(ClientIDFormat.parse(format), ALL_MASKS) for format in EXAMPLES]


@st.composite
def formats(draw: st.DrawFn) -> ClientIDFormat:
    places = st.sampled_from([*"99AA**-_./: #", "9+", "A+", "*+", "ID", "7", "К"])
    example = st.sampled_from(EXAMPLES)
    text = draw(example | st.lists(places, min_size=1, max_size=8).map("".join))
    try:
        return ClientIDFormat.parse(text)
    except BadFormat:
        assume(False)
        raise


@st.composite
def ids(draw: st.DrawFn, format: ClientIDFormat) -> ClientID:
    parts = [
        draw(st.text(SIGNS.get(place.sign, place.sign), min_size=1, max_size=most))
        for place in format.places
        for most in [6 if place.repeated else 1]
    ]
    client_id = "".join(parts)
    assume(client_id.lower() not in {"no", "nil", "none", "null", "nan", "n/a"})
    return ClientID(client_id)


articles = st.from_regex(r"[0-9A-ZА-Яa-z][0-9A-Za-z-]{0,12}", fullmatch=True)

notes = st.lists(
    st.sampled_from(
        [
            *("587", "963", "587-963", "587963", "8", "+7", "495", "10250", "22.11.2026", "10:30"),
            *("-", " ", " ", "–", ".", ",", "/", ":", "(", ")", "\n", "№", "_", "\u00a0", "\u200b"),
            *("руб", "₽", "$", "тел.", "арт. ", "корзина ", "id ", "заказ ", "Иван", "AB12", "x"),
        ]
    )
    | st.text("0123456789- ", max_size=6),
    max_size=12,
).map("".join)
texts = notes | st.text(max_size=60) | st.text("0123456789-", max_size=30)


@st.composite
def labelled(draw: st.DrawFn, format: ClientIDFormat) -> str:
    label = st.sampled_from(
        ["арт", "Артикул", "art", "SKU", "код товара", "корзина", "cart", "id", "промокод", "cid"]
    )
    signs = st.text(" :.№#-", max_size=5)
    words = st.sampled_from(["", "", "номер", "no", "id", "10250-", "10250 ", "X_1/", "587-963-"])
    return "".join(draw(each) for each in (label, signs, words, signs, ids(format), notes | signs))


NUMBER_FORMATS = [
    *("999-999", "9999", "99-99", "9999-9999", "999.999", "99 99", "7-999", "999999", "99/999"),
    *("999-9999999", "999999999", "9999999999", "99999999999", "99-9999", "9999-99", "999–999"),
    *("99-99-99", "8-999-999", "9+-9+", "9+", "-99", "99--99", "99№99"),
]
SHOWN = ["арт. 10250-", "арт. A1x-", "арт. 587-963-", "корзина "]
USUAL_BEFORE, USUAL_AFTER = ["", " ", "  ", "№", "№ ", "# ", " #"], ["", " ", "  "]
BEFORE = [
    *("   ", " # ", "##", "\u00a0", "\u200b", "\0", "id ", "8 ", "1-", "Арт. 1-", "арт.10250-"),
    *("арт. 1_2-", "арт. ", f"арт. {'7' * 70}-", "корзина № ", "корзина  ", "Корзина "),
]
AFTER = ["   ", ".", "\n", "\u200b", "\0", "-1", " 2", " руб", "-"]
USUAL_SEPARATORS = ["-", "–", "—", " ", "", " - ", " – "]


@st.composite
def alone(draw: st.DrawFn, format: ClientIDFormat) -> str:
    """Write an id by itself: as most operators do, as the site does, or nearly so."""
    usual = st.sampled_from(USUAL_BEFORE), st.sampled_from(USUAL_SEPARATORS)
    shown = st.sampled_from(SHOWN), st.just("-")
    near = st.sampled_from(BEFORE), st.sampled_from([*USUAL_SEPARATORS, "_", "--", ".", "/"])
    before, separator = map(draw, draw(st.sampled_from([usual, usual, shown, near])))
    after = draw(st.sampled_from(USUAL_AFTER) | st.sampled_from(AFTER))
    digits = st.text(DIGITS, min_size=1, max_size=1)
    numbers = (separator if place.separator else draw(digits) for place in format.places)
    return f"{before}{''.join(numbers)}{after}"


def searching(format: ClientIDFormat, masks: frozenset[Mask]) -> Unmask:
    """Return what searches every text that is no bare id."""
    unmask = Unmask(format, masks)
    object.__setattr__(unmask, "_labels", replace(unmask._labels, _usual=()))
    object.__setattr__(unmask, "_worth_a_search", re.compile(""))
    return unmask


@SLOW_TO_COMPILE
@given(st.data(), formats(), st.sampled_from(Mask), articles)
def test_a_masked_client_id_is_found_again(
    data: st.DataObject, format: ClientIDFormat, mask: Mask, article: str
) -> None:
    client_id = data.draw(ids(format))

    assert Unmask(format, ALL_MASKS)(masked(client_id, mask, article)) == client_id


@given(st.text(DIGITS, min_size=6, max_size=6), st.sampled_from(NOTES))
def test_every_client_id_is_read_in_the_notes_of_operators(digits: str, note: str) -> None:
    client_id = f"{digits[:3]}-{digits[3:]}"

    assert UNMASKS[0](note.format(id=client_id, glued=digits)) == client_id


@SLOW_TO_COMPILE
@given(formats(), texts)
def test_a_client_id_is_never_invented(format: ClientIDFormat, text: str) -> None:
    answer = Unmask(format, ALL_MASKS)(text)

    if not isinstance(answer, Unreadable):
        assert format.matches(answer)
        assert only_signs(answer) in only_signs(plain_text(text))


@SLOW_TO_COMPILE
@given(st.data(), formats(), st.frozensets(st.sampled_from(Mask)))
def test_what_is_read_quickly_is_read_as_a_search_would(
    data: st.DataObject, format: ClientIDFormat, masks: frozenset[Mask]
) -> None:
    """A text that is one labelled id, or has no digit, need not be searched."""
    text = data.draw(labelled(format) | texts | st.text("абв no@/.w:", max_size=20))

    assert Unmask(format, masks)(text) == searching(format, masks)(text)


@SLOW_TO_COMPILE
@given(st.data(), st.sampled_from(NUMBER_FORMATS), st.frozensets(st.sampled_from(Mask)))
def test_a_usual_text_is_read_as_any_other(
    data: st.DataObject, form: str, masks: frozenset[Mask]
) -> None:
    unmask = Unmask(ClientIDFormat.parse(form), masks)
    text = data.draw(alone(unmask.format))

    assert unmask.quickly(text) == unmask(text)


@SLOW_TO_COMPILE
@given(formats(), texts | st.none())
def test_any_text_is_read_quickly_as_it_is_at_length(
    format: ClientIDFormat, text: str | None
) -> None:
    unmask = Unmask(format, ALL_MASKS)

    assert unmask.quickly(text) == unmask.quickly(text) == unmask(text)


@pytest.mark.parametrize(
    "text",
    [
        *("587963", "587 963", "587 – 963", " 587-963 ", "№ 587-963", "№587963"),
        *(masked(ClientID("587-963"), mask) for mask in Mask),
    ],
)
def test_what_is_usually_written_takes_no_search(text: str) -> None:
    unmask = Unmask(ClientIDFormat.parse("999-999"), ALL_MASKS)
    object.__setattr__(unmask, "_kept", None)

    assert unmask.quickly(text) == "587-963"


def test_how_a_text_was_read_is_kept_unless_it_is_long() -> None:
    unmask = Unmask(ClientIDFormat.parse("999-999"), ALL_MASKS)
    kept: Any = unmask._kept

    for text in ("Иван 587-963", "Иван 587-963", "7" * 513):
        unmask.quickly(text)

    assert (kept.cache_info().hits, kept.cache_info().currsize) == (1, 1)


@SLOW_TO_COMPILE
@given(st.from_regex(r"[0-9]{7,20}", fullmatch=True), st.sampled_from(["", "Иван ", "id ", "№"]))
def test_a_piece_of_a_longer_number_is_never_a_client_id(number: str, before: str) -> None:
    answer = Unmask(ClientIDFormat.parse("999-999"), ALL_MASKS)(before + number)

    assert isinstance(answer, Unreadable)


@SLOW_TO_COMPILE
@given(
    phone=st.from_regex(
        r"(\+7|8)[ -]?(\([0-9]{3}\)|[0-9]{3})[ -]?[0-9]{3}([ -]?[0-9]{2}){2}", fullmatch=True
    ),
    unmask=st.sampled_from(UNMASKS),
)
def test_a_phone_among_words_is_never_a_client_id(phone: str, unmask: Unmask) -> None:
    assert isinstance(unmask(f"Иван {phone} перезвонить"), Unreadable)


@SLOW_TO_COMPILE
@given(
    date=st.dates(date(1000, 1, 1)),
    style=st.sampled_from(["%d.%m.%Y", "%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m"]),
    unmask=st.sampled_from(UNMASKS),
)
def test_a_date_among_words_is_never_a_client_id(date: date, style: str, unmask: Unmask) -> None:
    assert isinstance(unmask(f"от {date:{style}} Иван"), Unreadable)


@SLOW_TO_COMPILE
@given(formats(), st.text() | st.text("9-", max_size=600) | st.none())
def test_every_text_gets_an_id_or_a_reason(format: ClientIDFormat, text: str | None) -> None:
    answer = Unmask(format, frozenset())(text)

    assert isinstance(answer, Unreadable) or format.matches(answer)


@SLOW_TO_COMPILE
@given(st.data(), formats(), st.sampled_from([" ", "-", "–", "_", " - ", "\u00a0"]))
def test_any_separator_means_the_same_id(
    data: st.DataObject, format: ClientIDFormat, separator: str
) -> None:
    assume(not format.places[0].separator and not format.places[-1].separator)
    client_id = data.draw(ids(format))
    spelled = plain_text(separator.join(parts_of(client_id, format)))

    assert Spelling.of(format).canonical(spelled) == client_id


def parts_of(client_id: str, format: ClientIDFormat) -> list[str]:
    separators = {place.sign for place in format.places if place.separator}
    return "".join(" " if sign in separators else sign for sign in client_id).split()


def only_signs(text: str) -> str:
    return "".join(sign for sign in text if sign.isalnum())
