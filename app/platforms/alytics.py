"""Alytics: GET /stat?date=YYYY-MM-DD, answered with JSON, one object per client ID.

The protocol is Alytics' "user id" method (Alytics Wiki, page "Метод user id", read 2026): Basic
authentication, one day per request, ``{"data":[...]}`` in UTF-8, an empty array when there is
nothing. Its examples are not strict JSON; ours are.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from json.encoder import encode_basestring
from types import MappingProxyType
from typing import Any

from marshmallow import Schema, ValidationError, fields

from app.platforms.platform import Arguments, BadQuestion, Sink
from app.sales.day import Day, read_date
from app.sales.money import HUNDREDTHS, write_amount
from app.shops.shop import Shop
from app.statistics.question import Question
from app.statistics.rows import Row
from app.statistics.total import CLIENT_ID, GROSS_PROFIT, REVENUE


class StrictDate(fields.Field[date]):
    """A date spelled YYYY-MM-DD and given once; marshmallow's own takes other spellings too."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **options: Any) -> date:
        if len(value) != 1:
            raise ValidationError(f"expected one date, got {len(value)}")
        try:
            return read_date(value[0])
        except ValueError as error:
            raise ValidationError(str(error)) from error


class QuestionSchema(Schema):
    """The parameters that are read; others are ignored."""

    date = StrictDate(
        required=True,
        error_messages={"required": "missing; ask for a day as ?date=YYYY-MM-DD"},
        metadata={"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
    )


class RowSchema(Schema):
    """One object of the answer, for the documentation and the tests."""

    user_id = fields.String(required=True)
    count = fields.Integer(required=True, strict=True)
    revenue = fields.Decimal(required=True, places=2)
    gross_profit = fields.Decimal(required=True, places=2)


class AnswerSchema(Schema):
    """The whole answer, for the documentation and the tests."""

    data = fields.List(fields.Nested(RowSchema), required=True)


class Alytics:
    """The analytics platform that asks for one day at a time."""

    name = "alytics"
    path = "/stat"
    content_type = "application/json; charset=utf-8"
    asks = "What was sold on this date, per client ID?"
    question_schema: type[Schema] = QuestionSchema
    answer_schema: type[Schema] = AnswerSchema
    header_meanings: Mapping[str, str] = MappingProxyType(
        {"Stat-Day": 'The day, its zone, and how final it is: 2026-11-21; zone="Europe/Moscow"'}
    )

    def __init__(self) -> None:
        self._schema = QuestionSchema(unknown="exclude")

    def read_question(self, arguments: Arguments, shop: Shop) -> Question:
        """Read the one ``date``; raises BadQuestion."""
        try:
            asked = self._schema.load(arguments)
        except ValidationError as error:
            parameter, faults = next(iter(error.messages_dict.items()))
            raise BadQuestion(parameter, faults[0]) from error
        return Question(shop, Day(asked["date"], shop.time_zone))

    def headers(self, question: Question, now: datetime) -> Mapping[str, str]:
        """Say which day was answered, in which zone, and how final it is."""
        day = question.day
        return {"Stat-Day": f'{day.date}; zone="{day.zone.key}"; state={day.state(now)}'}

    def write_answer(self, parts: Iterable[Sequence[Row]], answer: Sink) -> None:
        """Write strict JSON in UTF-8; amounts are numbers with exactly two decimals."""
        separator = b'{"data":['
        for rows in filter(None, parts):
            answer.write(separator + ",".join(_objects(rows)).encode())
            separator = b","
        answer.write(b"]}" if separator == b"," else b'{"data":[]}')


def _objects(rows: Sequence[Row]) -> Iterable[str]:
    """Write an object a row; those of many rows without a surprise in them are written faster."""
    return _plain_objects(rows) if _are_plain(rows) else map(_object, rows)


def _are_plain(rows: Sequence[Row]) -> bool:
    """Tell whether no sign in the rows is escaped and none of the amounts is negative."""
    client_ids = "".join(map(CLIENT_ID, rows))
    return (
        encode_basestring(client_ids) == f'"{client_ids}"'
        and min(map(REVENUE, rows)) >= 0
        and min(map(GROSS_PROFIT, rows)) >= 0
    )


def _plain_objects(rows: Sequence[Row]) -> list[str]:
    """Write the same as ``_object`` does of rows that are plain."""
    return [
        f'{{"user_id":"{client_id}","count":{sales},'
        f'"revenue":{revenue // 100}{HUNDREDTHS[revenue % 100]},'
        f'"gross_profit":{gross_profit // 100}{HUNDREDTHS[gross_profit % 100]}}}'
        for client_id, sales, revenue, gross_profit in rows
    ]


def _object(row: Row) -> str:
    client_id, sales, revenue, gross_profit = row
    return (
        f'{{"user_id":{encode_basestring(client_id)},"count":{sales},'
        f'"revenue":{write_amount(revenue)},"gross_profit":{write_amount(gross_profit)}}}'
    )
