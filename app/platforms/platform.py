"""What every analytics platform's file provides: its path, how it asks, how it is answered."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from marshmallow import Schema

from app.shops.shop import Shop
from app.statistics.question import Question
from app.statistics.rows import Row

Arguments = Mapping[str, Sequence[str]]


class Sink(Protocol):
    """Takes the bytes of an answer, one part after the other."""

    def write(self, part: bytes, /) -> object:
        """Add the next bytes."""
        ...


class BadQuestion(ValueError):
    """The question cannot be understood; ``parameter`` is at fault, the message says the cure."""

    def __init__(self, parameter: str, detail: str) -> None:
        super().__init__(f"{parameter}: {detail}")
        self.parameter = parameter


class Platform(Protocol):
    """An analytics system that pulls from us.

    ``asks`` is its question in words. ``question_schema`` has the parameters that are read,
    ``answer_schema`` the answer, ``header_meanings`` what ``headers`` adds: they describe the
    platform for ``/openapi.json``.
    """

    name: str
    path: str
    content_type: str
    asks: str
    question_schema: type[Schema]
    answer_schema: type[Schema]
    header_meanings: Mapping[str, str]

    def read_question(self, arguments: Arguments, shop: Shop) -> Question:
        """Read the query parameters, each with all its values; raises BadQuestion."""
        ...

    def headers(self, question: Question, now: datetime) -> Mapping[str, str]:
        """Return what the platform is told beside the answer."""
        ...

    def write_answer(self, parts: Iterable[Sequence[Row]], answer: Sink) -> None:
        """Write the rows, which come some at a time, as the bytes that leave.

        The same rows give the same bytes, however they are parted.
        """
        ...
