"""A body nobody asked for is not read."""

from flask.testing import FlaskClient

from app.factory import MAX_BODY_BYTES
from tests.web.served import NORTH


def test_a_body_that_announces_too_much_is_413(shared: FlaskClient) -> None:
    body = b"x" * (MAX_BODY_BYTES + 1)
    response = shared.get("/stat?date=2026-11-21", auth=NORTH, data=body)
    assert response.status_code == 413
    assert response.get_json()["detail"] == f"the body may have {MAX_BODY_BYTES} bytes at most"


def test_a_small_body_is_ignored(shared: FlaskClient) -> None:
    assert shared.get("/stat?date=2026-11-21", auth=NORTH, data=b"x").status_code == 200
