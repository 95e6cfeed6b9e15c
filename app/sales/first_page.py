"""The first page of a visit: where the visitor came from, with nothing personal in it."""

from dataclasses import dataclass, fields
from typing import Self
from urllib.parse import SplitResult, parse_qsl, quote, urlencode, urlsplit

MAX_LANDING_CHARACTERS = 1024
MAX_REFERRER_CHARACTERS = 255
MAX_TAG_CHARACTERS = 255

# what tells an advertisement from another; everything else in a query may name a person
TAGS = ("utm_source", "utm_medium", "utm_campaign", "utm_content", "utm_term")
CLICKS = (
    "gclid",
    "gbraid",
    "wbraid",
    "yclid",
    "msclkid",
    "fbclid",
    "vkclid",
    "ymclid",
    "admitad_uid",
)


@dataclass(frozen=True, slots=True)
class FirstPage:
    """The address without credentials and fragment, the site before, the advertisement's tags.

    Of the address's query only the tags and the numbers of a click are kept; of the site before,
    its scheme and host, as browsers themselves do by default.
    """

    landing: str | None = None
    referrer: str | None = None
    utm_source: str | None = None
    utm_medium: str | None = None
    utm_campaign: str | None = None
    utm_content: str | None = None
    utm_term: str | None = None

    @classmethod
    def read(cls, landing: str, referrer: str) -> Self:
        """Keep what may be kept of two addresses; what is no web address leaves nothing."""
        page = _web_address(landing)
        told = _told(page.query) if page else {}
        tags = {name: told[name][:MAX_TAG_CHARACTERS] for name in TAGS if told.get(name)}
        return cls(_landing(page, told), _referrer(_web_address(referrer)), **tags)

    def as_columns(self) -> dict[str, str | None]:
        """Return every part by its name."""
        return {field.name: getattr(self, field.name) for field in fields(self)}


def _web_address(text: str) -> SplitResult | None:
    try:
        address = urlsplit(text)
        return address if address.scheme in ("http", "https") and address.hostname else None
    except ValueError:
        return None


def _told(query: str) -> dict[str, str]:
    """Return the first of each parameter that may be kept, without invisible characters."""
    found: dict[str, str] = {}
    for name, value in parse_qsl(query, errors="replace"):
        if name in (*TAGS, *CLICKS):
            found.setdefault(name, "".join(sign for sign in value if sign.isprintable()))
    return found


def _landing(page: SplitResult | None, told: dict[str, str]) -> str | None:
    if page is None:
        return None
    path = quote(page.path, safe="/%:@!$&'()*+,;=~", errors="replace")
    query = f"?{urlencode(told, errors='replace')}" if told else ""
    return f"{_site(page)}{path}{query}"[:MAX_LANDING_CHARACTERS]


def _referrer(page: SplitResult | None) -> str | None:
    return _site(page)[:MAX_REFERRER_CHARACTERS] if page else None


def _site(page: SplitResult) -> str:
    host = page.netloc.rpartition("@")[2].lower()
    return f"{page.scheme}://{quote(host, safe=':[]', errors='replace')}"
