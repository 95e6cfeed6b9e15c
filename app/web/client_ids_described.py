"""/client-ids, as the API document describes it."""

from typing import Any

from marshmallow import Schema, fields

from app.web.first_page import FirstPageSchema

_ORIGIN = {
    "in": "header",
    "name": "Origin",
    "description": "The site that the page is on; browsers send it",
    "required": True,
    "schema": {"type": "string"},
}


class GivenSchema(Schema):
    """A new client ID, and for how many seconds the visitor's browser keeps it."""

    client_id = fields.String(required=True)
    max_age = fields.Integer(required=True, strict=True)


def client_id_operations() -> dict[str, Any]:
    """Return the operations of ``/client-ids``; only pages of the shops' sites may use them."""
    told = {
        "description": "The client ID, for this visitor alone",
        "content": {"application/json": {"schema": GivenSchema}},
    }
    problems = {
        str(status): f"Problem{status}" for status in (400, 403, 405, 413, 415, 422, 429, 503)
    }
    return {
        "post": {
            "summary": "A new client ID for a visitor of a shop's site",
            "parameters": [_ORIGIN],
            "requestBody": {
                "description": "The first page of the visit",
                "required": False,
                "content": {"application/json": {"schema": FirstPageSchema}},
            },
            "responses": {"201": told, **problems},
        },
        "options": {
            "summary": "May a page of this site ask for a client ID?",
            "parameters": [_ORIGIN],
            "responses": {
                "204": {"description": "It may"},
                "403": "Problem403",
                "405": "Problem405",
            },
        },
    }
