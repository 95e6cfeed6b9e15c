"""A shop inspected: each source named, with what is wrong and its cure."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app.database.faults import SourceFault
from app.database.reading import Readers
from app.shops.source import Source
from app.statistics import inspection
from app.statistics.inspection import Finding, Severity, inspect
from tests.shops_made import (
    UNHURRIED,
    a_calls_table,
    a_question,
    a_select,
    a_shop,
    a_table,
    execute,
)

INDEX = "CREATE INDEX calls_called_at ON calls (called_at)"
WRITES = Finding(
    Severity.DANGER,
    "north",
    "its database answers; the login could write to it, though Shopstat never does",
    "use a login that may only SELECT (README, A login that can only read)",
)
BOUNDED = "every name is there; an index bounds the day"
ONLY_READ = Finding(Severity.OK, "north", "its database answers, and can only be read")
ESTIMATE = re.compile(", some [0-9]+ rows by estimate$")
READ_WHOLE = "every name is there; each day reads the table calls whole"


@pytest.fixture
def readers() -> Iterator[Readers]:
    made = Readers(UNHURRIED)
    yield made
    made.close()


def findings(readers: Readers, url: str | None, *sources: Source) -> list[Finding]:
    """What is found; how many rows a database expects is its own matter."""
    found = inspect(a_question(a_shop(*sources, url=url)), readers)
    return [replace(each, text=ESTIMATE.sub("", each.text)) for each in found]


def rights(url: str) -> Finding:
    """What is said of the tests' logins, which may write; a file has none."""
    return ONLY_READ if url.startswith("sqlite") else WRITES


def test_a_shop_whose_sales_are_in_the_ledger_is_fine(readers: Readers) -> None:
    assert findings(readers, None) == [Finding(Severity.OK, "north", "its sales are in the ledger")]


def test_a_table_without_an_index_is_told_with_the_index_to_make(
    any_url: str, readers: Readers
) -> None:
    a_calls_table(any_url, *["'587-963', 1"] * 3, indexed=False)
    assert findings(readers, any_url, a_table()) == [
        rights(any_url),
        Finding(Severity.WARNING, "north/calls", READ_WHOLE, INDEX),
    ]


@pytest.mark.parametrize("url_of", ["postgresql_url", "mariadb_url"])
def test_a_server_says_how_many_rows_a_day_reads(
    url_of: str, readers: Readers, request: pytest.FixtureRequest
) -> None:
    url = request.getfixturevalue(url_of)
    a_calls_table(url, "'587-963', 1", indexed=False)
    execute(url, INDEX)
    (_, found) = inspect(a_question(a_shop(a_table(), url=url)), readers)
    assert ESTIMATE.search(found.text)


def test_sources_that_an_index_bounds_are_fine(any_url: str, readers: Readers) -> None:
    a_calls_table(any_url, "'587-963', 1", indexed=False)
    execute(any_url, INDEX)
    assert findings(readers, any_url, a_table(), a_select()) == [
        rights(any_url),
        Finding(Severity.OK, "north/calls", BOUNDED),
        Finding(Severity.OK, "north/store", BOUNDED),
    ]


def test_a_select_that_reads_a_table_whole_is_told(any_url: str, readers: Readers) -> None:
    a_calls_table(any_url, "'587-963', 1", indexed=False)
    text = (
        "WITH paid AS (SELECT * FROM calls WHERE {span} ORDER BY amount LIMIT 9)"
        " SELECT client_id FROM paid"
    )
    assert findings(readers, any_url, a_select(text))[1:] == [
        Finding(
            Severity.WARNING,
            "north/store",
            READ_WHOLE,
            "if calls is large, make an index that its conditions can use",
        )
    ]


@pytest.mark.parametrize(("sales", "warned"), [(2, True), (0, False)])
def test_conditions_that_no_sale_meets_are_told(
    any_url: str, readers: Readers, sales: int, warned: bool
) -> None:
    a_calls_table(any_url, *["'587-963', 1"] * sales, indexed=False)
    execute(any_url, INDEX)
    told = Finding(
        Severity.WARNING,
        "north/calls",
        "the table calls has sales, but none that where lets through",
        "compare the values of where with those in client_id",
    )
    where = {"client_id": ("111-222", "333-444")}
    assert (told in findings(readers, any_url, a_table(where=where))) is warned


def test_conditions_that_some_sale_meets_are_fine(any_url: str, readers: Readers) -> None:
    a_calls_table(any_url, "'587-963', 1", "'111-222', 1", indexed=False)
    execute(any_url, INDEX)
    where = {"client_id": ("111-222",)}
    assert findings(readers, any_url, a_table(where=where)) == [
        rights(any_url),
        Finding(Severity.OK, "north/calls", BOUNDED),
    ]


def test_a_table_that_is_read_twice_is_told_once(any_url: str, readers: Readers) -> None:
    a_calls_table(any_url, "'587-963', 1", indexed=False)
    twice = "SELECT client_id FROM calls WHERE {span} AND amount = (SELECT max(amount) FROM calls)"
    found = findings(readers, any_url, a_select(twice))
    assert [one.text for one in found[1:]] == [READ_WHOLE]


def test_every_source_is_inspected_though_one_is_at_fault(any_url: str, readers: Readers) -> None:
    a_calls_table(any_url, "'587-963', 1", indexed=False)
    execute(any_url, INDEX)
    _, gone, fine = findings(readers, any_url, a_table(name="gone", client_id="Gone"), a_table())
    assert (gone.severity, gone.subject) == (Severity.FAULT, "north/gone")
    assert "Gone" in gone.text
    assert gone.cure == "correct the name or the kind in the shop's file, or mend the column"
    assert fine == Finding(Severity.OK, "north/calls", BOUNDED)


def test_a_database_that_does_not_answer_is_one_fault(tmp_path: Path, readers: Readers) -> None:
    [found] = findings(readers, f"sqlite:///{tmp_path / 'none.db'}", a_table(), a_select())
    assert found == Finding(
        Severity.FAULT,
        "north",
        "unable to open database file",
        "start the database, or correct database in the shop's file",
    )


def test_a_database_that_is_not_served_is_a_fault(readers: Readers) -> None:
    [found] = findings(readers, "oracle+oracledb://host/shop", a_table())
    assert found.cure == "use a database that is served"


def test_every_fault_has_a_cure() -> None:
    assert set(inspection._CURES) == set(SourceFault)
