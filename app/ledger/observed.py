"""What the ledger can tell a monitoring system of the shops: last answers and newest sales."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine

from app.database.writing import reading
from app.ledger.marks import Mark, marks_of
from app.ledger.pulls import last_answered


@dataclass(frozen=True, slots=True)
class Observed:
    """When each shop's platforms last got an answer, and how far its sources reach."""

    answered: Mapping[str, datetime]
    marks: tuple[Mark, ...]


def observe(ledger: Engine, shops: Iterable[str]) -> Observed:
    """Return what is known of these shops; raises ``LedgerUnavailable``."""
    named = list(shops)
    with reading(ledger) as connection:
        answered = {shop: last_answered(connection, shop) for shop in named}
        marks = [mark for shop in named for mark in marks_of(connection, shop)]
    return Observed({shop: at for shop, at in answered.items() if at is not None}, tuple(marks))
