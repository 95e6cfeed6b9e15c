"""The commands for accounts, run on an instance of their own."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import click
import pytest
import time_machine
from click.testing import CliRunner, Result

from app.accounts.account import Account, Role
from app.accounts.faults import AccountExists, BadName, BadPassword, NoSuchAccount
from app.accounts.login import Login
from app.cli.account import account
from app.cli.upgrade import upgrade
from app.database.writing import open_writing
from app.ledger.schema import LedgerOutdated
from config.settings import load_settings

SHOP = """
time_zone = "Europe/Moscow"
currency = "RUB"

[client_id]
format = "999-999"
masks = ["plain"]
"""
TYPED = "correct horse"


@pytest.fixture
def instance(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An instance with the shop ``north`` and a ledger at the current schema."""
    monkeypatch.setenv("SHOPSTAT_INSTANCE", str(tmp_path))
    add_shop(tmp_path, "north")
    assert run_upgrade().exit_code == 0
    return tmp_path


def add_shop(instance: Path, name: str) -> None:
    (instance / "shops").mkdir(exist_ok=True)
    (instance / "shops" / f"{name}.toml").write_text(SHOP)


def run(*words: str, typed: str | None = None) -> Result:
    return CliRunner().invoke(account, words, input=typed)


def run_upgrade() -> Result:
    return CliRunner().invoke(upgrade)


def opened(name: str, password: str, after: timedelta = timedelta()) -> Account | None:
    """Log in, ``after`` that time from now."""
    engine = open_writing(load_settings().ledger_url)
    found = Login(engine, now=lambda: datetime.now(UTC) + after).check(name, password)
    engine.dispose()
    return found


def last_line(result: Result) -> str:
    return result.stdout.splitlines()[-1]


def test_a_new_account_may_pull_with_the_password_on_the_last_line(instance: Path) -> None:
    result = run("add", "alytics")
    assert result.stdout.splitlines()[:-1] == [
        "The account alytics of the shop north may pull.",
        "Its password is shown this once:",
    ]
    assert opened("alytics", last_line(result)) == Account(
        "alytics", "north", frozenset({Role.PULL})
    )


def test_shop_and_roles_are_chosen(instance: Path) -> None:
    add_shop(instance, "south")
    result = run("add", "desk", "--shop", "south", "--role", "send", "--role", "operate")
    assert opened("desk", last_line(result)) == Account(
        "desk", "south", frozenset({Role.SEND, Role.OPERATE})
    )


def test_an_instance_with_several_shops_needs_the_shop(instance: Path) -> None:
    add_shop(instance, "south")
    result = run("add", "alytics")
    assert result.exit_code == 2
    assert "say which shop with --shop; there are: north, south" in result.stderr


def test_an_unknown_shop_is_refused_with_the_known_ones(instance: Path) -> None:
    result = run("add", "alytics", "--shop", "east")
    assert result.exit_code == 2
    assert "'east' is not a shop; there are: north" in result.stderr


def test_an_unknown_role_is_refused_with_the_known_ones(instance: Path) -> None:
    result = run("add", "alytics", "--role", "admin")
    assert result.exit_code == 2
    assert "'pull', 'send', 'operate'" in result.stderr


@pytest.mark.parametrize("written", [TYPED, f"{TYPED}\n", f"{TYPED}\r\n"])
def test_a_password_file_is_read_without_its_line_end(instance: Path, written: str) -> None:
    (instance / "secret").write_bytes(written.encode())
    result = run("add", "alytics", "--password-file", str(instance / "secret"))
    assert result.stdout == "The account alytics of the shop north may pull.\n"
    assert opened("alytics", TYPED)


def test_a_password_may_come_from_standard_input(instance: Path) -> None:
    run("add", "alytics", "--password-file", "-", typed="пароль из букв\n")
    assert opened("alytics", "пароль из букв")


def test_a_password_may_be_typed_twice_at_a_prompt(instance: Path) -> None:
    result = run("add", "alytics", "--password", typed=f"{TYPED}\n{TYPED}\n")
    assert TYPED not in result.output
    assert opened("alytics", TYPED)


def test_a_short_password_is_refused_and_makes_no_account(instance: Path) -> None:
    result = run("add", "alytics", "--password-file", "-", typed="short\n")
    assert isinstance(result.exception, BadPassword)
    assert run("list").stdout.startswith("There are no accounts yet")


def test_a_password_file_that_is_not_utf8_is_refused(instance: Path) -> None:
    (instance / "secret").write_bytes("пароль из букв".encode("cp1251"))
    result = run("add", "alytics", "--password-file", str(instance / "secret"))
    assert isinstance(result.exception, BadPassword)


def test_a_password_has_one_source(instance: Path) -> None:
    result = run("add", "alytics", "--password", "--password-file", "-")
    assert result.exit_code == 2


@pytest.mark.parametrize(
    ("name", "fault"), [("alytics", AccountExists), ("a:b", BadName), ("a b", BadName)]
)
def test_a_name_that_is_taken_or_bad_is_refused(
    instance: Path, name: str, fault: type[Exception]
) -> None:
    run("add", "alytics")
    result = run("add", name)
    assert (result.exit_code, type(result.exception), result.stdout) == (1, fault, "")


def test_accounts_are_listed_with_shop_roles_and_state(instance: Path) -> None:
    run("add", "desk", "--role", "send", "--role", "operate")
    run("add", "alytics")
    run("disable", "desk")
    assert run("list").stdout.splitlines() == [
        "NAME     SHOP   ROLES          STATE     OLD PASSWORD",
        "alytics  north  pull           enabled   -",
        "desk     north  operate, send  disabled  -",
    ]


def test_the_list_tells_until_when_an_old_password_works(instance: Path) -> None:
    run("add", "alytics")
    with time_machine.travel("2099-11-21 12:30:00Z", tick=False):
        run("password", "alytics", "--overlap-hours", "2")
        before = run("list").stdout.splitlines()[-1]
    with time_machine.travel("2099-11-21 14:30:00Z", tick=False):
        after = run("list").stdout.splitlines()[-1]
    assert before == "alytics  north  pull   enabled  until 2099-11-21 14:30 UTC"
    assert after == "alytics  north  pull   enabled  -"


@pytest.mark.parametrize(("words", "typed"), [(["--yes"], None), ([], "y\n")])
def test_a_removed_account_is_gone_and_its_name_is_free(
    instance: Path, words: list[str], typed: str | None
) -> None:
    password = last_line(run("add", "alytics"))
    run("password", "alytics")
    result = run("remove", "alytics", *words, typed=typed)
    assert result.stdout.endswith("The account alytics is removed.\n")
    assert opened("alytics", password) is None
    assert run("add", "alytics").exit_code == 0


def test_an_account_is_removed_only_on_a_clear_yes(instance: Path) -> None:
    password = last_line(run("add", "alytics"))
    result = run("remove", "alytics", typed="\n")
    assert result.exit_code == 1
    assert "To keep it: shopstat account disable alytics" in result.output
    assert opened("alytics", password)


def test_an_empty_list_says_how_to_begin(instance: Path) -> None:
    assert run("list").stdout == (
        "There are no accounts yet; to make one run: shopstat account add NAME\n"
    )


def test_a_new_password_leaves_the_old_one_a_day(instance: Path) -> None:
    old = last_line(run("add", "alytics"))
    result = run("password", "alytics")
    new = last_line(result)
    assert "to end it at once run: shopstat account password alytics --end-old" in result.stdout
    assert opened("alytics", new)
    assert opened("alytics", old, after=timedelta(hours=23))
    assert opened("alytics", old, after=timedelta(hours=25)) is None


def test_the_end_of_the_old_password_is_told_in_utc(
    instance: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = datetime(2026, 11, 21, 22, 30, tzinfo=UTC)
    monkeypatch.setattr("app.cli.account_password.utc_now", lambda: now)
    run("add", "alytics")
    result = run("password", "alytics", "--overlap-hours", "2")
    assert "The old one works until 2026-11-22 00:30 UTC;" in result.stdout


def test_no_overlap_ends_the_old_password_at_once(instance: Path) -> None:
    old = last_line(run("add", "alytics"))
    new = last_line(run("password", "alytics", "--overlap-hours", "0"))
    assert opened("alytics", new)
    assert opened("alytics", old) is None


def test_a_third_password_says_that_the_first_has_ended(instance: Path) -> None:
    first = last_line(run("add", "alytics"))
    run("password", "alytics")
    result = run("password", "alytics")
    assert "The one replaced before has ended: at most two work at once." in result.stdout
    assert opened("alytics", first) is None


def test_the_old_password_can_be_ended_without_making_a_new_one(instance: Path) -> None:
    old = last_line(run("add", "alytics"))
    new = last_line(run("password", "alytics"))
    said = [run("password", "alytics", "--end-old").stdout for _ in range(2)]
    assert said == [
        "The old password of alytics has ended.\n",
        "alytics has only one password; nothing was ended.\n",
    ]
    assert opened("alytics", new)
    assert opened("alytics", old) is None


@pytest.mark.parametrize(
    "words", [["--overlap-hours", "1"], ["--password"], ["--password-file", "-"]]
)
def test_ending_the_old_password_stands_alone(instance: Path, words: list[str]) -> None:
    result = run("password", "alytics", "--end-old", *words)
    assert result.exit_code == 2
    assert "use --overlap-hours 0" in result.stderr


def test_a_disabled_account_is_out_until_it_is_enabled(instance: Path) -> None:
    password = last_line(run("add", "alytics"))
    run("disable", "alytics")
    out = opened("alytics", password)
    run("enable", "alytics")
    assert (out, opened("alytics", password)) == (
        None,
        Account("alytics", "north", frozenset({Role.PULL})),
    )


@pytest.mark.parametrize(
    "words",
    [["password"], ["password", "--end-old"], ["disable"], ["enable"], ["remove", "--yes"]],
)
def test_an_unknown_account_is_refused(instance: Path, words: list[str]) -> None:
    result = run(*words, "nobody")
    assert (result.exit_code, type(result.exception)) == (1, NoSuchAccount)


@pytest.mark.parametrize("words", [["add", "alytics"], ["list"], ["disable", "alytics"]])
def test_an_outdated_ledger_asks_for_the_upgrade(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str]
) -> None:
    monkeypatch.setenv("SHOPSTAT_INSTANCE", str(tmp_path))
    add_shop(tmp_path, "north")
    result = run(*words)
    assert isinstance(result.exception, LedgerOutdated)


def test_an_upgrade_may_be_repeated(instance: Path) -> None:
    assert run_upgrade().stdout == "The ledger has the current schema.\n"


@pytest.mark.parametrize("command", [*account.commands.values(), upgrade], ids=lambda c: c.name)
def test_the_help_of_every_command_has_an_example(command: click.Command) -> None:
    assert "Example" in CliRunner().invoke(command, ["--help"]).stdout
