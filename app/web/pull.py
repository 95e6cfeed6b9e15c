"""Every platform's GET: question in, rows, answer out."""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from functools import partial

from flask import Blueprint, Response, g, request
from werkzeug.exceptions import Forbidden

from app.accounts.account import Role
from app.accounts.login import Login
from app.platforms.platform import Platform
from app.shops.shop import Shop
from app.statistics.question import Question
from app.statistics.statistics import Statistics
from app.statistics.tally import Tally
from app.web.answer import Answer, compress, finish, respond
from app.web.auth import protect
from app.web.finished import FinishedAnswers
from app.web.places import Places

LEAST_BYTES_TO_COMPRESS = 1_000


class Pull:
    """What every platform's view does: the shops, how to ask them, what was finished lately."""

    def __init__(
        self,
        shops: Mapping[str, Shop],
        statistics: Statistics,
        finished: FinishedAnswers,
        places: Places,
        now: Callable[[], datetime],
    ) -> None:
        self._shops = shops
        self._statistics = statistics
        self._finished = finished
        self._places = places
        self._now = now
        self._identities = {name: _identity(shop) for name, shop in shops.items()}

    def answer(self, platform: Platform) -> Response:
        """Answer the platform's question about the account's own shop."""
        now = self._now()
        question = platform.read_question(request.args.to_dict(flat=False), self._own_shop())
        g.day = question.day.date
        answer = self._answer(platform, question, now)
        g.tally = answer.tally
        response = self._fitting(answer)
        if response.status_code == 200:
            response.content_type = platform.content_type
        response.headers.update(platform.headers(question, now))
        return response

    def _own_shop(self) -> Shop:
        """Return the shop of the account: nothing in the request can name another."""
        shop = self._shops.get(g.account.shop)
        if shop is None:
            raise Forbidden("this account's shop is not set up here (any more): ask the owner")
        return shop

    def _answer(self, platform: Platform, question: Question, now: datetime) -> Answer:
        """Return the answer; one asked while the day went on is not given when it is over.

        Nor is one from before the latest change of sales that the ledger holds. One that is fresh
        needs no place: it is given also while the shop's database lets all others wait.
        """
        shop, day = question.shop, question.day
        asked = (
            f"{self._identities[shop.name]} {self._statistics.changes(shop)}"
            f" {platform.name} {day.date} {day.state(now)}"
        )
        fresh = self._finished.fresh(asked)
        if fresh:
            return fresh
        with self._places.taken(shop.name):
            return self._finished.made(asked, partial(self._made, platform, question))

    def _made(self, platform: Platform, question: Question) -> Answer:
        tally = Tally()
        with self._statistics.rows(question) as rows:
            write = partial(platform.write_answer, tally.count(rows.parts()))
            return finish(write, tally, self._finished.folder)

    def _fitting(self, answer: Answer) -> Response:
        """Return the response, compressed where the asker takes gzip and it is worth it."""
        if answer.length < LEAST_BYTES_TO_COMPRESS or not request.accept_encodings["gzip"]:
            return respond(answer, request)
        packed = self._finished.get(answer.digest, partial(compress, answer, self._finished.folder))
        return respond(packed, request, "gzip")


def pull_blueprint(platforms: Iterable[Platform], login: Login, pull: Pull) -> Blueprint:
    """Return the addresses of all platforms; each needs an account with the role ``pull``."""
    blueprint = Blueprint("pull", __name__)
    protect(blueprint, login, Role.PULL)
    for platform in platforms:
        blueprint.add_url_rule(
            platform.path,
            platform.name,
            partial(pull.answer, platform),
            methods=["GET"],
            provide_automatic_options=False,
        )
    return blueprint


def _identity(shop: Shop) -> str:
    """Tell a shop's configuration from any other, without telling its secrets."""
    return hashlib.sha256(f"{shop!r} {shop.database}".encode()).hexdigest()
