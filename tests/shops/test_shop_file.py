"""A shop's file: what it says, and everything that can be wrong with it."""

from datetime import timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from app.sales.channel import Channel
from app.sales.client_id import ClientIDFormat
from app.sales.mask import Mask
from app.sales.unmask import Unmask
from app.shops.faults import Misconfigured
from app.shops.shop import Shop
from app.shops.shop_file import read_shop
from app.shops.source import SelectSource, TableSource, TimeKind
from config.shops import PRESETS

STATEMENT = "SELECT client_id FROM sales WHERE at >= :since AND at < :until"


SERVER = "postgresql://reader@host/shop"


def a_table(**changes: Any) -> dict[str, Any]:
    source = {
        "name": "calls",
        "channel": "call",
        "table": "calls",
        "time": {"column": "called_at", "kind": "utc"},
        "client_id": "client_id",
    }
    return _changed(source, changes)


def a_select(**changes: Any) -> dict[str, Any]:
    source = {
        "name": "store",
        "channel": "offline",
        "select": "store.sql",
        "time": {"kind": "local"},
    }
    return _changed(source, changes)


def a_document(**changes: Any) -> dict[str, Any]:
    document = {
        "time_zone": "Europe/Moscow",
        "currency": "RUB",
        "database": "sqlite:///shop.db",
        "source": [a_table()],
    }
    return _changed(document, changes)


def _changed(table: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in (table | changes).items() if value is not None}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    shops = tmp_path / "shops"
    shops.mkdir()
    (shops / "store.sql").write_text(STATEMENT + ";\n", encoding="utf-8")
    return shops / "main.toml"


def faults(document: dict[str, Any], file: Path, name: str = "main") -> list[tuple[str, str, str]]:
    with pytest.raises(Misconfigured) as raised:
        read_shop(name, document, file, PRESETS)
    assert {fault.file for fault in raised.value.faults} == {str(file)}
    return [(fault.key, fault.value, fault.cure) for fault in raised.value.faults]


def keys(document: dict[str, Any], file: Path) -> list[str]:
    return [key for key, _, _ in faults(document, file)]


def test_a_shop_is_read_as_its_file_says(file: Path) -> None:
    document = a_document(
        client_id={"format": "9+", "masks": ["plain", "cart"]},
        source=[
            a_table(
                table="crm.calls",
                revenue="amount",
                cost="cost",
                where={"status": ["paid", "done"], "shop": 7, "test": False},
            ),
            a_select(),
        ],
    )

    assert read_shop("main", document, file, PRESETS) == Shop(
        name="main",
        time_zone=ZoneInfo("Europe/Moscow"),
        currency="RUB",
        unmask=Unmask(ClientIDFormat.parse("9+"), frozenset({Mask.PLAIN, Mask.CART})),
        database=f"sqlite:///{file.parent.parent / 'shop.db'}",
        sources=(
            TableSource(
                name="calls",
                channel=Channel.CALL,
                table="crm.calls",
                time_column="called_at",
                time_kind=TimeKind.UTC,
                client_id="client_id",
                revenue="amount",
                cost="cost",
                where={"status": ("paid", "done"), "shop": (7,), "test": (False,)},
            ),
            SelectSource("store", Channel.OFFLINE, STATEMENT, TimeKind.LOCAL),
        ),
    )


def test_a_shop_without_a_database_has_its_sales_in_the_ledger(file: Path) -> None:
    shop = read_shop("main", {"time_zone": "UTC", "currency": "USD"}, file, PRESETS)

    assert (shop.database, shop.sources) == (None, ())
    assert shop.unmask == Unmask(ClientIDFormat.parse("999-999"), frozenset({Mask.PLAIN}))


@pytest.mark.parametrize(("replica", "minutes"), [({}, 5), ({"grace_minutes": 30}, 30)])
def test_a_database_may_be_a_replica(replica: dict[str, int], minutes: int, file: Path) -> None:
    document = a_document(database=SERVER, replica=replica)

    assert read_shop("main", document, file, PRESETS).replica_grace == timedelta(minutes=minutes)


@pytest.mark.parametrize("minutes", ["5", 0, 1441, 2.5, True])
def test_the_grace_of_a_replica_is_whole_minutes_within_a_day(minutes: object, file: Path) -> None:
    document = a_document(database=SERVER, replica={"grace_minutes": minutes})

    ((key, _, cure),) = faults(document, file)
    assert (key, cure) == ("replica.grace_minutes", "write whole minutes from 1 to 1440")


def test_a_shop_whose_sales_are_in_the_ledger_has_no_replica(file: Path) -> None:
    document = {"time_zone": "UTC", "currency": "USD", "replica": {}}

    assert faults(document, file) == [
        ("replica", "{}", "take it out: the shop's sales are in the ledger")
    ]


def test_an_empty_file_lacks_a_zone_and_a_currency(file: Path) -> None:
    assert faults({}, file) == [
        ("time_zone", "(absent)", "write an IANA time zone such as Europe/Moscow"),
        ("currency", "(absent)", "write three capital letters (ISO 4217) such as RUB"),
    ]


@pytest.mark.parametrize("kind", ["utc", "local", "tz", "unix", "unix-ms", "date"])
def test_every_kind_of_time_is_known(kind: str, file: Path) -> None:
    source = a_table(time={"column": "at", "kind": kind})

    shop = read_shop("main", a_document(source=[source]), file, PRESETS)

    assert shop.sources[0].time_kind == kind


def test_each_database_has_its_own_moments_with_a_zone(file: Path) -> None:
    tz, mysql_ts = (a_table(time={"column": "at", "kind": kind}) for kind in ("tz", "mysql-ts"))
    mysql, postgresql = "mysql://h/d", "postgresql://h/d"

    assert read_shop("main", a_document(database=mysql, source=[mysql_ts]), file, PRESETS)
    assert read_shop("main", a_document(database=postgresql, source=[tz]), file, PRESETS)
    assert keys(a_document(database=mysql, source=[tz]), file) == ["source[1].time.kind"]
    assert keys(a_document(database=postgresql, source=[mysql_ts]), file) == ["source[1].time.kind"]


def test_all_faults_are_told_at_once_each_with_its_cure(file: Path) -> None:
    document = {
        "time_zone": "Europe/Moskow",
        "currency": "rub",
        "databse": "mysql://u:hunter2@h/d",
        "preset": "wocommerce",
        "client_id": {"format": "9++", "masks": ["plain", "artikel"]},
        "source": [
            a_table(channel="phone", table="calls; drop", where={"status": []}),
            a_select(name="calls", cost="cost", time={"kind": "utc", "column": "at"}),
        ],
    }

    found = faults(document, file)

    assert ("databse", "(hidden)", "unknown key; did you mean database?") in found
    assert [(key, value) for key, value, _ in found] == [
        ("time_zone", "'Europe/Moskow'"),
        ("currency", "'rub'"),
        ("client_id.format", "'9++'"),
        ("client_id.masks[2]", "'artikel'"),
        ("source[1].channel", "'phone'"),
        ("source[1].table", "'calls; drop'"),
        ("source[1].where.status", "[]"),
        ("source[2].cost", "'cost'"),
        ("source[2].time.column", "'at'"),
        ("databse", "(hidden)"),
        ("database", "(absent)"),
        ("source[2].name", "'calls'"),
        ("preset", "'wocommerce'"),
    ]


@pytest.mark.parametrize(
    ("changes", "key", "cure"),
    [
        ({"time_zone": 3}, "time_zone", "write an IANA time zone"),
        ({"time_zone": "../etc/passwd"}, "time_zone", "write an IANA time zone"),
        ({"time_zone": "/usr/share/zoneinfo/UTC"}, "time_zone", "write an IANA time zone"),
        ({"time_zone": "europe/moscow"}, "time_zone", "write an IANA time zone"),
        ({"currency": "ＲＵＢ"}, "currency", "write three capital letters"),
        ({"currency": "RUB\n"}, "currency", "write three capital letters"),
        ({"database": 5}, "database", "write a database URL in quotes"),
        ({"database": "oracle://h/d"}, "database", "begin the URL with one of"),
        ({"source": None}, "source", "say where in the database the sales are"),
        ({"database": None}, "database", "write the URL of the database"),
        ({"source": {"name": "calls"}}, "source", "write it as [[source]]"),
        ({"source": ["calls"]}, "source[1]", "write a table here"),
        ({"replica": {}}, "replica", "take it out: an SQLite file is no replica"),
        ({"client_id": "999-999"}, "client_id", "write a table here"),
        ({"client_id": {"masks": "plain"}}, "client_id.masks", "write a list of plain, article"),
        ({"client_id": {"masks": [True]}}, "client_id.masks[1]", "write a list of plain, article"),
        ({"preset_options": {}}, "preset_options", "name the preset they are for"),
    ],
)
def test_a_wrong_key_of_the_shop_is_told(
    changes: dict[str, Any], key: str, cure: str, file: Path
) -> None:
    found = faults(a_document(**changes), file)

    assert [each[0] for each in found] == [key]
    assert found[0][2].startswith(cure)


@pytest.mark.parametrize(
    ("source", "key", "cure"),
    [
        (a_table(name=None), "name", "write a name of a-z"),
        (a_table(name="Звонки"), "name", "write a name of a-z"),
        (a_table(channel="site"), "channel", "write one of call, offline"),
        (a_table(table=None), "table", "name either the table or the file of a select"),
        (a_table(select="store.sql"), "table", "name either the table or the file of a select"),
        (a_table(table="a.b.c"), "table", "write a table's name"),
        (a_table(table="x" * 64), "table", "write a table's name"),
        (a_table(client_id=None), "client_id", "name the column in which the operator writes"),
        (a_table(client_id="t.client_id"), "client_id", "write a column's name"),
        (a_table(revenue="amount --"), "revenue", "write a column's name"),
        (a_table(cost="стоимость"), "cost", "write a column's name"),
        (a_table(time=None), "time", 'write { column = "created_at", kind = "utc" }'),
        (a_table(time="utc"), "time", "write a table here"),
        (a_table(time={"kind": "utc"}), "time.column", "name the column that tells the moment"),
        (a_table(time={"column": "at"}), "time.kind", "write one of utc, local, tz, mysql-ts"),
        (a_table(time={"column": "at", "kind": 1}), "time.kind", "write one of utc, local"),
        (a_table(where={}), "where", "write columns and values"),
        (a_table(where=["paid"]), "where", "write columns and values"),
        (a_table(where={"a b": 1}), "where.a b", "write a column's name"),
        (a_table(where={"status": 1.5}), "where.status", "write text in quotes"),
        (a_table(where={"status": [["paid"]]}), "where.status", "write text in quotes"),
        (a_table(where={"status": "\0"}), "where.status", "write text in quotes"),
        (a_table(where={"status": 2**63}), "where.status", "write text in quotes"),
        (a_table(tabel="x"), "tabel", "unknown key; did you mean table?"),
        (a_select(client_id="c"), "client_id", "take it out: the SELECT says it"),
        (a_select(revenue="c"), "revenue", "take it out: the SELECT says it"),
        (a_select(where={"a": 1}), "where", "take it out: the SELECT says it"),
        (a_select(select=5), "select", "write the name of a file beside this one"),
        (a_select(select="../store.sql"), "select", "write the name of a .sql file"),
        (a_select(select="/etc/store.sql"), "select", "write the name of a .sql file"),
        (a_select(select="store.txt"), "select", "write the name of a .sql file"),
        (a_select(select="absent.sql"), "select", "make it a readable file beside this one"),
        (a_select(select="latin.sql"), "select", "save it as UTF-8"),
        (a_select(select="huge.sql"), "select", "make it smaller than 100 kB"),
        (a_select(select="write.sql"), "select", "begin the statement with SELECT"),
    ],
)
def test_a_wrong_source_is_told(source: dict[str, Any], key: str, cure: str, file: Path) -> None:
    (file.parent / "latin.sql").write_bytes("SELECT 'Оплачен'".encode("cp1251"))
    (file.parent / "huge.sql").write_text("-" * 100_001, encoding="utf-8")
    (file.parent / "write.sql").write_text("DELETE FROM sales", encoding="utf-8")

    found = faults(a_document(source=[source]), file)

    assert [each[0] for each in found] == [f"source[1].{key}"]
    assert found[0][2].startswith(cure)


def test_the_same_sales_are_not_counted_by_two_sources(file: Path) -> None:
    twice = [a_table(), a_table(name="again", channel="offline")]

    assert [(key, cure) for key, _, cure in faults(a_document(source=twice), file)] == [
        ("source[2]", "take it out: an earlier source counts the same sales")
    ]


@pytest.mark.parametrize("name", ["Main", "-main", "main.old", "", "m" * 64, "главный", "main\n"])
def test_a_file_that_cannot_name_a_shop_is_told(name: str, file: Path) -> None:
    assert faults(a_document(), file, name) == [
        ("", "", "rename it: write a name of a-z, 0-9, - and _, at most 63 characters")
    ]


def test_a_hundred_sources_are_read_in_their_order(file: Path) -> None:
    sources = [a_table(name=f"calls{n}", table=f"calls{n}") for n in range(100)]

    shop = read_shop("main", a_document(source=sources), file, PRESETS)

    assert [source.name for source in shop.sources] == [f"calls{n}" for n in range(100)]


@pytest.mark.parametrize(
    "database",
    ["postgresql://u:hunter2@h", "hunter2", "oracle://u:hunter2@h/d?key=hunter2"],
)
def test_a_password_is_in_no_fault_and_no_repr(database: str, file: Path) -> None:
    good = read_shop("main", a_document(database="mysql://u:hunter2@h/d"), file, PRESETS)

    assert "hunter2" not in repr(good)
    assert "hunter2" not in repr(faults(a_document(database=database), file))
