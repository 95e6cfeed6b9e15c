"""The SELECT of a source: what may be in its file."""

import pytest
from sqlalchemy import text

from app.shops.select import BadSelect, read_select

BETWEEN = "FROM t WHERE at >= :since AND at < :until"


def fault(statement: str) -> str:
    with pytest.raises(BadSelect) as raised:
        read_select(statement)
    return str(raised.value)


@pytest.mark.parametrize("end", ["", ";", " ;\n", "; -- the end\n", "\n-- the end", " /* end */ ;"])
def test_a_select_is_read_without_what_closes_it(end: str) -> None:
    assert read_select(f"SELECT client_id {BETWEEN}{end}") == f"SELECT client_id {BETWEEN}"


@pytest.mark.parametrize(
    "statement",
    [
        f"WITH paid AS (SELECT 1) SELECT client_id {BETWEEN}",
        f"WITH found AS (SELECT (1)), last AS (SELECT 2) SELECT client_id {BETWEEN}",
        f"/* by day */ with recursive day (n) AS (SELECT 1) select client_id {BETWEEN}",
        f"select replace(a, 'x', 'y') AS client_id {BETWEEN}",
        f"SELECT a::text AS client_id, total % 10, doc ->> 'id' {BETWEEN}",
        f"SELECT t.update AS client_id {BETWEEN}",
        f"SELECT client_id {BETWEEN} AND name LIKE 'a%'",
    ],
)
def test_whatever_only_reads_is_taken_as_it_is(statement: str) -> None:
    assert read_select(statement) == statement


@pytest.mark.parametrize(
    "inside",
    [
        "' :x'",
        "'at :x:y'",
        r"'\:x'",
        '" :x"',
        "` :x`",
        "$$ :x $$",
        "'%s'",
        "/* :x */ 1",
        "'a'' :x'",
    ],
)
def test_a_colon_in_a_literal_or_comment_is_no_parameter(inside: str) -> None:
    ready = text(read_select(f"SELECT {inside} AS client_id {BETWEEN}"))

    assert f"SELECT {inside} AS client_id {BETWEEN}" == str(ready)
    assert sorted(ready.compile().params) == ["since", "until"]


@pytest.mark.parametrize(
    ("statement", "cure"),
    [
        ("", "write exactly one SELECT in the file; it has 0 statements"),
        ("-- nothing\n;", "write exactly one SELECT in the file; it has 0 statements"),
        (
            f"SELECT 1 {BETWEEN}; DROP TABLE t",
            "write exactly one SELECT in the file; it has 2 statements",
        ),
        ("DELETE FROM t", "begin the statement with SELECT or WITH … SELECT"),
        (
            "WITH day AS (SELECT 1) DELETE FROM t",
            "begin the statement with SELECT or WITH … SELECT",
        ),
        ("WITH day AS (SELECT 1)", "begin the statement with SELECT or WITH … SELECT"),
        ("EXPLAIN SELECT 1", "begin the statement with SELECT or WITH … SELECT"),
        (
            "WITH gone AS (DELETE FROM t RETURNING *) SELECT 1 FROM gone",
            "take DELETE out: a source only reads",
        ),
        (f"SELECT client_id INTO copy {BETWEEN}", "take INTO out: a source only reads"),
        (f"SELECT client_id {BETWEEN} FOR UPDATE", "take UPDATE out: a source only reads"),
        (
            f"SELECT 1 /*! INTO OUTFILE 'f' */ {BETWEEN}",
            "take the comment /*! … */ out: MySQL would run it",
        ),
        (
            f"SELECT :shop {BETWEEN} AND a = %s AND b = %(c)s AND d = ?",
            "write :since and :until, no other parameters: %(c)s, %s, :shop, ?",
        ),
        (
            "SELECT client_id FROM t WHERE at >= :since",
            "use :until: WHERE sold_at >= :since AND sold_at < :until",
        ),
        (
            "SELECT ':since :until' -- :since :until\n FROM t",
            "use :since and :until: WHERE sold_at >= :since AND sold_at < :until",
        ),
    ],
)
def test_anything_else_is_refused_with_a_cure(statement: str, cure: str) -> None:
    assert fault(statement) == cure


def test_a_huge_select_is_refused_without_harm() -> None:
    assert fault(f"SELECT {'(' * 5000}1{')' * 5000} {BETWEEN}").startswith(
        "make the SELECT simpler"
    )
