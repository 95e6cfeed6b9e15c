"""Time zones by their IANA key, and the nearest spellings of one that is unknown."""

import re
from difflib import get_close_matches
from functools import cache
from zoneinfo import available_timezones

# What people call the zones of Russia, which most shops that ask lie in, by name and by offset.
_OTHER_NAMES = {"msk": "Europe/Moscow", "мск": "Europe/Moscow", "москва": "Europe/Moscow"}
_BY_OFFSET = {
    2: "Europe/Kaliningrad",
    3: "Europe/Moscow",
    4: "Europe/Samara",
    5: "Asia/Yekaterinburg",
    6: "Asia/Omsk",
    7: "Asia/Novosibirsk",
    8: "Asia/Irkutsk",
    9: "Asia/Yakutsk",
    10: "Asia/Vladivostok",
    11: "Asia/Magadan",
    12: "Asia/Kamchatka",
}
_OFFSET = re.compile(r"(utc|gmt|msk)?\+?(\d{1,2})(:?00)?")
_MOSCOW_OFFSET = 3
_NOT_PLACES = {"localtime", "posixrules", "Factory"}


@cache
def zones() -> frozenset[str]:
    """Return every key that ``zoneinfo`` knows, such as ``Europe/Moscow``."""
    return frozenset(available_timezones() - _NOT_PLACES)


def nearest(key: str) -> list[str]:
    """Return up to three known keys that ``key`` may have meant.

    It may be written in any case, a bare city, ``MSK``, ``UTC+3`` or ``MSK+2``.
    """
    known = {zone.casefold(): zone for zone in sorted(zones())}
    wanted = key.casefold().replace(" ", "_")
    if called := _otherwise_called(wanted):
        return [called]
    cities = [zone for folded, zone in known.items() if folded.endswith(f"/{wanted}")]
    alike = [known[folded] for folded in get_close_matches(wanted, known)]
    return list(dict.fromkeys([*cities, *alike]))[:3]


def _otherwise_called(wanted: str) -> str | None:
    offset = _OFFSET.fullmatch(wanted.replace("_", ""))
    if offset is None:
        return _OTHER_NAMES.get(wanted)
    hours = int(offset[2]) + (_MOSCOW_OFFSET if offset[1] == "msk" else 0)
    return _BY_OFFSET.get(hours)
