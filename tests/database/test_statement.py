"""A statement compiled once: its text, and its values in the form that the driver wants."""

from typing import Any

import pytest
from sqlalchemy import Select, bindparam, column, literal, make_url, select, text
from sqlalchemy.types import NullType

from app.database.statement import Statement, compile_statement

SQLITE, POSTGRESQL, MYSQL = "sqlite://", "postgresql+psycopg://", "mysql+pymysql://"


def compiled(url: str) -> Statement:
    """A statement whose value ``since`` stands before and after a constant."""
    since = bindparam("since", type_=NullType())
    query: Select[Any] = select(column("id")).where(
        column("at") >= since, column("kind") == literal("a%b"), column("to") < since
    )
    return compile_statement(query, make_url(url).get_dialect()())


def test_named_parameters_are_joined_by_name() -> None:
    assert compiled(POSTGRESQL).parameters(since=7) == {"since": 7, "param_1": "a%b"}


@pytest.mark.parametrize("url", [SQLITE, MYSQL])
def test_positional_parameters_come_in_the_order_of_the_text(url: str) -> None:
    assert compiled(url).parameters(since=7) == (7, "a%b", 7)


@pytest.mark.parametrize(("url", "sign"), [(SQLITE, "%"), (MYSQL, "%%"), (POSTGRESQL, "%%")])
def test_a_percent_sign_in_the_text_is_as_the_driver_wants_it(url: str, sign: str) -> None:
    query = select(text("'10%'"))
    assert compile_statement(query, make_url(url).get_dialect()()).text == f"SELECT '10{sign}'"


def test_values_of_one_question_do_not_stay_for_the_next() -> None:
    statement = compiled(MYSQL)
    statement.parameters(since=7)
    with pytest.raises(KeyError):
        statement.parameters()
