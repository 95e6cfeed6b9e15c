"""The sales that are measured: three years of calls, and one day of a million clients."""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

CALLS = "calls"
GIANT = "giant_calls"

TIME_ZONE = "Europe/Moscow"
UTC_OFFSET = timedelta(hours=3)  # Moscow's, all these years (IANA tz database, since 2014)

FIRST_DAY = date(2023, 1, 2)
DAYS = tuple(FIRST_DAY + timedelta(days=number) for number in range(1_095))
MEDIAN_DAY = date(2024, 6, 11)
BLACK_FRIDAY = date(2025, 11, 28)
EMPTY_DAY = date(2022, 6, 11)

_SEED = 20_251_128
_BLACK_FRIDAY_TIMES = 20
# Monday to Sunday; the middle one of the seven is 1, so an ordinary Tuesday is the median day.
_WEEK = (1.0, 1.0, 1.0, 1.1, 1.2, 0.9, 0.8)

_SPELLED_OTHERWISE = 0.05
_SPELLINGS: tuple[Callable[[str, str], str | None], ...] = (
    "{} {}".format,
    "{}{}".format,
    "{} – {}".format,
    " {}-{} ".format,
    "№ {}-{}".format,
    "арт. 10250-{}-{}".format,
    lambda _, __: "не сказал",
    lambda _, __: None,
)


@dataclass(frozen=True, slots=True)
class Size:
    """How much is generated and how long each measure goes on; ``clients`` are the giant day's."""

    sales: int
    clients: int
    seconds: float
    giant_rounds: int


SIZES = {
    "XS": Size(sales=3_000, clients=2_000, seconds=0.2, giant_rounds=1),
    "S": Size(sales=100_000, clients=1_000_000, seconds=1.5, giant_rounds=1),
    "M": Size(sales=5_000_000, clients=1_000_000, seconds=8, giant_rounds=3),
}


def since_and_until(day: date) -> tuple[str, str]:
    """Return a shop day's bounds in UTC, half-open, as ``2024-06-10 21:00:00``."""
    since = datetime(day.year, day.month, day.day) - UTC_OFFSET
    return str(since), str(since + timedelta(days=1))


def write_calls(file: Path, size: Size) -> None:
    """Write the three years as lines of time, client ID, amount and cost, parted by tabs.

    ``\\N`` is no client ID, as COPY and LOAD DATA read it. The same size gives the same bytes.
    """
    draw = random.Random(_SEED)  # noqa: S311  plausible sales, no secrets
    number = size.sales / (sum(map(_weight, DAYS)))
    with file.open("w", encoding="utf-8") as lines:
        for day in DAYS:
            clients = (_spelled(draw, *_parts(draw)) for _ in range(round(number * _weight(day))))
            lines.writelines(_lines(day, list(clients), draw))


def write_giant_day(file: Path, size: Size) -> None:
    """Write the median day of another shop, with ids of the format 9999-9999, all different."""
    draw = random.Random(_SEED)  # noqa: S311  plausible sales, no secrets
    numbers = draw.sample(range(10**8), size.clients)
    clients = [_spelled(draw, f"{n // 10_000:04}", f"{n % 10_000:04}") for n in numbers]
    with file.open("w", encoding="utf-8") as lines:
        lines.writelines(_lines(MEDIAN_DAY, clients, draw))


def _weight(day: date) -> float:
    return _BLACK_FRIDAY_TIMES if day == BLACK_FRIDAY else _WEEK[day.weekday()]


def _parts(draw: random.Random) -> tuple[str, str]:
    number = int(draw.random() * 1_000_000)
    return f"{number // 1000:03}", f"{number % 1000:03}"


def _spelled(draw: random.Random, first: str, second: str) -> str:
    """Write an id as operators do: mostly as it is, sometimes otherwise, sometimes not at all."""
    if draw.random() >= _SPELLED_OTHERWISE:
        return f"{first}-{second}"
    spelled = draw.choice(_SPELLINGS)(first, second)
    return r"\N" if spelled is None else spelled


def _lines(day: date, clients: list[str], draw: random.Random) -> Iterator[str]:
    since = datetime.fromisoformat(since_and_until(day)[0])
    apart = timedelta(days=1) / max(1, len(clients))
    for number, client in enumerate(clients):
        moment = (since + apart * number).isoformat(" ", "seconds")
        amount = 1_000 + int(draw.random() * 900_000)
        yield f"{moment}\t{client}\t{amount / 100:.2f}\t{amount // 150}.00\n"
