"""One [[webhook]] with a service: its keys; and which of the two kinds a table describes."""

from collections.abc import Mapping
from typing import Any

from marshmallow import fields
from marshmallow.validate import Length, OneOf, Range

from app.shops.document import Table, text
from app.shops.source_schema import name_field
from app.shops.webhook import CallWebhook, Service, Webhook
from app.shops.webhook_schema import WebhookTable, webhook_of

_SERVICE_CURE = f"write one of {', '.join(Service)}; or take it out and write fields"
# marshmallow formats what it tells: braces are doubled
_SIGNED_WITH_CURE = (
    'write where the secret is that the service signs with: "${{NAME}}" names a variable of the '
    "environment, secret_file a file"
)
_SECONDS_CURE = "write whole seconds from 0 to 3600"


class CallWebhookTable(Table):
    """How the messages of a telephony service are known for its own."""

    name = name_field()
    service = text(_SERVICE_CURE, validate=OneOf([*Service], error=_SERVICE_CURE))
    secret = text(_SIGNED_WITH_CURE, required=True, validate=Length(min=1, error=_SIGNED_WITH_CURE))
    min_seconds = fields.Integer(
        strict=True,
        load_default=0,
        validate=Range(0, 3600, error=_SECONDS_CURE),
        error_messages={"invalid": _SECONDS_CURE},
    )


class AnyWebhook(fields.Field[Webhook | CallWebhook]):
    """A webhook: of a service, or with the fields of a message."""

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> Webhook | CallWebhook:
        if isinstance(value, Mapping) and "service" in value:
            return _call_webhook(CallWebhookTable().load(value))
        return webhook_of(WebhookTable().load(value))


def _call_webhook(loaded: Mapping[str, Any]) -> CallWebhook:
    return CallWebhook(
        name=loaded["name"],
        service=Service(loaded["service"]),
        secret=loaded["secret"],
        min_seconds=loaded["min_seconds"],
    )
