"""Health, asked by anyone: is it alive, would there be answers, and what does asking cost?"""

import logging
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.database.faults import SourceFault, SourceUnavailable
from app.database.writing import LedgerUnavailable
from app.ledger.schema import LedgerOutdated
from app.web.health import Probe, health_blueprint


def a_server(
    *probes: Callable[[], None], monotonic: Callable[[], float] = lambda: 0.0
) -> FlaskClient:
    app = Flask(__name__)
    app.register_blueprint(
        health_blueprint([Probe(each, "north") for each in probes], 60, monotonic)
    )
    return app.test_client()


def fine() -> None:
    """Pass."""


def failing(error: Exception) -> Callable[[], None]:
    def probe() -> None:
        raise error

    return probe


def test_a_server_is_alive_and_ready(shared: FlaskClient) -> None:
    alive, ready = shared.get("/healthz"), shared.get("/readyz")
    assert [(each.status_code, each.json) for each in (alive, ready)] == [
        (200, {"status": "alive"}),
        (200, {"status": "ready"}),
    ]
    assert (alive.headers["Cache-Control"], ready.headers["Cache-Control"]) == ("no-store",) * 2


def test_a_shop_that_does_not_answer_is_not_ready_yet_alive(
    own: FlaskClient, tmp_path: Path
) -> None:
    (tmp_path / "south.db").unlink()
    assert own.get("/healthz").status_code == 200
    assert own.get("/readyz").status_code == 503


@pytest.mark.parametrize(
    "error",
    [
        SourceUnavailable(SourceFault.REFUSED, "host 10.1.2.3"),
        LedgerUnavailable("host 10.1.2.3"),
        LedgerOutdated(),
    ],
)
def test_what_is_wrong_is_told_to_the_log_alone(
    error: Exception, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        response = a_server(fine, failing(error)).get("/readyz")
    assert (response.status_code, response.headers["Retry-After"]) == (503, "60")
    assert response.headers["Cache-Control"] == "no-store"
    assert response.json is not None
    assert response.json["type"] == "/problems/not-ready"
    assert str(error) not in response.text
    assert "event=not-ready shop=north fault=" in caplog.text
    assert str(error) in caplog.text


def test_a_finding_is_kept_for_five_seconds() -> None:
    asked: list[int] = []
    times: Iterator[float] = iter([0.0, 0.0, 4.9, 5.0, 5.0])
    client = a_server(lambda: asked.append(1), monotonic=lambda: next(times))
    for _ in range(3):
        client.get("/readyz")
    assert len(asked) == 2


def test_every_probe_is_asked_even_when_one_fails() -> None:
    asked: list[int] = []
    error = SourceUnavailable(SourceFault.BUSY, "no")
    a_server(failing(error), lambda: asked.append(1)).get("/readyz")
    assert asked == [1]


def test_head_is_answered(shared: FlaskClient) -> None:
    assert [shared.head(path).status_code for path in ("/healthz", "/readyz")] == [200, 200]
