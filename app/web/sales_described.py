"""/sales, as the API document describes it."""

from typing import Any

from marshmallow import Schema, fields

from app.intake.handing_in import MAX_SALES, Mode
from app.intake.receipt import Verdict
from app.intake.sale_schema import STATES, SaleSchema
from app.sales.channel import Channel
from app.sales.unmask import Reason
from app.web.repeated_requests import HEADER, PATTERN

LOGIN: list[dict[str, list[str]]] = [{"login": []}]
_ID = {
    "in": "path",
    "name": "id",
    "required": True,
    "description": "Your own id of the sale, URL-encoded",
    "schema": {"type": "string", "minLength": 1},
}
_MODE = {
    "in": "query",
    "name": "mode",
    "description": "each: the good sales are entered; all: all of them, or none",
    "schema": {"type": "string", "enum": [*Mode], "default": Mode.EACH.value},
}
_KEY = {
    "in": "header",
    "name": HEADER,
    "description": "The same request with the same key again changes nothing, and gets the "
    "receipt of before; kept for 7 days",
    "schema": {"type": "string", "pattern": f"^({PATTERN})$"},
}
LOCATION = {"description": "The address of the sale", "schema": {"type": "string"}}


class FaultSchema(Schema):
    """What is wrong with a field, and the cure."""

    field = fields.String(required=True)
    detail = fields.String(required=True)


class UnmatchedSchema(Schema):
    """Why no client ID was read: such a sale is kept, and in no answer."""

    reason = fields.String(required=True, metadata={"enum": [*Reason]})
    detail = fields.String(required=True)


class LineSchema(Schema):
    """What became of one sale."""

    id = fields.String(required=True, allow_none=True)
    outcome = fields.String(required=True, metadata={"enum": [*Verdict]})
    client_id = fields.String(allow_none=True)
    unmatched = fields.Nested(UnmatchedSchema)
    faults = fields.List(fields.Nested(FaultSchema))


class ReceiptSchema(Schema):
    """What became of the sales that were handed in, in their order."""

    accepted = fields.Integer(required=True)
    replaced = fields.Integer(required=True)
    repeated = fields.Integer(required=True)
    outdated = fields.Integer(required=True)
    conflict = fields.Integer(required=True)
    refused = fields.Integer(required=True)
    unmatched = fields.Integer(required=True)
    sales = fields.List(fields.Nested(LineSchema), required=True)


class VersionSchema(Schema):
    """A sale as it is, or was, known."""

    id = fields.String(required=True)
    channel = fields.String(required=True, metadata={"enum": [*Channel]})
    client_id = fields.String(required=True, allow_none=True)
    client_text = fields.String(required=True, allow_none=True)
    sold_at = fields.String(required=True, metadata={"format": "date-time"})
    revenue = fields.String(required=True)
    cost = fields.String(required=True, allow_none=True)
    currency = fields.String(required=True)
    count = fields.Integer(required=True)
    state = fields.String(required=True, metadata={"enum": [*STATES]})
    returned = fields.String(required=True)
    version = fields.Integer(required=True)
    comment = fields.String(required=True)
    entered_at = fields.String(required=True, metadata={"format": "date-time"})


class KnownSchema(VersionSchema):
    """A sale, with what was known of it before, the latest first."""

    versions = fields.List(fields.Nested(VersionSchema), required=True)


class ChangesSchema(SaleSchema):
    """The fields of a sale that change; null takes what it had away."""

    class Meta(SaleSchema.Meta):
        exclude = ("id", "version", "changed_at")


def sale_paths() -> dict[str, dict[str, Any]]:
    """Return the operations of each address of sales."""
    return {"/sales": _sales_operations(), "/sales/{id}": _sale_operations()}


def _sales_operations() -> dict[str, Any]:
    """Return the operations of ``/sales``, for accounts with the role ``send``."""
    listed = {
        "type": "object",
        "properties": {
            "sales": {"type": "array", "maxItems": MAX_SALES, "items": SaleSchema},
        },
        "required": ["sales"],
        "additionalProperties": False,
    }
    return {
        "post": {
            "summary": f"Hand in a sale, or up to {MAX_SALES}",
            "security": LOGIN,
            "parameters": [_MODE, _KEY],
            "requestBody": _body("application/json", {"oneOf": [SaleSchema, listed]}),
            "responses": {
                "201": {**answer(ReceiptSchema), "headers": {"Location": LOCATION}},
                "200": answer(ReceiptSchema),
                **problems(400, 401, 403, 405, 409, 413, 415, 422, 429, 503),
            },
        }
    }


def _sale_operations() -> dict[str, Any]:
    """Return the operations of one sale; HEAD comes with GET."""
    found = {
        "summary": "The sale, with what was known of it before",
        "security": LOGIN,
        "parameters": [_ID],
        "responses": {"200": answer(KnownSchema), **problems(401, 403, 404, 405, 429, 503)},
    }
    bodiless = {"description": "As for GET, without the body"}
    kind = "application/merge-patch+json"
    return {
        "get": found,
        "head": {
            "summary": "Is there such a sale?",
            "security": LOGIN,
            "parameters": [_ID],
            "responses": dict.fromkeys(found["responses"], bodiless),
        },
        "patch": {
            "summary": "Change a sale: a return, a cancellation, a correction (RFC 7396)",
            "security": LOGIN,
            "parameters": [_ID],
            "requestBody": _body(kind, ChangesSchema(partial=True)),
            "responses": {
                "200": answer(VersionSchema),
                **problems(400, 401, 403, 404, 405, 413, 415, 422, 429, 503),
            },
        },
    }


def _body(kind: str, schema: Any) -> dict[str, Any]:
    return {"required": True, "content": {kind: {"schema": schema}}}


def answer(schema: type[Schema]) -> dict[str, Any]:
    """Return the description of an answer in JSON."""
    content = {"application/json": {"schema": schema}}
    return {"description": "What is known now", "content": content}


def problems(*statuses: int) -> dict[str, str]:
    """Return the problem documents of these statuses."""
    return {str(status): f"Problem{status}" for status in statuses}
