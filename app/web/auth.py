"""Who is asking: credentials become an account, before any view of a blueprint runs."""

from flask import Blueprint, g, request
from flask_httpauth import HTTPBasicAuth
from werkzeug.datastructures import Authorization
from werkzeug.exceptions import Forbidden, MethodNotAllowed, Unauthorized

from app.accounts.account import Account, Role
from app.accounts.login import Login
from app.web.basic import read_basic

_LOG_IN = (
    "the login is missing or wrong: send the name and password of an account by HTTP Basic in "
    "UTF-8, as curl -u 'NAME:PASSWORD' does"
)


class StrictBasicAuth(HTTPBasicAuth):  # type: ignore[misc]  # the library ships no types
    """Flask-HTTPAuth behind ``read_basic``: its own parser takes any scheme and mends base64."""

    def get_auth(self) -> Authorization | None:
        """Return the request's credentials, None unless they are well formed."""
        credentials = read_basic(request.headers.get("Authorization"))
        if credentials is None:
            return None
        return Authorization("basic", dict(zip(("username", "password"), credentials, strict=True)))


def protect(blueprint: Blueprint, login: Login, role: Role) -> None:
    """Let only accounts with this role into the blueprint, all its views; set ``g.account``.

    Its requests raise ``Unauthorized``, ``Forbidden``, ``LoginRefused`` or ``LedgerUnavailable``;
    OPTIONS, which Flask-HTTPAuth lets through, is ``MethodNotAllowed``.
    """
    auth = _basic_auth(login, role)

    @blueprint.before_request
    @auth.login_required(role=role)  # type: ignore[untyped-decorator]  # ships no types
    def enter() -> None:
        if request.method == "OPTIONS":
            raise MethodNotAllowed(_answered_methods())
        g.account = auth.current_user()


def _basic_auth(login: Login, role: Role) -> StrictBasicAuth:
    def check(name: str, password: str) -> Account | None:
        return login.check(name, password, request.remote_addr or "") if name else None

    def refuse(status: int) -> None:
        if status == Forbidden.code:
            raise Forbidden(f"this account may not do that: it lacks the role {role}")
        raise Unauthorized(_LOG_IN)

    auth = StrictBasicAuth()
    auth.verify_password(check)
    auth.get_user_roles(lambda account: list(account.roles))
    auth.error_handler(refuse)
    return auth


def _answered_methods() -> list[str]:
    methods = (request.url_rule and request.url_rule.methods) or set()
    return sorted(methods - {"OPTIONS"})
