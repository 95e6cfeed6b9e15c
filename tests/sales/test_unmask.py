"""What operators write is understood, or refused with the reason."""

import pytest

from app.sales.client_id import ClientIDFormat
from app.sales.mask import Mask
from app.sales.unmask import Reason, Unmask, Unreadable

ALL_MASKS = frozenset(Mask)


def an_unmask(format: str = "999-999", masks: frozenset[Mask] = ALL_MASKS) -> Unmask:
    return Unmask(ClientIDFormat.parse(format), masks)


def the_reason(text: str | None, unmask: Unmask) -> Reason:
    answer = unmask(text)
    assert isinstance(answer, Unreadable), answer
    assert unmask.quickly(text) == answer
    return answer.reason


@pytest.mark.parametrize(
    "text",
    [
        *("587-963", "587963", "587 963", "587_963", "587 - 963", "587- 963", " 587-963\n"),
        *("587‐963", "587‑963", "587–963", "587—963", "587−963", "587－963", "587\u00a0963"),
        *("587\u2009963", "587\u202f-\u2009963", "587\t963", "５８７－９６３", "5\u200b87-963"),
        *("\ufeff587-963", "587\u00ad963", "\u200e587-963\u200f", "587-963.", "(587-963)"),
        *("«587-963»", '"587963"', "-587-963", "587-963!", "№587–963", "# 587-963"),
        *("№ 587 963", "＃587-963", "id 587-963", "ID:587963", "id587963", "Id-587-963"),
        *("user_id: 587-963", "User ID = 587963", "client id №587-963", "айди 587 963"),
        *("код 587963", "промокод: 587-963", "ид. 587-963", "клиент 587963", "cid=587-963"),
    ],
)
def test_a_client_id_is_read_in_every_spelling(text: str) -> None:
    assert an_unmask()(text) == "587-963"


@pytest.mark.parametrize(
    "text",
    [
        *("арт. 10250-587-963", "артикул 10250-587-963", "Арт.10250-587-963", "АРТ 10250–587–963"),
        *("артикул: № 10250-587-963", "art. AB-12-587-963", "sku X1-587-963", "article 7-587-963"),
        *("арт. 495-587-963", "арт. 8-800-587-963", "арт. 2026-11-587-963", "арт. Ж/5.1-587-963"),
        *("арт. 10250 587-963", "арт. 10250 587 963", "арт. 10250-587963", "арт. 10250 - 587-963"),
        *("арт. 111-222 587-963", "арт. 102505 587-963", "арт. 587-963", "код товара 7-587-963"),
        *("арт. 102505, 587-963", "80250-X-587-963"),
        *("арт. 10250-587-963 от 22.11.2026, 1500 руб", "арт. 10250 587 963 1500 руб"),
        *("купил 10250-587-963", "AB12-587-963", "X-10-587-963", "10250-587-963, 10251-587-963"),
    ],
)
def test_a_client_id_is_read_off_the_tail_of_an_article(text: str) -> None:
    assert an_unmask()(text) == "587-963"


@pytest.mark.parametrize(
    "text",
    [
        *("корзина 587-963", "корзина № 587-963", "Корзина №587963", "корз. 587 963"),
        *("номер корзины: 587-963", "в корзине (№ 587-963)", "cart 587-963", "Cart #587963"),
        *("basket no. 587-963", "корзина номер 587-963", "корзина587963"),
        *("корзина 587-963 1500", "корзина 587 963 на 1500 руб"),
    ],
)
def test_a_client_id_is_read_off_the_cart(text: str) -> None:
    assert an_unmask()(text) == "587-963"


@pytest.mark.parametrize(
    "text",
    [
        *(
            "587-963 тел. +7 495 123-45-67",
            "587-963 8 (495) 123-45-67 доб. 12",
            "587-963 89161234567",
        ),
        *("тел. 8 916 123-45-67 587-963", "+79161234567 587-963", "8495 123-45-67; 587-963"),
        *("587-963 (4852) 12-34-56", "587-963 +49 30 123456", "587-963, тел 12-34-56"),
        *("587-963 от 22.11.2026", "2026-11-22 587-963", "2026-11-22T10:30:00Z 587-963"),
        *("22 ноября 2026 587-963", "587-963 Nov 22, 2026", "587-963 22.11", "587-963, 2026 г."),
        *("10:30 587-963", "587-963 в 10-30", "587-963, 1500 руб", "587-963 1500 руб"),
        *("587-963 500 руб", "587963 500 руб", "587 963 1500р.", "587-963 на сумму 1 500,00"),
        *(
            "$1,500 587-963",
            "587-963 скидка 10%",
            "587-963 2 шт",
            "587-963 12.50",
            "1 500 000 / 587-963",
        ),
        *("заказ 1043 587-963", "заказ № 104312, 587-963", "587-963 индекс 101000"),
        *("Иван 587-963 (перезвонить)", "587-963 ivan@example.com", "1043, 587-963", "587-963 (2)"),
        *("https://example.com/p/111-222 587-963", "587-963\n123-45-67", "1. 587-963"),
        *("587-963 587963", "587-963 / №587–963", "587-963, 587 963", "587963/587-963"),
        *("587-963 корзина 587-963 арт. 10250-587-963",),
    ],
)
def test_a_client_id_is_read_among_other_things(text: str) -> None:
    assert an_unmask()(text) == "587-963"


@pytest.mark.parametrize(
    ("format", "text", "client_id"),
    [
        ("999-999", "787-963 12345 руб", "787-963"),
        ("999-999", "887-963 1.12.26", "887-963"),
        ("A99-999", "B12345", "B12-345"),
        ("A99-999", "id b12 345", "b12-345"),
        ("A99-999", "1500 B12-345 2", "B12-345"),
        ("A99-999", "арт. 10250-B12-345", "B12-345"),
        ("A99-999", "12-B12-345", "B12-345"),
        ("A99-999", "Ｂ１２－３４５", "B12-345"),
        ("9999", "Иван 5879", "5879"),
        ("9999", "10250-5879", "5879"),
        ("9999", "корзина 5879 1500 руб", "5879"),
        ("9+", "84955879630", "84955879630"),
        ("9+", "id 84955879630", "84955879630"),
        ("9+", "арт. 10250-58", "58"),
        ("9+", "58 тел +7 495 123-45-67", "58"),
        ("AA*+-99", "арт. XY-12-ABc9-77", "ABc9-77"),
        ("AA*+-99", "AB1 99", "AB1-99"),
        ("*+-99", "клиент ID58-79", "ID58-79"),
        ("AAAA", "cart ABCD", "ABCD"),
        ("AAAA", "ABCD.", "ABCD"),
        ("AAA-AAA", "ABC DEF", "ABC-DEF"),
        ("999.999", "id 587.963", "587.963"),
        ("999 999", "арт. 11-222-587 963", "587 963"),
        ("99-99", "в 22 11", "22-11"),
        ("999-999-999", "Иван 111-222-333", "111-222-333"),
        ("99-99-99", "Иван 99-88-77", "99-88-77"),
        ("9+.9+", "cid GA 1234567890.1700000000", "1234567890.1700000000"),
        ("К-99", "К–12", "К-12"),
        ("999–999", "587-963", "587–963"),
        ("{99}", "12", "{12}"),
    ],
)
def test_any_format_is_read(format: str, text: str, client_id: str) -> None:
    assert an_unmask(format)(text) == client_id


@pytest.mark.parametrize(
    "text", [None, "", " \u00a0\n", "null", "None", "NIL", "-", "—", "нет", "Нет.", "n/a", "?", "…"]
)
def test_nothing_written_is_blank(text: str | None) -> None:
    assert the_reason(text, an_unmask()) is Reason.BLANK


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Иван перезвонить", Reason.NONE),
        ("587-9634", Reason.NONE),
        ("58-7963", Reason.NONE),
        ("587--963", Reason.NONE),
        ("587-963abc", Reason.NONE),
        ("x587-963", Reason.NONE),
        ("111-222 333-444", Reason.SEVERAL),
        ("№111-222 и №333-444", Reason.SEVERAL),
        ("арт. 10250-111-222 корзина 333-444", Reason.SEVERAL),
        ("1" * 513, Reason.TOO_LONG),
        ("587963@example.com", Reason.ADDRESS),
        ("https://example.com/p/587963", Reason.ADDRESS),
        ("арт. 102505", Reason.NUMBER),
        ("заказ 587963", Reason.NUMBER),
        ("дог. 587963", Reason.NUMBER),
        ("паспорт 587963", Reason.NUMBER),
        ("код из смс 587963", Reason.NUMBER),
        ("код домофона 587963", Reason.NUMBER),
        ("т. 587-963", Reason.PHONE),
        ("доб. 587-963", Reason.PHONE),
        ("счёт № 587 963", Reason.NUMBER),
        ("1587963", Reason.NUMBER),
        ("15879631", Reason.NUMBER),
        ("2 587-963", Reason.NUMBER),
        ("587-963 5", Reason.NUMBER),
        ("495 111-222 333-444", Reason.NUMBER),
        ("1234567890123456", Reason.NUMBER),
    ],
)
def test_a_text_without_one_client_id_is_refused(text: str, reason: Reason) -> None:
    assert the_reason(text, an_unmask()) is reason


@pytest.mark.parametrize(
    "text",
    [
        *("+7 495 587-96-30", "8 (495) 587-96-30", "84955879630", "+74955879630"),
        *("8-800-555-35-35", "495 587-963", "495-587-963", "495 587 963", "(495) 587-963"),
        *("+7 (495) 587 963 0", "8495 587-96-30", "8495-587-963", "916 587-9630", "9165879630"),
        *("495 5879630", "84852 58-79-63", "4852 587963", "587-96-30", "58-79-63"),
        *("тел. 587-963", "тел 587963", "phone: 587-963", "+587-963", "587-963-111", "12-587-963"),
        *("＋７ ４９５ ５８７－９６－３０", "+7\u00a0495\u2009587–96–30", "+49 30 587-963"),
        *("587-963 1500", "8.495.587.96.30", "8495-587-9630", "80250-587-963"),
    ],
)
def test_a_phone_is_never_a_client_id(text: str) -> None:
    assert the_reason(text, an_unmask()) is Reason.PHONE


@pytest.mark.parametrize("format", ["999-999", "99-99", "9999-99", "9999", "99", "9+", "99-9999"])
@pytest.mark.parametrize(
    "text",
    [
        *("22.11.2026", "от 2026-11-22", "22/11/26", "22.11", "11/22/2026", "22.11.2026 г."),
        *(
            "2026-11-22 10:30",
            "2026-11-22T10:30:00.5Z",
            "22 ноября 2026",
            "22-23 ноября",
            "2026 г.",
        ),
        *("в 2026 году", "Nov 22, 2026", "10:30", "10:30:15", "в 10-30", "22-11-2026 г"),
    ],
)
def test_a_piece_of_a_date_is_never_a_client_id(format: str, text: str) -> None:
    assert the_reason(text, an_unmask(format)) is Reason.DATE


@pytest.mark.parametrize(
    "text",
    [
        *("587 963 руб", "587963 ₽", "587963р.", "587963руб", "587,963", "587.963", "1 587 963"),
        *(
            "$587 963",
            "$587963",
            "587 963,00",
            "587963.00",
            "USD 587963",
            "587'963",
            "12 587 963,50",
        ),
        *(
            "500-600 руб",
            "587-963 ₽",
            "сумма 587963",
            "на сумму: 587 963",
            "цена 587963",
            "587963 %",
        ),
        *("587 963 шт", "№ 587 963 РУБ", "id 587 963 руб", "1 500 587 963 руб", "587 963 коп"),
    ],
)
def test_a_price_is_never_a_client_id(text: str) -> None:
    assert the_reason(text, an_unmask()) is Reason.PRICE


@pytest.mark.parametrize(
    ("format", "text", "reason"),
    [
        ("9999", "8800-555-5879", Reason.PHONE),
        ("9999", "тел. 8 495 123 4567", Reason.PHONE),
        ("9999", "корзина 5879 1500", Reason.SEVERAL),
        ("9999", "арт. 1025", Reason.NUMBER),
        ("99", "Иван 12 месяцев 34", Reason.SEVERAL),
        ("9+", "Иван 84955879630", Reason.PHONE),
        ("9+", "1 587 963", Reason.PRICE),
        ("9+-9+", "495 5879630", Reason.PHONE),
        ("9+-9+", "12345", Reason.NUMBER),
        ("999-9999999", "495 1234567", Reason.PHONE),
        ("AAAA", "null", Reason.BLANK),
        ("AAAA", "call Ivan", Reason.WORD),
        ("AA-99", "Иван up to 12", Reason.WORD),
        ("A99-999", "Иван", Reason.NONE),
        ("A99-999", "АВ-12", Reason.NONE),
        ("A99-999", "1587963", Reason.NUMBER),
        ("999-999-999", "Иван 111222333", Reason.PHONE),
    ],
)
def test_any_format_refuses_look_alikes(format: str, text: str, reason: Reason) -> None:
    assert the_reason(text, an_unmask(format)) is reason


@pytest.mark.parametrize(
    ("masks", "text"),
    [
        ({Mask.PLAIN}, "арт. 10250-587-963"),
        ({Mask.PLAIN}, "10250-587-963"),
        ({Mask.PLAIN}, "корзина 587-963"),
        ({Mask.PLAIN, Mask.CART}, "артикул 10250-587-963"),
        ({Mask.PLAIN, Mask.ARTICLE}, "cart 587-963"),
    ],
)
def test_a_mask_that_the_shop_does_not_use_is_refused(masks: set[Mask], text: str) -> None:
    assert the_reason(text, an_unmask(masks=frozenset(masks))) is Reason.MASK


def test_a_client_id_beside_a_mask_not_in_use_is_read() -> None:
    assert an_unmask(masks=frozenset({Mask.PLAIN}))("корзина 111-222, id 587-963") == "587-963"


def test_a_client_id_without_its_mask_is_read() -> None:
    assert an_unmask(masks=frozenset({Mask.CART}))("587-963") == "587-963"


def test_letter_case_is_kept() -> None:
    assert [an_unmask("AA-99")(text) for text in ("ab-12", "AB-12")] == ["ab-12", "AB-12"]


def test_a_refusal_says_what_was_seen_and_what_to_write() -> None:
    assert an_unmask()("звонил с 8 (495) 587-96-30") == Unreadable(
        Reason.PHONE,
        "'8 (495) 587-96-30' reads as a phone number; write the client ID like id 587-963",
    )


def test_a_refusal_names_the_different_ids() -> None:
    assert an_unmask()("333-444, 111222") == Unreadable(
        Reason.SEVERAL,
        "different client IDs were found, '111-222, 333-444'; leave the one of this sale",
    )


def test_a_refusal_repeats_at_most_forty_characters() -> None:
    assert an_unmask()("\ue000" * 500) == Unreadable(
        Reason.NONE,
        "no client ID was found in '" + r"\ue000" * 6 + r"\u…; write it like 587-963",
    )


@pytest.mark.parametrize("text", ["587-963{}0x", "587-963{}", "{}587-963", "587{}963", "Иван {}"])
@pytest.mark.parametrize("sign", [*"\0\b\x1b\x1f\x7f\x80\x9f\ud800\udfff\u202e"])
def test_a_text_with_a_sign_that_nobody_types_is_refused(text: str, sign: str) -> None:
    assert the_reason(text.format(sign), an_unmask()) is Reason.CONTROL


@pytest.mark.parametrize("sign", [*"\t\n\r\v\f\x85\u2028\u200b\u200e\u202a\ufeff", "\r\n"])
def test_what_is_pasted_along_with_a_client_id_does_not_hide_it(sign: str) -> None:
    assert an_unmask()(f"{sign}Иван{sign}{sign} 587-963{sign}") == "587-963"


def test_a_refusal_shows_the_sign_that_nobody_types() -> None:
    assert an_unmask()("587-963\0" + "0" * 100) == Unreadable(
        Reason.CONTROL,
        r"the text has the sign '\x00', which nobody types; "
        "write the client ID alone, like 587-963",
    )


def test_unmasks_of_the_same_format_and_masks_are_equal() -> None:
    assert an_unmask() == an_unmask()
    assert an_unmask() != an_unmask(masks=frozenset({Mask.PLAIN}))
