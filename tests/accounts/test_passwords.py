"""Passwords: how they are made, judged and hashed."""

import re

import pytest
from argon2 import PasswordHasher

from app.accounts.faults import BadPassword
from app.accounts.passwords import (
    generate_password,
    hash_password,
    is_weaker,
    judge_typed,
    verify,
)

LONGEST = "ж" * 512


def test_a_generated_password_is_one_word_of_unmistakable_characters() -> None:
    assert re.fullmatch(r"[2-9A-HJ-NP-Za-km-z]{24}", generate_password())


def test_no_two_generated_passwords_are_equal() -> None:
    assert len({generate_password() for _ in range(1000)}) == 1000


def test_the_hash_is_argon2id_with_the_parameters_of_owasp() -> None:
    assert hash_password("correct horse").startswith("$argon2id$v=19$m=19456,t=2,p=1$")


def test_only_the_password_itself_is_verified() -> None:
    stored = hash_password("пароль оператора")
    assert verify(stored, "пароль оператора")
    assert not verify(stored, "Пароль оператора")


def test_a_damaged_hash_verifies_nothing() -> None:
    assert not verify("$argon2id$damaged", "correct horse")


def test_a_password_over_1024_bytes_is_refused_before_hashing() -> None:
    assert verify(hash_password(LONGEST), LONGEST)
    assert not verify(hash_password(LONGEST), LONGEST + "ж")
    with pytest.raises(BadPassword, match="at most 1024 bytes"):
        hash_password(LONGEST + "ж")


@pytest.mark.parametrize("password", ["twelve chars", "двенадцать букв", LONGEST])
def test_a_typed_password_of_12_characters_or_more_is_good(password: str) -> None:
    judge_typed(password)


@pytest.mark.parametrize(
    ("password", "reason"),
    [
        ("", "at least 12 characters"),
        ("eleven char", "at least 12 characters"),
        ("two lines of\ntext", "without control characters"),
        (LONGEST + "ж", "at most 1024 bytes"),
    ],
)
def test_a_bad_typed_password_is_refused_with_the_reason(password: str, reason: str) -> None:
    with pytest.raises(BadPassword, match=reason):
        judge_typed(password)


def test_a_hash_of_other_parameters_is_weaker() -> None:
    assert is_weaker(PasswordHasher(memory_cost=8, time_cost=1, parallelism=1).hash("demo"))
    assert not is_weaker(hash_password("demo"))
