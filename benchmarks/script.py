"""What a shop's developer writes in half an hour: the same day as JSON, behind one password.

It serves the database of ``$BENCHMARK_DATABASE``; it merges no spellings and rounds as floats do.
"""

import os
from datetime import date
from typing import Any

from flask import Flask, Response, abort, jsonify, request
from sqlalchemy import create_engine, text

from benchmarks.workload import since_and_until

app = Flask(__name__)
engine = create_engine(os.environ["BENCHMARK_DATABASE"])
account = tuple(os.environ["BENCHMARK_ACCOUNT"].split(":"))

SALES = text("""
    SELECT client_id AS user_id, count(*) AS count, sum(amount) AS revenue,
        sum(amount - cost) AS gross_profit
    FROM calls WHERE called_at >= :since AND called_at < :until AND client_id IS NOT NULL
    GROUP BY client_id ORDER BY client_id
""")


@app.get("/stat")
def stat() -> Response:
    """Answer one day."""
    login = request.authorization
    if login is None or (login.username, login.password) != account:
        abort(401)
    since, until = since_and_until(date.fromisoformat(request.args["date"]))
    with engine.connect() as connection:
        rows = connection.execute(SALES, {"since": since, "until": until}).mappings()
        return jsonify({"data": [_readable(dict(row)) for row in rows]})


def _readable(row: dict[str, Any]) -> dict[str, Any]:
    return row | {key: float(row[key]) for key in ("revenue", "gross_profit")}
