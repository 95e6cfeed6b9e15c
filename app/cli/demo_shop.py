"""The sales of the demo shop: drawn from the date alone, so that a day always has the same."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Europe/Moscow")

_CALLS_BY_WEEKDAY = (26, 24, 23, 24, 28, 14, 8)
_VISITS_BY_WEEKDAY = (15, 14, 14, 16, 22, 34, 30)
_HOURS = range(9, 21)
_CALLS_BY_HOUR = (4, 8, 10, 10, 8, 7, 8, 9, 9, 7, 4, 2)
_VISITS_BY_HOUR = (1, 3, 5, 7, 8, 8, 7, 8, 10, 11, 8, 4)
_PRICES = (390, 640, 890, 1040, 1290, 1790, 2490, 3900, 5600, 12900)
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
_VISITORS = 40
_DAY_SIZE = 10_000


@dataclass(frozen=True, slots=True)
class Call:
    """A row of the table ``calls``."""

    id: int
    called_at: str
    client_id: str | None
    amount: str
    cost: str
    status: str


@dataclass(frozen=True, slots=True)
class OfflineSale:
    """A row of the table ``offline_sales``."""

    id: int
    sold_at: str
    note: str
    total: str
    purchase_cost: str
    state: str


def calls_on(day: date) -> list[Call]:
    """Draw a day's calls, in order of time; ``called_at`` is in UTC."""
    draw, visitors = _draw("calls", day), _visitors(day)
    moments = _moments(draw, day, _CALLS_BY_WEEKDAY, _CALLS_BY_HOUR)
    return [_call(draw, visitors, number, moment) for number, moment in moments]


def offline_sales_on(day: date) -> list[OfflineSale]:
    """Draw a day's sales over the counter, in order of time; ``sold_at`` is the shop's clock."""
    draw, visitors = _draw("offline sales", day), _visitors(day)
    moments = _moments(draw, day, _VISITS_BY_WEEKDAY, _VISITS_BY_HOUR)
    return [_offline_sale(draw, visitors, number, moment) for number, moment in moments]


def _draw(what: str, day: date) -> random.Random:
    return random.Random(f"{what} {day}")  # noqa: S311 plausible sales, no secrets


def _visitors(day: date) -> list[str]:
    """The client IDs of a day: few enough that some of them buy twice, also in both places."""
    draw = _draw("visitors", day)
    return [f"{draw.randint(100, 999)}-{draw.randint(100, 999)}" for _ in range(_VISITORS)]


def _moments(
    draw: random.Random, day: date, by_weekday: tuple[int, ...], by_hour: tuple[int, ...]
) -> Iterator[tuple[int, datetime]]:
    usual = by_weekday[day.weekday()]
    hours = draw.choices(_HOURS, by_hour, k=usual + draw.randint(-4, 4))
    clock = sorted(time(hour, draw.randrange(60), draw.randrange(60)) for hour in hours)
    for number, moment in enumerate(clock):
        yield day.toordinal() * _DAY_SIZE + number, datetime.combine(day, moment, ZONE)


def _call(draw: random.Random, visitors: list[str], number: int, moment: datetime) -> Call:
    amount, cost = _amounts(draw)
    return Call(
        id=number,
        called_at=f"{moment.astimezone(UTC):%Y-%m-%d %H:%M:%S}",
        client_id=_written_in_a_call(draw, visitors),
        amount=amount,
        cost=cost,
        status=draw.choices(("paid", "done", "cancelled"), (60, 30, 10))[0],
    )


def _offline_sale(
    draw: random.Random, visitors: list[str], number: int, moment: datetime
) -> OfflineSale:
    total, cost = _amounts(draw)
    return OfflineSale(
        id=number,
        sold_at=f"{moment:%Y-%m-%d %H:%M:%S}",
        note=_written_at_the_counter(draw, visitors),
        total=total,
        purchase_cost=cost,
        state=draw.choices(("sold", "returned"), (93, 7))[0],
    )


def _amounts(draw: random.Random) -> tuple[str, str]:
    cents = draw.choice(_PRICES) * draw.choice((1, 1, 1, 2, 3)) * 100 + draw.choice((0, 0, 50, 90))
    cost = cents * draw.randint(45, 75) // 100
    return _money(cents), _money(cost)


def _money(cents: int) -> str:
    return f"{cents // 100}.{cents % 100:02}"


def _written_in_a_call(draw: random.Random, visitors: list[str]) -> str | None:
    """A client ID as operators spell it; now and then none, a phone number, or two of them."""
    client, other = draw.sample(visitors, 2)
    spellings: dict[str | None, int] = {
        client: 60,
        client.replace("-", ""): 12,
        client.replace("-", " "): 8,
        f"№{client.replace('-', '–')}": 5,
        client.translate(_FULL_WIDTH): 2,
        f"{client} или {other}": 2,
        f"+7 916 {draw.randint(100, 999)}-{draw.randint(10, 99)}-{draw.randint(10, 99)}": 4,
        "": 4,
        None: 3,
    }
    return draw.choices([*spellings], [*spellings.values()])[0]


def _written_at_the_counter(draw: random.Random, visitors: list[str]) -> str:
    """A note with a client ID under one of the shop's masks; often there is none."""
    client = draw.choice(visitors)
    notes = {
        f"арт. {draw.randint(10000, 10400)}-{client}": 35,
        f"корзина {client}": 30,
        client: 20,
        "без номера": 5,
        "": 10,
    }
    return draw.choices([*notes], [*notes.values()])[0]
