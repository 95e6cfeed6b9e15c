"""The session of an operator: a signed cookie that says who logged in, until when, with what."""

import hashlib
import hmac
import secrets
from collections.abc import Callable
from datetime import datetime, timedelta

from flask import Flask, Request, request, session
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface

from app.accounts.account import Account, Role
from app.accounts.login import Login
from app.accounts.store import Credentials

COOKIE = "shopstat_desk"
LASTS = timedelta(hours=12)
PATH = "/desk"


class CookieSessions(SecureCookieSessionInterface):
    """Flask's signed cookies, sent over TLS only where the request came that way."""

    digest_method = staticmethod(hashlib.sha256)

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        """Read the cookie at the desk, where browsers send it; other doors have no session."""
        if request.path == PATH or request.path.startswith(f"{PATH}/"):
            return super().open_session(app, request)
        return self.session_class()

    def get_cookie_secure(self, app: Flask) -> bool:
        """Tell whether the cookie must never travel in the clear."""
        return request.is_secure


class Sessions:
    """Who is logged in at the desk; every request asks the ledger whether that still holds."""

    def __init__(self, login: Login, key: bytes, now: Callable[[], datetime]) -> None:
        self._login = login
        self._key = key
        self._now = now

    def begin(self, name: str, password: str, address: str) -> Account | None:
        """Log in and return the account, None for any wrong login; forget who was here before.

        The session holds only with the role to operate. Raises ``LoginRefused`` and
        ``LedgerUnavailable``.
        """
        if self._login.check(name, password, address) is None:
            return None
        found = self._login.find(name)
        # the passwords may have been changed between the two, so it is asked once more
        account = self._login.check(name, password, address)
        if account is None or found is None:
            return None
        session.clear()
        if Role.OPERATE in account.roles:
            until = self._now() + LASTS
            session.update(account=name, until=until.timestamp(), proof=self._proof(found))
        return account

    def account(self) -> Account | None:
        """Return the account that is logged in.

        None when the time is over, the account is disabled, has lost its role, or any of its
        passwords was changed or ended since. Raises ``LedgerUnavailable``.
        """
        if session.get("until", 0) <= self._now().timestamp():
            return None
        found = self._login.find(session["account"])
        if found is None or Role.OPERATE not in found.account.roles:
            return None
        same = hmac.compare_digest(session["proof"], self._proof(found))
        return found.account if same else None

    def _proof(self, found: Credentials) -> str:
        """Stand for the passwords that are valid now; tells nothing of them."""
        valid = "\n".join(sorted(found.hashes))
        return hmac.new(self._key, valid.encode(), hashlib.sha256).hexdigest()


def keep_sessions(app: Flask, key: bytes) -> None:
    """Let the app keep sessions under this key, in a cookie for the desk alone."""
    app.secret_key = key
    app.session_interface = CookieSessions()
    app.config.update(
        SESSION_COOKIE_NAME=COOKIE,
        SESSION_COOKIE_PATH=PATH,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_REFRESH_EACH_REQUEST=False,
        PERMANENT_SESSION_LIFETIME=LASTS,
    )


def form_token() -> str:
    """Return the session's token, which every form carries."""
    token: str = session.setdefault("token", secrets.token_urlsafe(24))
    return token
