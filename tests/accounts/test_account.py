"""The names that accounts may have."""

import pytest

from app.accounts.account import is_account_name


@pytest.mark.parametrize(
    "name", ["a", "demo", "Demo-2.x_y", "ops@shop.example", "алитикс", "9" * 64]
)
def test_a_name_of_letters_digits_and_some_punctuation_is_good(name: str) -> None:
    assert is_account_name(name)


@pytest.mark.parametrize(
    "name",
    [
        "",
        "9" * 65,
        "a:b",
        "a b",
        "demo\n",
        "demo ",
        "a\x00",
        "a/b",
        "и\u0306",
        "１２",
        "ﬁ",
        "\ud800",
    ],
)
def test_a_name_that_a_login_cannot_carry_or_an_eye_mistakes_is_refused(name: str) -> None:
    assert not is_account_name(name)
