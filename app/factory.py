"""The table of contents of the server."""

from collections.abc import Callable
from datetime import datetime, timedelta

from flask import Flask
from sqlalchemy import Engine
from werkzeug.middleware.proxy_fix import ProxyFix

from app.accounts.login import Login, utc_now
from app.database.reading import Readers
from app.database.retrying import write
from app.database.writing import open_writing
from app.intake.deliveries import Deliveries
from app.intake.known_sales import KnownSales
from app.intake.uploads import Uploads
from app.ledger.book import Book
from app.ledger.client_ids import give
from app.ledger.known_marks import known_marks
from app.ledger.observed import observe
from app.ledger.pull_log import PullLog
from app.ledger.room import require_room
from app.ledger.schema import require_current
from app.platforms import PLATFORMS
from app.sales.client_id import ClientID
from app.sales.day import Day
from app.sales.first_page import FirstPage
from app.sales.supply import Supply
from app.shops.shop import Shop
from app.statistics.guard import Guard
from app.statistics.question import Question
from app.statistics.recorded import Recorded
from app.statistics.statistics import Statistics
from app.traffic.under_way import UnderWay
from app.web.answer_files import AnswerFiles
from app.web.client_ids import Give, client_ids_blueprint
from app.web.counted import count_requests
from app.web.desk.desk import open_desk
from app.web.desk.imports import MAX_FILE_BYTES, UPLOAD
from app.web.desk.secret_key import secret_key
from app.web.finished import FinishedAnswers
from app.web.health import Probe, health_blueprint
from app.web.large_bodies import refuse_large_bodies
from app.web.mask_script import mask_script_blueprint
from app.web.metrics import serve_metrics
from app.web.openapi import openapi_blueprint
from app.web.places import Places
from app.web.problems import answer_with_problems
from app.web.pull import Pull, pull_blueprint
from app.web.pull_log import record_pulls
from app.web.readable_query import refuse_unreadable_queries
from app.web.request_log import log_requests
from app.web.sales import sales_blueprint
from app.web.signed_webhooks import signed_webhooks_blueprint
from app.web.webhooks import webhooks_blueprint
from config.settings import Settings

MAX_BODY_BYTES = 1 << 20


def create_app(settings: Settings, now: Callable[[], datetime] = utc_now) -> Flask:
    """Assemble the server; connections are made when they are first needed."""
    app = Flask(__name__, static_folder=None)
    app.url_map.merge_slashes = False  # an unknown path is a 404, not a redirect to a known one
    ledger = open_writing(settings.ledger_url)
    under_way = UnderWay(settings.threads)
    login = Login(
        ledger, settings.cache_seconds, settings.login_limits, is_room=under_way.leave_room
    )
    guard = Guard(known_marks(ledger), timedelta(hours=settings.guard_slack_hours), now)
    recorded = Recorded(ledger, settings.query_timeout_seconds)
    statistics = Statistics(Readers(settings.limits), guard, recorded)
    retry_after = settings.retry_after_seconds

    count_requests(app, under_way)
    log_requests(app)
    answer_with_problems(app, retry_after)
    refuse_unreadable_queries(app)
    refuse_large_bodies(app, MAX_BODY_BYTES, {UPLOAD: MAX_FILE_BYTES})
    places = Places(settings.shops, settings.threads)
    pull = Pull(settings.shops, statistics, _finished_answers(settings), places, now)
    pulls = pull_blueprint(PLATFORMS, login, pull)
    record_pulls(pulls, PullLog(ledger, settings.keep_pulls_days).add, now)
    app.register_blueprint(pulls)
    serve_metrics(app, pulls.name, lambda: observe(ledger, settings.shops))
    app.register_blueprint(
        health_blueprint(_probes(settings, ledger, statistics, now), retry_after)
    )
    app.register_blueprint(mask_script_blueprint())
    app.register_blueprint(
        client_ids_blueprint(
            settings.shops.values(),
            _giving(ledger, now),
            settings.new_ids_per_minute_and_process,
        )
    )
    deliveries, known = Deliveries(ledger, now), KnownSales(ledger, now)
    app.register_blueprint(sales_blueprint(settings.shops, login, deliveries, known))
    app.register_blueprint(webhooks_blueprint(settings.shops, login, deliveries))
    app.register_blueprint(signed_webhooks_blueprint(settings.shops, login, deliveries))
    app.register_blueprint(openapi_blueprint())
    key, uploads = secret_key(settings.instance), Uploads(settings.instance, ledger, now)
    open_desk(app, settings.shops, login, key, Book(ledger), uploads, now)
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops)  # type: ignore[method-assign]
    return app


def _finished_answers(settings: Settings) -> FinishedAnswers:
    """Return the answers that this server's processes share, since they share its settings."""
    kept_seconds = settings.answers_kept_seconds
    files = AnswerFiles(settings.instance / "answers", settings.run, kept_seconds)
    return FinishedAnswers(files, kept_seconds)


def _probes(
    settings: Settings, ledger: Engine, statistics: Statistics, now: Callable[[], datetime]
) -> list[Probe]:
    def source_probe(shop: Shop) -> Probe:
        def ask() -> None:
            today = Day(now().astimezone(shop.time_zone).date(), shop.time_zone)
            statistics.probe(Question(shop, today))

        return Probe(ask, shop.name)

    ledger_probe = Probe(lambda: require_current(ledger))
    disk_probe = Probe(lambda: require_room(settings.instance))
    return [ledger_probe, disk_probe, *map(source_probe, settings.shops.values())]


def _giving(ledger: Engine, now: Callable[[], datetime]) -> Give:
    """Return how a site's visitor gets a client ID: it is theirs when this has ended."""

    def give_one(supply: Supply, page: FirstPage) -> ClientID:
        return write(ledger, lambda connection: give(connection, supply, page, now()))

    return give_one
