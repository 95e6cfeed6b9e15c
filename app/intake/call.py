"""A call as a telephony service tells of it, and what every service's message has."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from app.intake.sale_documents import BadDocument
from app.sales.excerpt import excerpt

_WHOLE = re.compile(r"[0-9]{1,6}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Delivery:
    """A message as it came: what was posted, to which address, and what stands beside it.

    ``address`` is whole, without a login; ``query`` is the part of it after the ``?``, read.
    ``headers`` are named ``Like-This``, however they were sent.
    """

    address: str
    headers: Mapping[str, str]
    query: Mapping[str, str]
    form: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Call:
    """An answered call that has ended; no phone number is kept of it.

    ``started_at`` is a time as ``POST /sales`` takes it.
    """

    id: str
    started_at: str
    seconds: int
    incoming: bool
    client_text: str | None = None


def require(form: Mapping[str, str], *names: str) -> None:
    """Raise ``BadDocument`` with all of these fields that the message does not have."""
    missing = {name: "is missing" for name in names if not form.get(name)}
    if missing:
        raise BadDocument(missing)


def read_seconds(form: Mapping[str, str], name: str) -> int:
    """Return how long a call was; raises ``BadDocument``."""
    if not _WHOLE.fullmatch(form[name]):
        raise BadDocument({name: f"expected whole seconds, got {excerpt(form[name])}"})
    return int(form[name])
