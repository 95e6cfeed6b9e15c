"""/openapi.json: all our addresses, described for programs (OpenAPI 3.1)."""

import json
from collections.abc import Iterable
from copy import deepcopy
from importlib.metadata import version
from typing import Any

from apispec import APISpec
from apispec.ext.marshmallow import MarshmallowPlugin
from flask import Blueprint, Response
from marshmallow import Schema, fields

from app.platforms import PLATFORMS
from app.platforms.platform import Platform
from app.web.api_page import add_api_page
from app.web.client_ids_described import client_id_operations
from app.web.problem_types import PROBLEM_TYPES
from app.web.sales_described import sale_paths
from app.web.webhooks_described import webhook_paths

ABOUT = "What was sold by phone and over the counter, per client ID, for analytics platforms."

Description = dict[str, Any]


class PositionSchema(Schema):
    """What is wrong at one position of the body, such as ``sales[3].revenue``, and the cure."""

    at = fields.String(required=True)
    detail = fields.String(required=True)


class ProblemSchema(Schema):
    """A problem document (RFC 9457)."""

    type = fields.String(required=True)
    title = fields.String(required=True)
    status = fields.Integer(required=True, strict=True)
    detail = fields.String(required=True)
    parameter = fields.String()
    faults = fields.List(fields.Nested(PositionSchema))


class StatusSchema(Schema):
    """What a health check says when all is well."""

    status = fields.String(required=True)


def openapi_blueprint() -> Blueprint:
    """Return ``/openapi.json``, written once, and its page; neither tells anything secret."""
    blueprint = Blueprint("openapi", __name__)
    described = describe()
    document = json.dumps(described, ensure_ascii=False)
    add_api_page(blueprint, json.loads(document))

    @blueprint.get("/openapi.json", provide_automatic_options=False)
    def openapi() -> Response:
        response = Response(document, mimetype="application/json")
        response.headers["Cache-Control"] = "no-cache"
        return response

    return blueprint


def describe(platforms: Iterable[Platform] = PLATFORMS) -> Description:
    """Return the document: each path with its methods, and every answer each can give."""
    plugins = [MarshmallowPlugin(_name_of)]
    spec = APISpec("Shopstat", version("shopstat"), "3.1.0", plugins, info={"summary": ABOUT})
    _add_components(spec)
    operations = _own_operations()
    for platform in platforms:
        operations[platform.path] = _pull(platform)
    for path, operation in operations.items():
        spec.path(path, operations={"get": operation, "head": _without_bodies(operation)})
    spec.path("/client-ids", operations=client_id_operations())
    for path, own in {**sale_paths(), **webhook_paths()}.items():
        spec.path(path, operations=own)
    return spec.to_dict()


def _name_of(schema: Schema | type[Schema]) -> str:
    """Name a schema after its file too: every platform has an answer of its own."""
    kind = schema if isinstance(schema, type) else type(schema)
    file = kind.__module__.rpartition(".")[2]
    return file.title() + kind.__name__.removesuffix("Schema")


def _add_components(spec: APISpec) -> None:
    spec.components.security_scheme("login", {"type": "http", "scheme": "basic"})
    spec.components.schema("Status", schema=StatusSchema)
    spec.components.schema("Problem", schema=ProblemSchema)
    for name, (schema, meaning) in _HEADERS.items():
        spec.components.header(name, _header(schema, meaning))
    for status, headers in _PROBLEMS.items():
        spec.components.response(f"Problem{status}", _problem(status, headers))


_TEXT = {"type": "string"}
_HEADERS: dict[str, tuple[Description, str]] = {
    "ETag": (_TEXT, "Changes exactly when the answer does; send it back as If-None-Match"),
    "Retry-After": ({"type": "integer", "minimum": 1, "maximum": 3600}, "Seconds to wait"),
    "WWW-Authenticate": (_TEXT, "How to log in"),
    "Allow": (_TEXT, "The methods of this address"),
}
_PROBLEMS: dict[int, list[str]] = {
    400: [],
    401: ["WWW-Authenticate"],
    403: [],
    404: [],
    405: ["Allow"],
    409: [],
    413: [],
    415: [],
    422: [],
    429: ["Retry-After"],
    503: ["Retry-After"],
}


def _header(schema: Description, meaning: str) -> Description:
    return {"description": meaning, "schema": schema, "required": True}


def _problem(status: int, headers: list[str]) -> Description:
    own = [kind for kind in PROBLEM_TYPES.values() if kind.status == status]
    kinds = own or [PROBLEM_TYPES["bad-request"]]
    return {
        "description": "; ".join(f"{kind.name}: {kind.english.title}" for kind in kinds),
        "headers": {name: name for name in headers},
        "content": {"application/problem+json": {"schema": "Problem"}},
    }


def _own_operations() -> dict[str, Description]:
    return {
        "/healthz": _operation("Is the process alive?", _json("Status")),
        "/readyz": _operation(
            "Would the ledger and every shop's database answer?", _json("Status"), 503
        ),
        "/metrics": _operation(
            "Figures, for this machine alone", _answer("text/plain", _TEXT), 404
        ),
        "/problems/{name}": _page(),
        "/mask.js": _script(),
        "/openapi.json": _operation("This document", _json({"type": "object"})),
        "/api": _operation("This document as a page", _answer("text/html", _TEXT)),
    }


def _pull(platform: Platform) -> Description:
    told = {name: _header(_TEXT, about) for name, about in platform.header_meanings.items()}
    kind = platform.content_type.split(";")[0]
    answer = {**_answer(kind, platform.answer_schema), "headers": {**told, "ETag": "ETag"}}
    operation = _operation(platform.asks, answer, 400, 401, 403, 429, 503)
    operation["responses"]["304"] = {
        "description": "You have this very answer already",
        "headers": {"ETag": "ETag"},
    }
    operation["parameters"] = [{"in": "query", "schema": platform.question_schema}]
    operation["security"] = [{"login": []}]
    return operation


def _script() -> Description:
    operation = _operation(
        "The script that shows a client ID in disguise", _answer("text/javascript", _TEXT)
    )
    operation["responses"]["304"] = {"description": "You have this very script already"}
    return operation


def _page() -> Description:
    operation = _operation("What a problem means and what to do", _answer("text/html", _TEXT), 404)
    names = {"type": "string", "enum": list(PROBLEM_TYPES)}
    operation["parameters"] = [{"in": "path", "name": "name", "schema": names}]
    return operation


def _operation(summary: str, answer: Description, *problems: int) -> Description:
    told = {str(status): f"Problem{status}" for status in (*problems, 405)}
    return {"summary": summary, "responses": {"200": answer, **told}}


def _json(schema: str | Description) -> Description:
    return _answer("application/json", schema)


def _answer(kind: str, schema: str | Description | type[Schema]) -> Description:
    return {"description": "The answer", "content": {kind: {"schema": schema}}}


def _without_bodies(operation: Description) -> Description:
    """HEAD is answered as GET is, without the bodies."""
    bodiless = {"description": "As for GET, without the body"}
    told = dict.fromkeys(operation["responses"], bodiless)
    # a copy: apispec puts its own in the place of the parameters' schema
    return {**deepcopy(operation), "responses": told}
