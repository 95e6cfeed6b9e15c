"""Every answer to a platform leaves a trace: who asked for which day, and what they were told."""

import time
from collections.abc import Callable
from datetime import datetime

from flask import Blueprint, Response, g, request

from app.accounts.account import Account
from app.ledger.pulls import Pull
from app.statistics.tally import Tally


def record_pulls(
    blueprint: Blueprint, record: Callable[[Pull], None], now: Callable[[], datetime]
) -> None:
    """Record each answer to an account, whatever its status; ``record`` neither waits nor raises.

    The view leaves what it knows in ``g``: the day, and the tally of an answer.
    """

    @blueprint.after_request
    def leave_trace(response: Response) -> Response:
        account = g.get("account")
        if account is not None:
            record(_pull(account, response.status_code, now()))
        return response


def _pull(account: Account, status: int, at: datetime) -> Pull:
    tally: Tally | None = g.get("tally")
    return Pull(
        at=at,
        account=account.name,
        shop=account.shop,
        platform=str(request.endpoint).rpartition(".")[2],
        status=status,
        milliseconds=round((time.monotonic() - g.began) * 1000),
        day=g.get("day"),
        problem=g.get("problem"),
        rows=None if tally is None else tally.rows,
        sales=None if tally is None else tally.sales,
        revenue=None if tally is None else tally.revenue,
    )
