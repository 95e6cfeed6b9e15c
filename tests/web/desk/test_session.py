"""The session of an operator: who gets one, how long it holds, what ends it at once."""

import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine

from app.accounts import store
from app.accounts.account import Role
from app.accounts.passwords import hash_password
from app.database.writing import open_writing, writing
from app.web.desk.session import LASTS
from tests.databases.installation import PASSWORD
from tests.web.desk.operator import NOON, Operator, a_desk, add_account

WRONG = "The name or the password is wrong."


def is_in(operator: Operator) -> bool:
    return operator.client.get("/desk").status_code == 200


@pytest.mark.parametrize("name", ["anna", "nobody", "no name", "", "o\u0000"])
def test_a_wrong_login_is_told_alike(anna: Operator, name: str) -> None:
    anna.sends("/desk/logout")
    page = anna.logs_in(name, "a wrong password")
    assert (page.status_code, WRONG in page.text) == (403, True)
    assert not is_in(anna)


def test_an_account_without_the_role_is_told_so(tmp_path: Path) -> None:
    with a_desk(tmp_path) as operator:
        add_account(tmp_path, "sender", "north", Role.SEND)
        page = operator.logs_in("sender")
        assert (page.status_code, "lacks the role operate" in page.text) == (403, True)
        assert not is_in(operator)


def test_basic_credentials_open_no_desk(anna: Operator) -> None:
    anna.sends("/desk/logout")
    assert anna.client.get("/desk", auth=("anna", PASSWORD)).status_code == 303


def test_whoever_logs_out_is_out(anna: Operator) -> None:
    assert is_in(anna)
    anna.opens("/desk")
    anna.sends("/desk/logout")
    assert not is_in(anna)


def test_a_session_ends_after_its_time(anna: Operator) -> None:
    with time_machine.travel(NOON + LASTS - timedelta(seconds=1)):
        anna.sells()  # a session that is used does not last longer
        assert is_in(anna)
    with time_machine.travel(NOON + LASTS + timedelta(seconds=1)):
        assert not is_in(anna)


@pytest.mark.parametrize("change", ["password", "disable", "remove", "role"])
def test_a_change_of_the_account_ends_its_session(
    anna: Operator, tmp_path: Path, change: str
) -> None:
    ledger = open_writing(f"sqlite:///{tmp_path / 'shopstat.db'}")
    at = datetime.now(UTC)
    with writing(ledger) as connection:
        if change == "password":
            store.set_password(connection, "anna", hash_password("another"), at, at)
        elif change == "disable":
            store.disable(connection, "anna")
        else:
            store.remove(connection, "anna")
    ledger.dispose()
    if change == "role":
        add_account(tmp_path, "anna", "north", Role.PULL)
    assert not is_in(anna)


def test_the_cookie_is_for_the_desk_alone(tmp_path: Path) -> None:
    with a_desk(tmp_path) as operator:
        plain = operator.page.headers["Set-Cookie"]
        safe = operator.client.get("/desk/login", base_url="https://desk.example")
        assert {"HttpOnly", "Path=/desk", "SameSite=Lax"} <= set(plain.split("; "))
        assert "Secure" not in plain
        assert "Secure" in safe.headers["Set-Cookie"].split("; ")


def test_the_key_is_kept_for_its_owner_alone(anna: Operator, tmp_path: Path) -> None:
    key = tmp_path / "desk.key"
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert len(key.read_bytes()) == 32


def test_guesses_are_throttled_as_everywhere(anna: Operator) -> None:
    anna.sends("/desk/logout")
    pages = [anna.logs_in("boris", "a guess") for _ in range(8)]
    assert [page.status_code for page in pages][-1] == 429
    assert "Retry-After" in pages[-1].headers
    assert "Too many logins have failed" in pages[-1].text


def test_what_was_typed_outlives_the_session(anna: Operator) -> None:
    anna.opens("/desk")
    form = {**anna.filled_in("/desk"), "client": "587-963", "revenue": "520"}
    anna.client.delete_cookie("shopstat_desk", path="/desk")
    anna.page = anna.client.post("/desk", data=form)
    assert (anna.page.status_code, "Your session has ended" in anna.page.text) == (403, True)
    page = anna.sends("/desk/login", name="anna", password=PASSWORD)
    assert "<dd>587-963</dd>" in page.text
    assert "Sale 1 is saved." in anna.sends("/desk").text


def test_a_form_of_a_former_session_is_asked_about(anna: Operator) -> None:
    anna.opens("/desk")
    form = {**anna.filled_in("/desk"), "client": "587-963", "revenue": "520"}
    anna.logs_in()
    anna.page = anna.client.post("/desk", data=form)
    assert (anna.page.status_code, "Send it again?" in anna.page.text) == (403, True)
    assert "Nothing was entered yet." in anna.client.get("/desk").text
    assert "Sale 1 is saved." in anna.sends("/desk").text


def test_nobody_is_sent_elsewhere_after_the_login(anna: Operator) -> None:
    anna.opens("/desk/login")
    kept = {"kept_path": "https://evil.example/", "kept.client": "x"}
    page = anna.sends("/desk/login", name="anna", password=PASSWORD, **kept)
    assert "evil.example" not in page.text


def test_a_ledger_that_is_gone_is_a_page_that_says_when_to_come_again(
    anna: Operator, tmp_path: Path
) -> None:
    ledger = open_writing(f"sqlite:///{tmp_path / 'shopstat.db'}")
    with writing(ledger) as connection:
        connection.exec_driver_sql("ALTER TABLE sales RENAME TO elsewhere")
    ledger.dispose()
    page = anna.client.get("/desk", headers={"Accept-Language": "ru"})
    assert (page.status_code, page.mimetype) == (503, "text/html")
    assert page.headers["Retry-After"] == "60"
    assert "Сейчас продажи сохранить нельзя" in page.text
