"""Logging in: who is let in, at what cost, and what is noticed at once."""

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from argon2 import PasswordHasher
from sqlalchemy import Connection, Engine

from app.accounts import login as login_module
from app.accounts import store
from app.accounts.account import Account, Role
from app.accounts.limits import LoginLimits
from app.accounts.login import Login
from app.accounts.lookup import Lookup
from app.accounts.passwords import hash_password, is_weaker, verify
from app.accounts.refusal import LoginRefused, Refusal
from app.database.writing import LedgerUnavailable, open_writing, reading, writing
from tests.accounts.clock import Clock

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
DAY = timedelta(days=1)
DEMO = Account("demo", "north", frozenset({Role.PULL}))
PASSWORD = "correct horse"
HASH = hash_password(PASSWORD)
Outcome = Account | Refusal | None


@pytest.fixture
def verified(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The hashes that a password was compared with, in order."""
    hashes: list[str] = []

    def counting(stored_hash: str, password: str) -> bool:
        hashes.append(stored_hash)
        return verify(stored_hash, password)

    monkeypatch.setattr(login_module, "verify", counting)
    return hashes


@pytest.fixture
def demo(ledger: Engine) -> Engine:
    """A ledger with the account ``demo``."""
    with writing(ledger) as connection:
        store.add(connection, DEMO, HASH, NOON)
    return ledger


def a_login(engine: Engine, at: datetime = NOON) -> Login:
    return Login(engine, now=lambda: at)


def change(engine: Engine, what: Callable[[Connection], object]) -> None:
    with writing(engine) as connection:
        what(connection)


def test_the_right_credentials_open_the_account(demo: Engine) -> None:
    assert a_login(demo).check("demo", PASSWORD) == DEMO


@pytest.mark.parametrize(
    ("name", "password"),
    [
        ("demo", "wrong"),
        ("demo", ""),
        ("demo", PASSWORD.upper()),
        ("Demo", PASSWORD),
        ("demo ", PASSWORD),
        ("nobody", PASSWORD),
        ("", ""),
        ("a:b", PASSWORD),
        ("\x00", PASSWORD),
    ],
)
def test_other_credentials_open_nothing(demo: Engine, name: str, password: str) -> None:
    assert a_login(demo).check(name, password) is None


def test_a_name_of_another_case_opens_nothing_on_any_database(every_ledger: Engine) -> None:
    change(every_ledger, lambda c: store.add(c, DEMO, HASH, NOON))
    login = a_login(every_ledger)
    names = ["demo", "Demo", "DEMO", "demo ", "dèmo"]
    assert [login.check(name, PASSWORD) for name in names] == [DEMO, None, None, None, None]


def test_a_cyrillic_name_and_password_open_their_account(ledger: Engine) -> None:
    operator = Account("оператор", "north", frozenset({Role.OPERATE}))
    change(ledger, lambda c: store.add(c, operator, hash_password("пароль из букв"), NOON))
    assert a_login(ledger).check("оператор", "пароль из букв") == operator


@pytest.mark.parametrize(
    ("name", "password"),
    [("demo", "wrong"), ("nobody", "wrong"), ("a:b", "wrong"), ("off", PASSWORD), ("off", "wrong")],
)
def test_every_failure_costs_two_verifications(
    demo: Engine, verified: list[str], name: str, password: str
) -> None:
    off = Account("off", "north", frozenset({Role.PULL}), disabled=True)
    change(demo, lambda c: store.add(c, off, HASH, NOON))
    assert a_login(demo).check(name, password) is None
    assert [stored.split("$")[:4] for stored in verified] == [HASH.split("$")[:4]] * 2


def test_a_failure_costs_the_same_with_two_valid_passwords(
    demo: Engine, verified: list[str]
) -> None:
    change(demo, lambda c: store.set_password(c, "demo", hash_password("new"), NOON, NOON + DAY))
    assert a_login(demo).check("demo", "wrong") is None
    assert len(verified) == 2


def test_a_repeated_success_costs_no_hashing(demo: Engine, verified: list[str]) -> None:
    login = a_login(demo)
    assert [login.check("demo", PASSWORD) for _ in range(3)] == [DEMO] * 3
    assert len(verified) == 2


def test_a_failure_is_not_remembered(demo: Engine, verified: list[str]) -> None:
    login = a_login(demo)
    assert [login.check("demo", "wrong") for _ in range(2)] == [None, None]
    assert len(verified) == 4


def test_a_success_is_verified_again_after_the_cache_seconds(
    demo: Engine, verified: list[str]
) -> None:
    clock = Clock()
    login = Login(demo, cache_seconds=600, monotonic=clock, now=lambda: NOON)
    counts = []
    for clock.seconds in (1000, 1599, 1600):
        assert login.check("demo", PASSWORD) == DEMO
        counts.append(len(verified))
    assert counts == [2, 2, 4]


def test_a_disabled_account_is_shut_out_at_once(demo: Engine, verified: list[str]) -> None:
    login = a_login(demo)
    login.check("demo", PASSWORD)
    change(demo, lambda c: store.disable(c, "demo"))
    assert login.check("demo", PASSWORD) is None
    assert len(verified) == 4


def test_both_passwords_open_the_account_while_one_is_replaced(demo: Engine) -> None:
    change(demo, lambda c: store.set_password(c, "demo", hash_password("new"), NOON, NOON + DAY))
    login = a_login(demo)
    assert [login.check("demo", password) for password in (PASSWORD, "new")] == [DEMO, DEMO]


def test_an_account_tells_which_of_two_passwords_opened_it(demo: Engine) -> None:
    login, new = a_login(demo), "another horse"
    change(demo, lambda c: store.set_password(c, "demo", hash_password(new), NOON, NOON + DAY))
    opened = [login.check("demo", password) for password in (PASSWORD, new) * 2]
    assert [account and account.by_old_password for account in opened] == [True, False] * 2


def test_a_replaced_password_fails_from_its_moment_on_even_if_remembered(demo: Engine) -> None:
    present = [NOON]
    login = Login(demo, now=lambda: present[0])
    change(demo, lambda c: store.set_password(c, "demo", hash_password("new"), NOON, NOON + DAY))
    login.check("demo", PASSWORD)
    present[0] = NOON + DAY
    assert [login.check("demo", password) for password in (PASSWORD, "new")] == [None, DEMO]


def test_an_ended_password_fails_at_once_even_if_remembered(demo: Engine) -> None:
    login = a_login(demo)
    change(demo, lambda c: store.set_password(c, "demo", hash_password("new"), NOON, NOON + DAY))
    login.check("demo", PASSWORD)
    change(demo, lambda c: store.end_old_passwords(c, "demo"))
    assert login.check("demo", PASSWORD) is None


def outcome(login: Login, name: str, password: str, address: str) -> Outcome:
    try:
        return login.check(name, password, address)
    except LoginRefused as refused:
        return refused.refusal


def a_strict_login(engine: Engine, clock: Clock, failures_per_minute: int = 2) -> Login:
    limits = LoginLimits(failures_per_minute)
    return Login(engine, 600, limits, monotonic=clock, now=lambda: NOON)


@pytest.mark.parametrize("name", ["demo", "nobody", "a:b"])
def test_a_name_that_failed_too_often_is_refused_before_any_hashing(
    demo: Engine, verified: list[str], name: str
) -> None:
    login = a_strict_login(demo, Clock())
    outcomes = [outcome(login, name, f"guess{n}", "192.0.2.1") for n in range(4)]
    assert outcomes == [None, None, Refusal.TOO_MANY, Refusal.TOO_MANY]
    assert len(verified) == 4


def test_a_guess_that_is_refused_asks_the_ledger_nothing(
    demo: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    login = a_strict_login(demo, Clock())
    for _ in range(2):
        login.check("demo", "wrong", "192.0.2.1")
    monkeypatch.delattr(Lookup, "find")
    assert outcome(login, "demo", "guess", "192.0.2.1") is Refusal.TOO_MANY


def test_a_refused_name_may_try_again_after_a_minute(demo: Engine) -> None:
    clock = Clock()
    login = a_strict_login(demo, clock)
    for _ in range(2):
        login.check("demo", "wrong", "192.0.2.1")
    outcomes = []
    for clock.seconds in (1059.9, 1060):
        outcomes.append(outcome(login, "demo", PASSWORD, "192.0.2.1"))
    assert outcomes == [Refusal.TOO_MANY, DEMO]


@pytest.mark.parametrize("leap", [timedelta(days=-365), timedelta(days=365)])
def test_a_leap_of_the_wall_clock_forgets_no_failure_and_no_success(
    demo: Engine, verified: list[str], leap: timedelta
) -> None:
    present = [NOON]
    limits = LoginLimits(failures_per_minute=2)
    login = Login(demo, 600, limits, monotonic=Clock(), now=lambda: present[0])
    login.check("demo", PASSWORD, "192.0.2.2")
    for _ in range(2):
        login.check("demo", "wrong", "192.0.2.1")
    hashed = len(verified)
    present[0] += leap
    assert outcome(login, "demo", "wrong", "192.0.2.1") is Refusal.TOO_MANY
    assert outcome(login, "demo", PASSWORD, "192.0.2.2") == DEMO
    assert len(verified) == hashed


def test_failures_elsewhere_lock_nobody_out(demo: Engine) -> None:
    login = a_strict_login(demo, Clock())
    for _ in range(2):
        login.check("demo", "wrong", "192.0.2.1")
    assert login.check("demo", PASSWORD, "192.0.2.2") == DEMO


def test_a_remembered_login_is_let_in_from_a_place_that_failed(demo: Engine) -> None:
    login = a_strict_login(demo, Clock())
    login.check("demo", PASSWORD, "192.0.2.2")
    for _ in range(2):
        login.check("demo", "wrong", "192.0.2.1")
    outcomes = [outcome(login, "demo", each, "192.0.2.1") for each in ("wrong", PASSWORD)]
    assert outcomes == [Refusal.TOO_MANY, DEMO]


def test_a_whole_ipv6_network_is_refused(demo: Engine) -> None:
    login = a_strict_login(demo, Clock())
    for number in range(2):
        login.check("demo", "wrong", f"2001:db8::{number}")
    places = ["2001:db8::9", "2001:db8:0:1::9"]
    assert [outcome(login, "demo", "wrong", each) for each in places] == [Refusal.TOO_MANY, None]


def at_once(*calls: Callable[[], Outcome]) -> list[Outcome]:
    """Call from as many threads, all starting together."""
    barrier = threading.Barrier(len(calls))

    def call(one: Callable[[], Outcome]) -> Outcome:
        barrier.wait(10)
        return one()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(call, calls))


def test_guesses_made_at_once_get_no_more_hashing_than_one_by_one(
    demo: Engine, verified: list[str]
) -> None:
    login = a_strict_login(demo, Clock(), failures_per_minute=3)
    guesses = [partial(outcome, login, "demo", f"guess{n}", "192.0.2.1") for n in range(8)]
    assert Counter(at_once(*guesses)) == {None: 3, Refusal.TOO_MANY: 5}
    assert len(verified) == 6


def test_the_same_credentials_at_once_cost_one_verification(
    demo: Engine, verified: list[str]
) -> None:
    login = a_login(demo)
    checks = [partial(outcome, login, "demo", PASSWORD, f"192.0.2.{n % 2}") for n in range(8)]
    assert at_once(*checks) == [DEMO] * 8
    assert len(verified) == 2


def test_a_turn_that_does_not_come_is_told_and_counts_as_no_failure(
    demo: Engine,
) -> None:
    limits = LoginLimits(failures_per_minute=1, hashing_wait_seconds=0.01)
    login = Login(demo, 600, limits, monotonic=Clock(), now=lambda: NOON)
    with login._turns.taken():
        busy = [outcome(login, "demo", PASSWORD, "192.0.2.1") for _ in range(2)]
    assert busy == [Refusal.BUSY] * 2
    assert outcome(login, "demo", PASSWORD, "192.0.2.1") == DEMO


def test_an_attempt_keeps_its_password_out_of_its_repr() -> None:
    attempt = login_module.Attempt("192.0.2.1", "demo", PASSWORD, (HASH,))
    assert repr(attempt) == "Attempt(place='192.0.2.1', name='demo')"


def test_a_changed_shop_or_role_counts_at_once(demo: Engine) -> None:
    login = a_login(demo)
    login.check("demo", PASSWORD)
    change(demo, lambda c: c.exec_driver_sql("UPDATE accounts SET shop = 'south', roles = 'send'"))
    assert login.check("demo", PASSWORD) == Account("demo", "south", frozenset({Role.SEND}))


@pytest.fixture
def weak(ledger: Engine) -> Iterator[Engine]:
    """A ledger whose ``demo`` has a hash of weaker parameters."""
    hash_of_old = PasswordHasher(memory_cost=8, time_cost=1, parallelism=1).hash(PASSWORD)
    change(ledger, lambda c: store.add(c, DEMO, hash_of_old, NOON))
    yield ledger


def stored_hash(engine: Engine) -> str:
    with reading(engine) as connection:
        found = store.find(connection, "demo", NOON)
    assert found
    return found.hashes[0]


def test_a_login_makes_a_weaker_hash_stronger(weak: Engine) -> None:
    login = a_login(weak)
    assert login.check("demo", PASSWORD) == DEMO
    assert not is_weaker(stored_hash(weak))
    assert login.check("demo", PASSWORD) == DEMO


def test_a_failed_login_leaves_the_hash_alone(weak: Engine) -> None:
    assert a_login(weak).check("demo", "wrong") is None
    assert is_weaker(stored_hash(weak))


def test_a_ledger_that_cannot_be_written_still_lets_in(
    weak: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.database.writing_sqlite.LOCK_WAIT_MILLISECONDS", 10)
    impatient = open_writing(str(weak.url))
    with writing(weak):
        assert a_login(impatient).check("demo", PASSWORD) == DEMO
    impatient.dispose()
    assert is_weaker(stored_hash(weak))


def test_logins_do_not_wait_for_a_writer(demo: Engine) -> None:
    login = a_login(demo)
    with writing(demo) as connection, ThreadPoolExecutor(4) as pool:
        store.disable(connection, "demo")
        checks = [pool.submit(login.check, "demo", PASSWORD) for _ in range(4)]
        opened = [check.result(timeout=3) for check in checks]
    assert opened == [DEMO] * 4
    assert login.check("demo", PASSWORD) is None


def test_nobody_waits_for_the_connections_of_other_threads(demo: Engine) -> None:
    threads = 64
    with ExitStack() as others:
        for _ in range(threads):
            others.enter_context(reading(demo)).exec_driver_sql("SELECT 1")
        assert a_login(demo).check("demo", PASSWORD) == DEMO


def test_a_ledger_that_does_not_answer_lets_nobody_in_or_away() -> None:
    engine = open_writing("postgresql+psycopg://nobody@127.0.0.1:1/none")
    with pytest.raises(LedgerUnavailable):
        a_login(engine).check("demo", PASSWORD)


def test_a_ledger_without_its_tables_lets_nobody_in_or_away(sqlite_url: str) -> None:
    engine = open_writing(sqlite_url)
    with pytest.raises(LedgerUnavailable, match="no such table"):
        a_login(engine).check("demo", PASSWORD)
    engine.dispose()
