"""Time zones by their IANA key, and the nearest spellings of one that is unknown."""

from difflib import get_close_matches
from functools import cache
from zoneinfo import available_timezones

_NOT_PLACES = {"localtime", "posixrules", "Factory"}


@cache
def zones() -> frozenset[str]:
    """Return every key that ``zoneinfo`` knows, such as ``Europe/Moscow``."""
    return frozenset(available_timezones() - _NOT_PLACES)


def nearest(key: str) -> list[str]:
    """Return up to three known keys that ``key`` may have meant, in any case, also a bare city."""
    known = {zone.casefold(): zone for zone in sorted(zones())}
    wanted = key.casefold().replace(" ", "_")
    cities = [zone for folded, zone in known.items() if folded.endswith(f"/{wanted}")]
    alike = [known[folded] for folded in get_close_matches(wanted, known)]
    return list(dict.fromkeys([*cities, *alike]))[:3]
