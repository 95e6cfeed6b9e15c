"""The numbers of a sale: whatever is written, all databases read the same or refuse alike."""

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, String, cast, create_engine, literal, select
from sqlalchemy.exc import DBAPIError

from app.statistics.numbers import Amount, MinorUnits, SalesOfRow
from tests.databases.servers import Server

NUMBER = re.compile(r"[ \t]*[-+]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][-+]?[0-9]+)?[ \t]*")

LARGEST = 10**12

often = settings(
    max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
texts = st.one_of(
    st.text("0123456789.eE+-, _xn\t", max_size=8), st.from_regex(NUMBER, fullmatch=True)
).filter(lambda text: len(text) < 12 and not re.search(r"[eE][-+]?[0-9]{2}", text))
prices = st.decimals(
    Decimal("-9999999"), Decimal("9999999"), places=8, allow_nan=False, allow_infinity=False
)
halves = st.builds(
    lambda cents, beside: (Decimal(cents) + Decimal("0.5")) / 100 + Decimal(beside) / 10**8,
    st.integers(-999_999_900, 999_999_900),
    st.integers(-2, 2),
)


@pytest.fixture(scope="module")
def engines(postgresql: Server, mariadb: Server) -> Iterator[list[Engine]]:
    urls = ["sqlite://", postgresql.url, mariadb.url]
    with ExitStack() as disposing:
        made = [create_engine(url, isolation_level="AUTOCOMMIT") for url in urls]
        for engine in made:
            disposing.callback(engine.dispose)
        yield made


@often
@given(text=texts)
@example(text="1e 3")
@example(text="1E\t3")
@example(text=" 1e3\t")
def test_a_text_is_a_number_on_all_or_none(engines: list[Engine], text: str) -> None:
    assume(not NUMBER.fullmatch(text) or abs(Decimal(text.strip())) < LARGEST)
    expected = _rounded(Decimal(text.strip())) if NUMBER.fullmatch(text) else None
    assert [_minor_units(engine, text) for engine in engines] == [expected] * 3


@often
@given(amount=st.one_of(prices, halves))
def test_eight_decimals_are_rounded_alike(engines: list[Engine], amount: Decimal) -> None:
    expected = _rounded(amount)
    as_text = [_minor_units(engine, f"{amount:f}") for engine in engines]
    as_float = [_minor_units(engine, float(amount)) for engine in engines]
    assert (as_text, as_float) == ([expected] * 3, [expected] * 3)


@often
@given(text=texts.filter(lambda text: not re.search("[eE]|[0-9]{10}|^[^0-9]*[.]", text)))
def test_a_number_of_sales_is_whole_on_all_or_refused(engines: list[Engine], text: str) -> None:
    whole = re.fullmatch(r"[ \t]*([-+]?[0-9]{1,9})(\.0*)?[ \t]*", text)
    expected = int(whole[1]) if whole else None
    assert [_sales(engine, text) for engine in engines] == [expected] * 3


def _minor_units(engine: Engine, amount: str | float) -> int | None:
    return _evaluated(engine, lambda value: MinorUnits(Amount(value)), amount)


def _sales(engine: Engine, text: str) -> int | None:
    return _evaluated(engine, SalesOfRow, text)


def _evaluated(
    engine: Engine, expression: Callable[..., MinorUnits | SalesOfRow], value: str | float
) -> int | None:
    """Return what a database makes of a value, or nothing where it refuses it."""
    bound = cast(value, String(40)) if isinstance(value, str) else literal(value)
    with engine.connect() as connection:
        try:
            found: int | None = connection.scalar(select(expression(bound)))
        except DBAPIError:
            return None
    return found


def _rounded(amount: Decimal) -> int:
    return int((amount * 100).quantize(Decimal(1), ROUND_HALF_UP))
