"""Accounts and their passwords in the ledger: who is there, added, replaced, shut out.

Every function works inside the caller's transaction; ``at`` is the present moment.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, and_, bindparam, delete, func, insert, or_, select, update
from sqlalchemy.exc import IntegrityError

from app.accounts.account import Account, Role, is_account_name
from app.accounts.faults import AccountExists, BadName, NoSuchAccount
from app.accounts.tables import accounts, passwords
from app.database.moment import Moment


@dataclass(frozen=True, slots=True)
class Credentials:
    """An account and the hashes of its valid passwords: one, or two while one is replaced."""

    account: Account
    hashes: tuple[str, ...]


# The account named ``:name`` and the hashes valid ``:at`` that moment, in the order of
# ``credentials_of``.
FIND = (
    select(accounts.c.name, accounts.c.shop, accounts.c.roles, accounts.c.disabled)
    .add_columns(passwords.c.hash)
    .outerjoin(
        passwords,
        and_(
            passwords.c.account == accounts.c.name,
            or_(
                passwords.c.expires_at.is_(None),
                passwords.c.expires_at > bindparam("at", type_=Moment),
            ),
        ),
    )
    .where(accounts.c.name == bindparam("name"))
    .order_by(passwords.c.id.desc())
)


def add(connection: Connection, account: Account, password_hash: str, at: datetime) -> None:
    """Create the account with its first password; raise ``BadName`` or ``AccountExists``."""
    if not is_account_name(account.name):
        raise BadName(account.name)
    row = {
        "name": account.name,
        "shop": account.shop,
        "roles": _roles_written(account.roles),
        "disabled": account.disabled,
        "created_at": at,
    }
    try:
        connection.execute(insert(accounts).values(row))
    except IntegrityError as taken:
        raise AccountExists(account.name) from taken
    _add_password(connection, account.name, password_hash, at)


def list_accounts(connection: Connection) -> list[Account]:
    """Return every account, by name."""
    return [_account(row) for row in connection.execute(select(accounts).order_by(accounts.c.name))]


def replaced_until(connection: Connection, at: datetime) -> dict[str, datetime]:
    """Return until when replaced passwords still work, by the name of their account."""
    ends = select(passwords.c.account, func.max(passwords.c.expires_at))
    valid = ends.where(passwords.c.expires_at > at).group_by(passwords.c.account)
    return {name: until for name, until in connection.execute(valid)}


def find(connection: Connection, name: str, at: datetime) -> Credentials | None:
    """Return the account of exactly this name and its valid hashes, the newest first."""
    return credentials_of(name, connection.execute(FIND, {"name": name, "at": at}).all())


def credentials_of(name: str, rows: Sequence[Sequence[Any]]) -> Credentials | None:
    """Return what the rows of ``FIND`` say of the account of exactly this name."""
    # MySQL and MariaDB ignore spaces at the end when they compare.
    if not rows or rows[0][0] != name:
        return None
    found_name, shop, roles, disabled, _ = rows[0]
    account = Account(found_name, shop, _roles_read(roles), bool(disabled))
    return Credentials(account, tuple(row[-1] for row in rows if row[-1]))


def set_password(
    connection: Connection, name: str, password_hash: str, at: datetime, old_valid_until: datetime
) -> bool:
    """Add a new password; the present one works until ``old_valid_until``.

    One that was replaced before ends; tells whether there was any. Raises ``NoSuchAccount``.
    """
    _lock(connection, name)
    ended = _end_replaced(connection, name)
    connection.execute(
        update(passwords).where(passwords.c.account == name).values(expires_at=old_valid_until)
    )
    _add_password(connection, name, password_hash, at)
    return ended


def end_old_passwords(connection: Connection, name: str) -> bool:
    """End every password but the newest; tell whether there was one, raise ``NoSuchAccount``."""
    _lock(connection, name)
    return _end_replaced(connection, name)


def replace_hash(connection: Connection, name: str, old_hash: str, new_hash: str) -> None:
    """Store a stronger hash of the same password."""
    connection.execute(
        update(passwords)
        .where(passwords.c.account == name, passwords.c.hash == old_hash)
        .values(hash=new_hash)
    )


def remove(connection: Connection, name: str) -> None:
    """Delete the account and its passwords for good; raise ``NoSuchAccount``."""
    _lock(connection, name)
    connection.execute(delete(passwords).where(passwords.c.account == name))
    connection.execute(delete(accounts).where(accounts.c.name == name))


def disable(connection: Connection, name: str) -> None:
    """Shut the account out; raise ``NoSuchAccount``."""
    _set_disabled(connection, name, True)


def enable(connection: Connection, name: str) -> None:
    """Let the account in again; raise ``NoSuchAccount``."""
    _set_disabled(connection, name, False)


def _roles_written(roles: Iterable[Role]) -> str:
    return " ".join(sorted(roles))


def _roles_read(written: str) -> frozenset[Role]:
    return frozenset(Role(role) for role in written.split())


def _add_password(connection: Connection, name: str, password_hash: str, at: datetime) -> None:
    connection.execute(insert(passwords).values(account=name, hash=password_hash, created_at=at))


def _account(row: Row[*tuple[object, ...]]) -> Account:
    return Account(row.name, row.shop, _roles_read(row.roles), row.disabled)


def _lock(connection: Connection, name: str) -> None:
    """Keep other replacements of this account's password waiting until the transaction ends."""
    named = select(accounts.c.name).where(accounts.c.name == name).with_for_update()
    if connection.scalar(named) is None:
        raise NoSuchAccount(name)


def _end_replaced(connection: Connection, name: str) -> bool:
    ended = connection.execute(
        delete(passwords).where(passwords.c.account == name, passwords.c.expires_at.is_not(None))
    )
    return ended.rowcount > 0


def _set_disabled(connection: Connection, name: str, disabled: bool) -> None:
    changed = connection.execute(
        update(accounts).where(accounts.c.name == name).values(disabled=disabled)
    )
    if not changed.rowcount:
        raise NoSuchAccount(name)
