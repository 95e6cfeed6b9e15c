"""Every answer to a platform keeps the rules of HTTP, as httplint knows them."""

import time
from pathlib import Path

from httplint import HttpResponseLinter, levels

from tests.drills.served import Reply, basic, served
from tests.drills.shop import DAYS, OPTIONS, SHOP, fill, shop_file

PATH = f"/stat?date={DAYS[0]}"
# what httplint says of the status as such
OF_A_BAD_REQUEST = "The server didn't understand the request."


def test_httplint_has_no_complaint(sqlite_url: str, tmp_path: Path) -> None:
    fill(sqlite_url)
    with served(tmp_path / "instance", {SHOP: shop_file(sqlite_url)}, OPTIONS) as shopstat:
        whole = shopstat.get(PATH, basic(SHOP))
        replies = [
            whole,
            shopstat.get(PATH, {**basic(SHOP), "If-None-Match": whole.headers["etag"]}),
            shopstat.get(PATH),
            shopstat.get("/stat?date=yesterday", basic(SHOP)),
        ]
        (tmp_path / "shop.db").unlink()
        replies.append(shopstat.get(PATH, basic(SHOP)))
    assert {reply.status: _complaints(reply) for reply in replies} == {
        200: [],
        304: [],
        401: [],
        400: [OF_A_BAD_REQUEST],
        503: [],
    }


def _complaints(reply: Reply) -> list[str]:
    linter = HttpResponseLinter(start_time=time.time())
    linter.process_response_topline(b"1.1", str(reply.status).encode())
    linter.process_headers(
        [(name.encode(), value.encode()) for name, value in reply.headers.items()]
    )
    linter.feed_content(reply.body)
    linter.finish_content(complete=True)
    return [str(note.summary) for note in linter.notes if note.level in (levels.WARN, levels.BAD)]
