"""A FreePBX that serves two shops: a year of calls, each of one to four rows."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from random import Random
from zoneinfo import ZoneInfo

from tests.presets.case import PresetCase, Row
from tests.real_shops.moments import moments
from tests.real_shops.operators import a_client_id, a_note
from tests.real_shops.truth import Sale

ZONE = ZoneInfo("America/Santiago")
ORDINARY_CALLS = 1_000
OURS, OTHER_SHOPS = ("56221234567", "56227654321"), "56223334455"
DISPOSITIONS = ("ANSWERED", "ANSWERED", "ANSWERED", "NO ANSWER", "BUSY", "FAILED", "CONGESTION")
TALK_SECONDS = 5
NO_MONEY = Decimal(0)


@dataclass(frozen=True, slots=True)
class Call:
    """One call: when it began, what the dial plan wrote, and the rows it left."""

    at: datetime
    client_id: str | None
    legs: list[Row]

    @property
    def counts(self) -> bool:
        """Whether it came in on a number of the shop and somebody talked."""
        answered = any(
            leg["disposition"] == "ANSWERED" and leg["billsec"] >= TALK_SECONDS for leg in self.legs
        )
        return answered and any(leg["did"] in OURS for leg in self.legs)


def case() -> PresetCase:
    """Draw the year; the copy of the last months and the events hold nothing more."""
    random = Random(319)
    times = moments(random, ORDINARY_CALLS)
    calls = [_call(number, at, random) for number, at in enumerate(times, start=1)]
    legs = [leg for call in calls for leg in call.legs]
    random.shuffle(legs)
    return PresetCase(
        preset="asterisk",
        server="mariadb",
        orders="cdr",
        rows={"cdr": legs, "transient_cdr": legs[::4], "cel": [_event(leg) for leg in legs[::20]]},
        sales=[Sale(call.at, call.client_id, NO_MONEY) for call in calls if call.counts],
        options={"numbers": [*OURS], "talk_seconds": TALK_SECONDS},
        detected={"time_column": "calldate", "call_column": "linkedid", "incoming_column": "did"},
        time_zone=ZONE,
        currency="CLP",
    )


def _call(number: int, at: datetime, random: Random) -> Call:
    client_id, written = a_note(random)
    legs = [*_legs(number, at, random)]
    legs[random.randrange(len(legs))]["userfield"] = written or ""
    if written and written.strip() and len(legs) == 1 and number % 3 == 0:
        legs.append(_corrected(legs[0], random))
    if number % 10 == 0:
        legs.append(dict(legs[-1]))  # written by two modules at once
    return Call(at, client_id, legs)


def _legs(number: int, at: datetime, random: Random) -> Iterator[Row]:
    """Give a call's rows; those of a call before midnight may begin after it."""
    first = f"{int(at.timestamp())}.{number * 10}"
    did = random.choice((*OURS, *OURS, OTHER_SHOPS, ""))
    is_old = number % 7 == 0
    for part in range(1 if is_old else random.choice((1, 1, 2, 4))):
        began = at + timedelta(seconds=part * 40)
        disposition = random.choice(DISPOSITIONS)
        yield {
            "calldate": began.astimezone(ZONE).replace(tzinfo=None),
            "clid": '"Клиент" <5691234567>',
            "src": "5691234567" if did else "101",
            "dst": str(101 + part),
            "dcontext": random.choice(("ext-queues", "from-did-direct", "ext-local")),
            "channel": f"PJSIP/trunk-{number:08x}",
            "dstchannel": f"PJSIP/{101 + part}-{number:08x}",
            "lastapp": random.choice(("Dial", "Queue")),
            "duration": 40,
            "billsec": random.choice((0, 3, 5, 400)) if disposition == "ANSWERED" else 0,
            "disposition": disposition,
            "amaflags": 3,
            "accountcode": a_client_id(random),
            "uniqueid": f"{int(began.timestamp())}.{number * 10 + part}",
            "userfield": "",
            "did": did if part == 0 else random.choice((did, "")),
            "linkedid": "" if is_old else first,
            "peeraccount": "",
            "sequence": number * 10 + part,
        }


def _corrected(leg: Row, random: Random) -> Row:
    """A row of the same call, on which a later operator dialled another client ID."""
    sequence = leg["sequence"] + 9
    return {
        **leg,
        "uniqueid": f"{leg['uniqueid'].partition('.')[0]}.{sequence}",
        "linkedid": leg["linkedid"] or leg["uniqueid"],
        "userfield": a_client_id(random),
        "disposition": "NO ANSWER",
        "billsec": 0,
        "sequence": sequence,
    }


def _event(leg: Row) -> Row:
    return {
        "eventtype": "CHAN_START",
        "eventtime": leg["calldate"],
        "uniqueid": leg["uniqueid"],
        "linkedid": leg["linkedid"],
        "userfield": leg["userfield"],
    }
