"""What the Authorization header may look like, and everything it may not."""

from base64 import b64encode

import pytest

from app.web.basic import read_basic

GOOD = "ZGVtbzpkZW1v"  # demo:demo


def basic(credentials: str | bytes) -> str:
    written = credentials.encode() if isinstance(credentials, str) else credentials
    return "Basic " + b64encode(written).decode()


@pytest.mark.parametrize(
    ("header", "credentials"),
    [
        (f"Basic {GOOD}", ("demo", "demo")),
        (f"basic {GOOD}", ("demo", "demo")),
        (f"bASIC {GOOD}", ("demo", "demo")),
        (basic("demo:with:colons:"), ("demo", "with:colons:")),
        (basic("demo:"), ("demo", "")),
        (basic("demo: two words "), ("demo", " two words ")),
        (basic("оператор:пароль"), ("оператор", "пароль")),
        (basic("demo:" + "x" * 1024), ("demo", "x" * 1024)),
    ],
)
def test_well_formed_credentials_are_read(header: str, credentials: tuple[str, str]) -> None:
    assert read_basic(header) == credentials


@pytest.mark.parametrize(
    "header",
    [
        None,
        "",
        "Basic",
        "Basic ",
        GOOD,
        f"Bearer {GOOD}",
        f"Digest {GOOD}",
        f"Foo {GOOD}",
        f"Ba\u017fic {GOOD}",
        f"Basic{GOOD}",
        f"Basic  {GOOD}",
        f"Basic\t{GOOD}",
        f" Basic {GOOD}",
        f"Basic {GOOD} ",
        f"Basic {GOOD}\n",
        f"Basic {GOOD}, Basic YmFkOmJhZA==",
        f"Basic {GOOD},Basic {GOOD}",
        f"Basic {GOOD} {GOOD}",
    ],
)
def test_another_scheme_or_shape_is_nothing(header: str | None) -> None:
    assert read_basic(header) is None


@pytest.mark.parametrize(
    "token",
    [
        "ZGVt*bzpkZW1v",
        "ZGVt bzpkZW1v",
        "ZGVt\nbzpkZW1v",
        "ZGVt-bzpkZW1v",
        "ZGVtbzpkZW1vé",
        "ZGVtbzpkZW1",
        "ZGVtbzpkZW1v=",
        "ZGVtbzpkZW1v====",
        "ZGVtbzpkZW0",
        "ZGVtbzpkZW1=",
        "=ZGVtbzpkZW1v",
        "ZGVt=bzpkZW1v",
        "YTpiYw=",
        "YTpiYx==",
        "====",
    ],
)
def test_base64_that_is_not_canonical_is_nothing(token: str) -> None:
    assert read_basic(f"Basic {token}") is None


@pytest.mark.parametrize(
    "credentials",
    [
        "",
        "demo",
        ":demo",
        ":",
        "demo:de\x00mo",
        "de\x00mo:demo",
        "demo:demo\n",
        "demo:\x1b[31m",
        "demo:\x7f",
        "demo:\x85",
        "оператор:пароль".encode("cp1251"),
        "dèmo:demo".encode("latin-1"),
        b"demo:\xed\xa0\x80",
        b"demo:\xc0\xaf",
        "demo:" + "x" * 1025,
        "demo:" + "ж" * 513,
        "x" * 3000 + ":demo",
    ],
)
def test_credentials_that_are_not_clean_utf8_of_decent_length_are_nothing(
    credentials: str | bytes,
) -> None:
    assert read_basic(basic(credentials)) is None
