"""/webhooks, as the API document describes it: the messages are as their system writes them."""

from typing import Any

from app.web.sales_described import LOCATION, LOGIN, ReceiptSchema, answer, problems
from app.web.signed_webhooks import ECHO_PATTERN

_FORM = "application/x-www-form-urlencoded"
_TAKEN = {
    "201": {**answer(ReceiptSchema), "headers": {"Location": LOCATION}},
    "200": answer(ReceiptSchema),
    **problems(400, 401, 403, 404, 405, 409, 413, 415, 422, 503),
}


def webhook_paths() -> dict[str, dict[str, Any]]:
    """Return the operations of each address of a webhook."""
    return {
        "/webhooks/{name}": _with_login(),
        "/webhooks/{name}/{account}": _with_signature(),
    }


def _with_login() -> dict[str, Any]:
    return {
        "post": {
            "summary": "A message of another system, read as the shop's file says",
            "security": LOGIN,
            "parameters": [_named("name", "The name of the [[webhook]]")],
            "requestBody": _messages("application/json", _FORM),
            "responses": {**_TAKEN, **problems(429)},
        }
    }


def _with_signature() -> dict[str, Any]:
    parameters = [
        _named("name", "The name of the [[webhook]]; it has a service"),
        _named("account", "The account that the calls are entered by"),
    ]
    asked = {"in": "query", "name": "zd_echo", "required": True}
    asked_as = {"type": "string", "pattern": f"^{ECHO_PATTERN}$"}
    echoed = {"description": "The same", "content": {"text/plain": {"schema": {"type": "string"}}}}
    asking = {
        "summary": "Zadarma asks whether the address is a webhook: it hears what it said",
        "parameters": [*parameters, {**asked, "schema": asked_as}],
    }
    bodiless = {"description": "As for GET, without the body"}
    return {
        "post": {
            "summary": "A message of a telephony service; its signature is the login",
            "parameters": parameters,
            "requestBody": _messages(_FORM),
            "responses": _TAKEN,
        },
        "get": {**asking, "responses": {"200": echoed, **problems(400, 404, 405)}},
        "head": {**asking, "responses": dict.fromkeys(("200", "400", "404", "405"), bodiless)},
    }


def _named(name: str, meaning: str) -> dict[str, Any]:
    schema = {"type": "string"}
    return {"in": "path", "name": name, "required": True, "description": meaning, "schema": schema}


def _messages(*kinds: str) -> dict[str, Any]:
    message = {"schema": {"type": "object"}}
    return {"required": True, "content": dict.fromkeys(kinds, message)}
