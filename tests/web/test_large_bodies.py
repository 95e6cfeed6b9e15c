"""A body nobody asked for: too large, it is refused; otherwise it changes nothing."""

import io
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from app.factory import MAX_BODY_BYTES
from tests.databases.installation import PASSWORD
from tests.web.senders import shopstat
from tests.web.served import NORTH


def test_a_body_that_announces_too_much_is_413(shared: FlaskClient) -> None:
    body = b"x" * (MAX_BODY_BYTES + 1)
    response = shared.get("/stat?date=2026-11-21", auth=NORTH, data=body)
    assert response.status_code == 413
    assert response.get_json()["detail"] == f"the body may have {MAX_BODY_BYTES} bytes at most"


def test_a_small_body_is_ignored(shared: FlaskClient) -> None:
    assert shared.get("/stat?date=2026-11-21", auth=NORTH, data=b"x").status_code == 200


@pytest.mark.parametrize(("more", "status"), [(0, 422), (1, 413)])
def test_a_body_of_no_announced_length_is_whole_or_413(
    tmp_path: Path, more: int, status: int
) -> None:
    """Cut at the limit, a form would tell of another sale."""
    start = b'{"id": "S-1", "revenue": "1'
    body = start + b'"}'.rjust(MAX_BODY_BYTES - len(start) + more)
    chunked = {"HTTP_TRANSFER_ENCODING": "chunked", "wsgi.input_terminated": True}
    with shopstat(tmp_path) as server:
        response = server._client().post(
            "/sales",
            input_stream=io.BytesIO(body),
            content_type="application/json",
            auth=("crm", PASSWORD),
            environ_overrides=chunked,
        )
    assert response.status_code == status
