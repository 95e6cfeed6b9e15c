"""Accounts in the ledger, on every database."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import Connection, Engine, text

from app.accounts import store
from app.accounts.account import Account, Role
from app.accounts.faults import AccountExists, BadName, NoSuchAccount
from app.accounts.store import Credentials
from app.database.writing import reading, writing

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
DAY = timedelta(days=1)
SECOND = timedelta(seconds=1)
FIRST = "first"
DEMO = Account("demo", "north", frozenset({Role.PULL}))


def add(engine: Engine, account: Account = DEMO, password_hash: str = FIRST) -> None:
    with writing(engine) as connection:
        store.add(connection, account, password_hash, NOON)


def set_password(
    engine: Engine, password_hash: str, at: datetime = NOON, old_valid_until: datetime = NOON + DAY
) -> bool:
    with writing(engine) as connection:
        return store.set_password(connection, "demo", password_hash, at, old_valid_until)


def find(engine: Engine, name: str = "demo", at: datetime = NOON) -> Credentials | None:
    with reading(engine) as connection:
        return store.find(connection, name, at)


def hashes(engine: Engine, at: datetime = NOON) -> Sequence[str]:
    found = find(engine, at=at)
    return found.hashes if found else ()


def test_an_added_account_is_found_with_its_password(every_ledger: Engine) -> None:
    account = Account("алитикс@shop", "north", frozenset({Role.PULL, Role.SEND}))
    add(every_ledger, account, "hashed")
    assert find(every_ledger, "алитикс@shop") == Credentials(account, ("hashed",))


@pytest.mark.parametrize("name", ["Demo", "demo ", "dèmo", "dem", "nobody"])
def test_only_the_very_name_finds_an_account(every_ledger: Engine, name: str) -> None:
    add(every_ledger)
    assert find(every_ledger, name) is None


def test_names_that_differ_in_case_are_two_accounts(every_ledger: Engine) -> None:
    upper = Account("Demo", "south", frozenset({Role.OPERATE}))
    add(every_ledger)
    add(every_ledger, upper, "other")
    assert find(every_ledger, "Demo") == Credentials(upper, ("other",))
    assert find(every_ledger, "demo") == Credentials(DEMO, ("first",))


def test_a_taken_name_is_refused_and_changes_nothing(every_ledger: Engine) -> None:
    add(every_ledger)
    with pytest.raises(AccountExists, match="shopstat account password demo"):
        add(every_ledger, Account("demo", "south", frozenset({Role.SEND})), "other")
    assert find(every_ledger) == Credentials(DEMO, ("first",))


def test_a_bad_name_is_refused(ledger: Engine) -> None:
    with pytest.raises(BadName, match="got 'a:b'"):
        add(ledger, Account("a:b", "north", frozenset()))


def test_accounts_are_listed_by_name(every_ledger: Engine) -> None:
    other = Account("alytics", "south", frozenset({Role.PULL, Role.OPERATE}), disabled=True)
    add(every_ledger)
    add(every_ledger, other)
    with reading(every_ledger) as connection:
        assert store.list_accounts(connection) == [other, DEMO]


def test_the_replaced_password_is_valid_until_its_moment(every_ledger: Engine) -> None:
    add(every_ledger)
    set_password(every_ledger, "second", old_valid_until=NOON + DAY)
    assert hashes(every_ledger, NOON + DAY - SECOND) == ("second", "first")
    assert hashes(every_ledger, NOON + DAY) == ("second",)


def test_the_moment_is_the_same_in_any_zone(every_ledger: Engine) -> None:
    in_moscow = (NOON + DAY).astimezone(timezone(timedelta(hours=3)))
    add(every_ledger)
    set_password(every_ledger, "second", old_valid_until=in_moscow)
    assert hashes(every_ledger, NOON + DAY - SECOND) == ("second", "first")
    assert hashes(every_ledger, in_moscow) == ("second",)


def test_a_password_may_end_its_predecessor_at_once(every_ledger: Engine) -> None:
    add(every_ledger)
    set_password(every_ledger, "second", old_valid_until=NOON)
    assert hashes(every_ledger) == ("second",)


def test_never_more_than_two_passwords_are_valid(every_ledger: Engine) -> None:
    add(every_ledger)
    ended = [set_password(every_ledger, password) for password in ("second", "third", "fourth")]
    assert hashes(every_ledger) == ("fourth", "third")
    assert ended == [False, True, True]


def test_passwords_set_at_the_same_time_leave_two_valid(every_ledger: Engine) -> None:
    add(every_ledger)
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda number: set_password(every_ledger, f"hash {number}"), range(12)))
    assert len(hashes(every_ledger)) == 2


def test_the_old_password_can_be_ended_early(every_ledger: Engine) -> None:
    add(every_ledger)
    set_password(every_ledger, "second")
    with writing(every_ledger) as connection:
        ended = [store.end_old_passwords(connection, "demo") for _ in range(2)]
    assert ended == [True, False]
    assert hashes(every_ledger) == ("second",)


def test_an_account_is_disabled_and_enabled(every_ledger: Engine) -> None:
    add(every_ledger)
    states = []
    for change in (store.disable, store.disable, store.enable):
        with writing(every_ledger) as connection:
            change(connection, "demo")
        found = find(every_ledger)
        states.append(found and found.account.disabled)
    assert states == [True, True, False]


def test_a_stronger_hash_takes_the_place_of_its_own_only(every_ledger: Engine) -> None:
    add(every_ledger)
    set_password(every_ledger, "second")
    with writing(every_ledger) as connection:
        store.replace_hash(connection, "demo", "first", "stronger")
        store.replace_hash(connection, "demo", "gone", "never")
    assert hashes(every_ledger) == ("second", "stronger")


def test_what_is_asked_of_an_unknown_account_is_refused(ledger: Engine) -> None:
    requests: list[Callable[[Connection], object]] = [
        lambda c: store.set_password(c, "nobody", "hash", NOON, NOON),
        lambda c: store.end_old_passwords(c, "nobody"),
        lambda c: store.disable(c, "nobody"),
        lambda c: store.enable(c, "nobody"),
    ]
    for request in requests:
        with pytest.raises(NoSuchAccount, match="shopstat account list"), writing(ledger) as c:
            request(c)


def test_times_are_stored_in_utc_to_the_second(every_ledger: Engine) -> None:
    set_in_kathmandu = NOON.replace(microsecond=999_999).astimezone(
        timezone(timedelta(hours=5, minutes=45))
    )
    with writing(every_ledger) as connection:
        store.add(connection, DEMO, "first", set_in_kathmandu)
        stored = connection.execute(text("SELECT created_at FROM accounts")).scalar_one()
    assert str(stored).removesuffix(".000000") == "2026-11-21 12:00:00"


def test_a_removed_account_leaves_no_password(every_ledger: Engine) -> None:
    other = Account("other", "north", frozenset({Role.PULL}))
    add(every_ledger)
    add(every_ledger, other)
    set_password(every_ledger, "second")
    with writing(every_ledger) as connection:
        store.remove(connection, "demo")
    with reading(every_ledger) as connection:
        assert store.list_accounts(connection) == [other]
        assert connection.scalars(text("SELECT account FROM passwords")).all() == ["other"]


def test_replaced_passwords_are_told_while_they_work(every_ledger: Engine) -> None:
    add(every_ledger)
    set_password(every_ledger, "second")
    with reading(every_ledger) as connection:
        assert store.replaced_until(connection, NOON) == {"demo": NOON + DAY}
        assert store.replaced_until(connection, NOON + DAY) == {}
