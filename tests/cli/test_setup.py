"""Setting up: init makes a shop of one's own, demo one to try."""

import sqlite3
import stat
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
import time_machine
from click.testing import CliRunner, Result
from sqlalchemy import make_url

from app.accounts import store
from app.accounts.account import Account, Role
from app.accounts.passwords import verify
from app.cli.main import main
from app.cli.shop_tables import FirstLook
from app.database.writing import open_writing, writing
from app.sales.channel import Channel
from app.shops.source import TableSource, TimeKind
from config.settings import load_settings

SHOP = ["--time-zone", "Europe/Moscow", "--currency", "RUB"]
CALLS = [
    *("--table", "calls"),
    *("--time-column", "called_at"),
    *("--time-kind", "utc"),
    *("--client-id", "client_id"),
]
NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def instance(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SHOPSTAT_INSTANCE", str(tmp_path / "instance"))
    return tmp_path / "instance"


@pytest.fixture
def calls(tmp_path: Path) -> str:
    """URL of a database with a table of calls."""
    file = tmp_path / "crm.db"
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("CREATE TABLE calls (id, called_at, client_id, amount)")
        connection.execute("CREATE VIEW paid AS SELECT * FROM calls")
    return f"sqlite:///{file}"


def run(*arguments: str, typed: str = "") -> Result:
    return CliRunner().invoke(main, arguments, input=typed)


def done(*arguments: str, typed: str = "") -> list[str]:
    result = run(*arguments, typed=typed)
    assert result.exit_code == 0, result.output
    return result.stdout.splitlines()


def credentials(instance: Path, name: str) -> store.Credentials | None:
    engine = open_writing(load_settings(instance).ledger_url)
    try:
        with writing(engine) as connection:
            return store.find(connection, name, datetime.now(UTC))
    finally:
        engine.dispose()


def rows(instance: Path, question: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(instance / "demo-shop.db")) as connection:
        return connection.execute(question).fetchall()


def answers_with(monkeypatch: pytest.MonkeyPatch, *tables: str) -> None:
    """A database that is nowhere seems to answer."""
    look = FirstLook([*tables], may_write=False)
    monkeypatch.setattr("app.cli.new_database.first_look", lambda url: look)
    monkeypatch.setattr("app.cli.ask_preset.candidates_of", lambda url: [])


def mode(file: Path) -> int:
    return stat.S_IMODE(file.stat().st_mode)


def test_one_command_makes_a_shop_with_its_account(instance: Path) -> None:
    password = done("init", *SHOP, "--yes")[-1]

    shop = load_settings(instance).shops["main"]
    found = credentials(instance, "main")

    assert (str(shop.time_zone), shop.currency, shop.database) == ("Europe/Moscow", "RUB", None)
    assert found is not None
    assert found.account == Account("main", "main", frozenset({Role.PULL}))
    assert verify(found.hashes[0], password)


def test_an_instance_is_its_owners_alone(instance: Path) -> None:
    done("init", *SHOP, "--yes")

    assert {path.name: oct(mode(path)) for path in [instance, *instance.rglob("*")]} == {
        "instance": "0o700",
        "shops": "0o700",
        "main.toml": "0o600",
        "shopstat.toml": "0o600",
        "shopstat.db": "0o600",
    }


def test_what_no_flag_says_is_asked_until_it_is_right(instance: Path) -> None:
    typed = "North Shop\nnorth\n\nMoscow\nEurope/Moscow\nrub\nRUB\n"

    lines = done("init", "--account", "alytics", typed=typed)

    assert [*load_settings(instance).shops] == ["north"]
    assert "Error: write an IANA time zone such as Europe/Moscow; did you mean Europe/Moscow?" in (
        lines
    )
    assert credentials(instance, "alytics") is not None


def test_a_table_of_the_shops_database_becomes_its_first_source(instance: Path, calls: str) -> None:
    done("init", *SHOP, "--database", calls, *CALLS, "--revenue", "amount", "--yes")

    assert load_settings(instance).shops["main"].sources == (
        TableSource(
            name="calls",
            channel=Channel.CALL,
            table="calls",
            time_column="called_at",
            time_kind=TimeKind.UTC,
            client_id="client_id",
            revenue="amount",
        ),
    )


def test_tables_and_columns_are_shown_when_they_are_asked_for(instance: Path, calls: str) -> None:
    typed = f"main\n{calls}\nUTC\nUSD\npaid\noffline\nwhen\ncalled_at\nutc\nclient_id\n-\n-\ny\n"

    lines = done("init", typed=typed)

    assert "Its tables: calls, paid." in lines
    assert "The columns of paid: id, called_at, client_id, amount." in lines
    assert "Error: 'when' is not one of id, called_at, client_id, amount" in lines
    (source,) = load_settings(instance).shops["main"].sources
    assert source.channel is Channel.OFFLINE


def test_a_database_without_a_table_leaves_the_source_to_be_written(
    instance: Path, calls: str
) -> None:
    lines = done("init", *SHOP, "--database", calls, "--table", "-", "--yes")

    file = instance / "shops" / "main.toml"
    assert f"Next: write in {file} where the sales are, under [[source]]; then shopstat check" in (
        lines
    )
    unfinished = run("account", "list")
    assert unfinished.exit_code == 1
    assert "source = (absent): say where in the database the sales are" in unfinished.stderr
    head, template = file.read_text(encoding="utf-8").split("# [[source]]")
    file.write_text(head + "[[source]]" + template.replace("\n# ", "\n"), encoding="utf-8")
    assert [source.name for source in load_settings(instance).shops["main"].sources] == ["orders"]


def test_a_password_of_the_database_stays_out_of_the_shops_file(
    instance: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers_with(monkeypatch, "calls")
    monkeypatch.setattr(
        "app.cli.ask_source.columns_of", lambda url, table: ["called_at", "client_id"]
    )
    url = "postgresql://reader:hunter2${x@h/d"

    printed = done("init", *SHOP, "--database", url, *CALLS, "--yes")

    file = instance / "shops" / "main.toml"
    assert "hunter2" not in file.read_text(encoding="utf-8") + "\n".join(printed)
    assert mode(file.with_suffix(".database-url")) == 0o600
    read = make_url(load_settings(instance).shops["main"].database or "")
    assert (read.username, read.password, read.host) == ("reader", "hunter2${x", "h")


def test_the_url_is_taken_from_a_file_or_from_standard_input(instance: Path, calls: str) -> None:
    (instance.parent / "url").write_text(calls + "\n")
    file = str(instance.parent / "url")

    done("init", *SHOP, "--database-file", file, *CALLS, "--yes")
    done("init", "--shop", "piped", *SHOP, "--database-file", "-", *CALLS, "--yes", typed=calls)

    assert {shop.database for shop in load_settings(instance).shops.values()} == {calls}


@pytest.mark.parametrize(
    ("content", "arguments", "told"),
    [
        (b"", [], "--database-file: expected a URL, the file is empty"),
        (b"\xff", [], "--database-file: expected a file in UTF-8"),
        (b"oracle://u:hunter2@h/d", [], "Invalid value for --database: begin the URL with one of"),
        (b"sqlite:///a.db", ["--database", "sqlite:///b.db"], "give either --database or"),
    ],
)
def test_a_file_without_a_url_changes_nothing(
    content: bytes, arguments: list[str], told: str, instance: Path
) -> None:
    (instance.parent / "url").write_bytes(content)
    file = str(instance.parent / "url")

    refused = run("init", *SHOP, "--database-file", file, *arguments, "--yes")

    assert refused.exit_code == 2
    assert f"Error: {told}" in refused.stderr
    assert "hunter2" not in refused.output
    assert not instance.exists()


def test_a_password_is_asked_apart_and_not_shown(
    instance: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers_with(monkeypatch)

    lines = done("init", *SHOP, typed="main\npostgresql://reader@h/d\np@ss/w%rd\n\n")

    assert "p@ss" not in "\n".join(lines)
    url = (instance / "shops" / "main.database-url").read_text().strip()
    assert make_url(url).password == "p@ss/w%rd"


def test_a_slip_of_the_url_is_asked_again(instance: Path, calls: str) -> None:
    slips = "calls.db\noracle://h/d\nsqlite:///absent.db\n"

    result = run("init", *SHOP, typed=f"main\n{slips}{calls}\n-\n")

    assert result.exit_code == 0, result.output
    assert [line for line in result.output.splitlines() if line.startswith("Error: ")] == [
        "Error: write a database URL: postgresql://user:password@host/name, "
        "mysql://user:password@host/name or sqlite:///file.db; in a password write @ as %40, "
        "/ as %2F, : as %3A and % as %25",
        "Error: begin the URL with one of the databases served: sqlite://, postgresql://, "
        "mysql://, mariadb://",
        "Error: the database does not answer: unable to open database file",
    ]
    assert f'database  = "{calls}"' in (instance / "shops" / "main.toml").read_text("utf-8")


def test_the_written_source_shows_how_rows_are_left_out(instance: Path, calls: str) -> None:
    done("init", *SHOP, "--database", calls, *CALLS, "--yes")

    lines = (instance / "shops" / "main.toml").read_text("utf-8").splitlines()
    assert lines[-1].startswith('# where   = { status = ["paid", "done"] }   # only these rows')
    file = instance / "shops" / "main.toml"
    file.write_text("\n".join([*lines[:-1], lines[-1].removeprefix("# ")]), "utf-8")
    (source,) = load_settings(instance).shops["main"].sources
    assert isinstance(source, TableSource)
    assert source.where == {"status": ("paid", "done")}


def test_a_login_may_have_no_password(instance: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answers_with(monkeypatch)

    done("init", *SHOP, "--database", "postgresql://reader@/d", typed="main\n\n\n")

    file = instance / "shops" / "main.toml"
    assert 'database  = "postgresql://reader@/d"' in file.read_text(encoding="utf-8")


def test_whoever_types_a_password_as_a_flag_is_warned(
    instance: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers_with(monkeypatch)

    warned = run(
        "init", *SHOP, "--database", "postgresql://reader:hunter2@h/d", "--table", "-", "--yes"
    )

    assert warned.exit_code == 0
    assert warned.stderr.endswith("better use --database-file.\n")
    assert "hunter2" not in warned.output


def test_a_new_shop_is_not_given_to_the_accounts_of_an_old_one(instance: Path) -> None:
    done("init", "--shop", "north", *SHOP, "--yes")
    (instance / "shops" / "north.toml").unlink()
    new = ("init", "--shop", "north", "--account", "another", *SHOP, "--yes")

    refused = run(*new)

    assert refused.exit_code == 1
    assert "its accounts would read the new one: north" in refused.stderr
    assert "run: shopstat account disable north" in refused.stderr
    assert not (instance / "shops" / "north.toml").exists()
    done("account", "disable", "north")
    done(*new)
    assert [*load_settings(instance).shops] == ["north"]


def test_a_shop_that_is_there_is_not_touched(instance: Path) -> None:
    done("init", *SHOP, "--yes")
    before = (instance / "shops" / "main.toml").read_bytes()

    again = run("init", "--time-zone", "UTC", "--currency", "USD", "--yes")

    assert again.exit_code == 1
    assert "the shop is there already" in again.stderr
    assert (instance / "shops" / "main.toml").read_bytes() == before


def test_a_url_that_an_earlier_shop_left_is_not_touched(instance: Path) -> None:
    (instance / "shops").mkdir(parents=True)
    left = instance / "shops" / "main.database-url"
    left.write_text("mysql://reader:hunter2@h/d", encoding="utf-8")

    refused = run("init", *SHOP, "--yes")

    assert refused.exit_code == 1
    assert f"an earlier shop left {left}: take it away" in refused.stderr
    assert left.read_text(encoding="utf-8") == "mysql://reader:hunter2@h/d"


def test_an_account_that_is_there_is_not_given_away(instance: Path) -> None:
    done("init", *SHOP, "--yes")

    again = run("init", "--shop", "second", "--account", "main", *SHOP, "--yes")

    assert again.exit_code == 1
    assert "the account 'main' exists already" in again.stderr
    assert [*load_settings(instance).shops] == ["main"]


def test_a_second_shop_joins_the_first(instance: Path) -> None:
    done("init", *SHOP, "--yes")
    done("init", "--shop", "second", *SHOP, "--yes")

    assert [*load_settings(instance).shops] == ["main", "second"]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ([], "--time-zone is needed with --yes: Time zone, such as Europe/Moscow"),
        (["--time-zone", "UTC"], "--currency is needed with --yes: Currency, such as RUB"),
        ([*SHOP, "--shop", "Main"], "Invalid value for --shop: write a name of a-z, 0-9"),
        (["--time-zone", "MSK"], "Invalid value for --time-zone: write an IANA time zone"),
        (["--time-zone", "UTC", "--currency", "usd"], "Invalid value for --currency: write three"),
        (
            [*SHOP, "--database", "oracle://u:hunter2@h/d"],
            "Invalid value for --database: begin the URL with one of",
        ),
        (
            [*SHOP, "--database", "CALLS"],
            "--table is needed with --yes: Table with one row per sale",
        ),
        ([*SHOP, "--database", "CALLS", "--table", "calls"], "--time-column is needed with --yes"),
        (
            [*SHOP, "--database", "CALLS", *CALLS, "--cost", "profit"],
            "Invalid value for --cost: 'profit' is not one of id, called_at, client_id, amount, -",
        ),
        ([*SHOP, "--preset", "woocommerce"], "--preset: there is no database; name it with"),
        ([*SHOP, *CALLS[:4]], "--table, --time-column: there is no database; name it with"),
        (
            [*SHOP, "--database", "CALLS", *CALLS, "--preset", "woocommerce"],
            "give either --preset or --table, not both",
        ),
        (
            [*SHOP, "--database", "CALLS", "--table", "-", "--revenue", "amount"],
            "--revenue: name the table that has them with --table",
        ),
        (
            [*SHOP, "--database", "CALLS", "--preset", "woo"],
            "Invalid value for --preset: 'woo' is not one of asterisk, bitrix",
        ),
    ],
)
def test_wrong_answers_change_nothing(
    arguments: list[str], told: str, instance: Path, calls: str
) -> None:
    given = [calls if argument == "CALLS" else argument for argument in arguments]

    refused = run("init", *given, "--yes")

    assert refused.exit_code == 2
    assert f"Error: {told}" in refused.stderr
    assert "hunter2" not in refused.output
    assert not instance.exists()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--database", "sqlite:///absent.db"], "--database does not answer: unable to open"),
        (
            ["--database", "CALLS", "--table", "orders"],
            "--table orders cannot be read: no such table: orders; the tables are: calls, paid",
        ),
        (
            ["--database", "CALLS", *CALLS, "--time-kind", "mysql-ts"],
            "/shops/main.toml: source[1].time.kind = 'mysql-ts': write tz, utc or local",
        ),
    ],
)
def test_a_database_that_does_not_fit_changes_nothing(
    arguments: list[str], told: str, instance: Path, calls: str
) -> None:
    given = [calls if argument == "CALLS" else argument for argument in arguments]

    refused = run("init", *SHOP, *given, "--yes")

    assert refused.exit_code == 1
    assert told in refused.stderr
    assert not instance.exists()


@time_machine.travel(NOW, tick=False)
def test_the_demo_has_three_months_of_sales_up_to_now(instance: Path) -> None:
    done("demo")

    (calls,) = rows(instance, "SELECT min(called_at) < '2026-08-24', max(called_at) FROM calls")
    days = rows(instance, "SELECT count(DISTINCT date(sold_at)), max(sold_at) FROM offline_sales")

    assert calls[0] == 1
    assert "2026-11-22 06:00:00" < str(calls[1]) <= "2026-11-22 09:30:00"
    assert days[0][0] == 92
    assert "2026-11-22 09:00:00" < str(days[0][1]) <= "2026-11-22 12:30:00"


@time_machine.travel(NOW, tick=False)
def test_the_demo_has_what_real_shops_have(instance: Path) -> None:
    done("demo")

    calls = rows(instance, "SELECT client_id FROM calls")
    spellings = {
        "".join("9" if letter.isdigit() else letter for letter in str(text)) for (text,) in calls
    }
    assert spellings == {
        *("999-999", "999999", "999 999", "№999–999", "999-999 или 999-999"),
        *("+9 999 999-99-99", "", "None"),
    }
    assert rows(instance, "SELECT DISTINCT status FROM calls ORDER BY 1") == [
        ("cancelled",),
        ("done",),
        ("paid",),
    ]
    assert rows(instance, "SELECT DISTINCT state FROM offline_sales ORDER BY 1") == [
        ("returned",),
        ("sold",),
    ]


@time_machine.travel(NOW, tick=False)
def test_the_demo_answers_for_yesterday(instance: Path) -> None:
    done("demo")

    answer = run("stat", "--date", "2026-11-21").stdout

    assert answer.startswith('{"data":[{"user_id":"')
    assert answer == run("stat", "--date", "2026-11-21").stdout


def test_the_demo_is_topped_up_and_keeps_what_is_there(instance: Path) -> None:
    with time_machine.travel(NOW, tick=False):
        done("demo")
    before = rows(instance, "SELECT * FROM calls")
    with closing(sqlite3.connect(instance / "demo-shop.db")) as connection, connection:
        connection.execute("UPDATE calls SET status = 'mine' WHERE id = ?", (before[0][0],))
    with time_machine.travel("2026-11-24 21:30:00Z", tick=False):
        done("demo")
        done("demo")

    after = rows(instance, "SELECT * FROM calls")
    assert after[0][-1] == "mine"
    assert set(before[1:]) < set(after)
    assert rows(instance, "SELECT max(date(sold_at)) FROM offline_sales") == [("2026-11-24",)]


def test_a_long_pause_leaves_no_gap(instance: Path) -> None:
    with time_machine.travel("2025-11-22 12:00:00Z", tick=False):
        done("demo")
    with time_machine.travel(NOW, tick=False):
        done("demo")

    days = "SELECT count(DISTINCT date(sold_at)) FROM offline_sales"
    assert rows(instance, days) == [(91 + 366,)]


@time_machine.travel(NOW, tick=False)
def test_a_day_of_the_demo_is_the_same_everywhere(
    instance: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done("demo")
    here = rows(instance, "SELECT * FROM offline_sales")
    monkeypatch.setenv("SHOPSTAT_INSTANCE", str(tmp_path / "elsewhere"))
    done("demo")

    assert rows(tmp_path / "elsewhere", "SELECT * FROM offline_sales") == here


def test_a_changed_demo_stays_changed(instance: Path) -> None:
    done("demo")
    file = instance / "shops" / "demo.toml"
    file.write_text(file.read_text(encoding="utf-8").replace("RUB", "KZT"), encoding="utf-8")
    done("account", "password", "demo", "--overlap-hours", "0")
    done("demo")

    found = credentials(instance, "demo")
    assert load_settings(instance).shops["demo"].currency == "KZT"
    assert found is not None
    assert [verify(each, "demo") for each in found.hashes] == [False]


def test_where_there_is_a_shop_no_demo_is_needed(instance: Path) -> None:
    done("init", *SHOP, "--yes")
    done("demo", "--if-needed")

    assert [*load_settings(instance).shops] == ["main"]


def test_where_there_is_none_or_only_the_demo_it_is_filled(instance: Path) -> None:
    done("demo", "--if-needed")
    (instance / "demo-shop.db").unlink()
    done("demo", "--if-needed")

    assert (instance / "demo-shop.db").exists()


def test_only_whoever_does_not_serve_at_once_is_told_to(instance: Path) -> None:
    assert done("demo")[-1] == "Next: shopstat serve"
    assert not any("Next" in line for line in done("demo", "--if-needed"))


def test_a_demo_that_cannot_be_filled_is_told(instance: Path) -> None:
    (instance / "demo-shop.db").mkdir(parents=True)

    failed = run("demo")

    assert failed.exit_code == 1
    assert failed.stderr == (
        f"Error: {instance}/demo-shop.db cannot be filled: unable to open database file\n"
    )
