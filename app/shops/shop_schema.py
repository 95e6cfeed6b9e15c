"""The keys of a shop's file."""

import re

from marshmallow import ValidationError, fields
from marshmallow.validate import OneOf, Range, Regexp

from app.sales.client_id import BadFormat, ClientIDFormat
from app.sales.mask import Mask
from app.shops.call_webhook_schema import AnyWebhook
from app.shops.document import Table, text
from app.shops.site_schema import SiteTable
from app.shops.source_schema import SourceTable
from app.shops.zones import nearest, zones

_ZONE_CURE = "write an IANA time zone such as Europe/Moscow"
_CURRENCY_CURE = "write three capital letters (ISO 4217) such as RUB"
_MASK_CURE = f"write a list of {', '.join(Mask)}"
_FORMAT_CURE = 'write a format such as "999-999": 9 a digit, A a letter, * either'
_GRACE_CURE = "write whole minutes from 1 to 1440"
_PRESET_CURE = 'write the name of a preset in quotes: "woocommerce"'
_OPTIONS_CURE = "write the preset's options below [preset_options]"


def _known_zone(key: str) -> None:
    if key not in zones():
        close = nearest(key)
        raise ValidationError(
            f"{_ZONE_CURE}; did you mean {' or '.join(close)}?" if close else _ZONE_CURE
        )


def _readable_format(pattern: str) -> None:
    try:
        ClientIDFormat.parse(pattern)
    except BadFormat as error:
        raise ValidationError(str(error)) from error


class ClientIDTable(Table):
    """What a client ID looks like and where the operator may have read it."""

    format = text(_FORMAT_CURE, load_default="999-999", validate=_readable_format)
    masks = fields.List(
        text(_MASK_CURE, validate=OneOf([*Mask], error=_MASK_CURE)),
        load_default=[Mask.PLAIN],
        error_messages={"invalid": _MASK_CURE},
    )


class ReplicaTable(Table):
    """That the shop's database is a replica, and how far it may be behind its primary."""

    grace_minutes = fields.Integer(
        strict=True,
        load_default=5,
        validate=Range(1, 1440, error=_GRACE_CURE),
        error_messages={"invalid": _GRACE_CURE},
    )


class ShopTable(Table):
    """A shop's file as a whole."""

    time_zone = text(_ZONE_CURE, required=True, validate=_known_zone)
    currency = text(
        _CURRENCY_CURE,
        required=True,
        validate=Regexp(re.compile(r"[A-Z]{3}\Z"), error=_CURRENCY_CURE),
    )
    database = text("write a database URL in quotes")
    preset = text(_PRESET_CURE)
    preset_options = fields.Dict(load_default=dict, error_messages={"invalid": _OPTIONS_CURE})
    client_id = fields.Nested(ClientIDTable, load_default=lambda: ClientIDTable().load({}))
    replica = fields.Nested(ReplicaTable)
    site = fields.Nested(SiteTable)
    source = fields.List(
        fields.Nested(SourceTable),
        load_default=[],
        error_messages={"invalid": "write it as [[source]], in double brackets, once per source"},
    )
    webhook = fields.List(
        AnyWebhook(),
        load_default=[],
        error_messages={"invalid": "write it as [[webhook]], in double brackets, once for each"},
    )
