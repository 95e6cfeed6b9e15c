"""The [site] of a shop's file: its keys, and which of them go together."""

import re
from collections.abc import Mapping
from ipaddress import IPv6Address
from typing import Any

from marshmallow import ValidationError, fields, validates_schema
from marshmallow.validate import Length, Range

from app.shops.document import Table, text

_HOST = r"[a-z0-9](?:[a-z0-9_-]{0,62})(?:\.[a-z0-9](?:[a-z0-9_-]{0,62}))*"
_ORIGIN = re.compile(rf"(https?)://(?:{_HOST}|\[([0-9a-f:.]+)\])(?::([1-9][0-9]{{0,4}}))?\Z")
_OWN_PORTS = {"http": "80", "https": "443"}
_ORIGIN_CURE = (
    'write it as browsers send it: "https://shop.example", in small letters, with nothing behind '
    "the host but a port that is not the usual one"
)
_ORIGINS_CURE = 'write a list of the addresses of the site: ["https://shop.example"]'


def _as_browsers_send_it(origin: str) -> None:
    found = _ORIGIN.match(origin)
    if found is None or found[3] == _OWN_PORTS[found[1]] or int(found[3] or 0) > 65535:
        raise ValidationError(_ORIGIN_CURE)
    if found[2] and not _is_compressed(found[2]):
        raise ValidationError(_ORIGIN_CURE)


def _is_compressed(address: str) -> bool:
    try:
        return IPv6Address(address).compressed == address
    except ValueError:
        return False


def _whole(least: int, most: int, usual: int, what: str) -> fields.Integer:
    cure = f"write {what} from {least} to {most}"
    return fields.Integer(
        strict=True,
        load_default=usual,
        validate=Range(least, most, error=cure),
        error_messages={"invalid": cure},
    )


class SiteTable(Table):
    """The site that shows the masks."""

    origins = fields.List(
        text(_ORIGIN_CURE, validate=_as_browsers_send_it),
        required=True,
        validate=Length(min=1, error=_ORIGINS_CURE),
        error_messages={"invalid": _ORIGINS_CURE, "required": _ORIGINS_CURE},
    )
    cookie_days = _whole(1, 400, 365, "whole days")
    recycle_days = _whole(0, 36500, 400, "whole days, 0 for never,")
    new_ids_per_day = _whole(1, 10_000_000, 10_000, "a whole number")

    @validates_schema
    def _keep_ids_longer_than_cookies(self, site: Mapping[str, Any], **_: Any) -> None:
        if site["recycle_days"] and site["recycle_days"] <= site["cookie_days"]:
            raise ValidationError(
                f"write more than the {site['cookie_days']} cookie_days, or 0 for never: "
                "an ID that a browser still keeps must not be given to another visitor",
                "recycle_days",
            )
