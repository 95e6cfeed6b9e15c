"""Drills: a burst of sales meets a loss of power, a full disk, a ledger that somebody holds."""

import http.client
import json
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.databases.installation import installed
from tests.drills.served import PATIENCE_SECONDS, Served, basic, started
from tests.drills.small_disk import fill_up, small_disk
from tests.web.senders import DAY, NORTH, SHOP, a_sale, may_send

ROUNDS = 3
SENDERS = 4
RECEIPTS = 40  # to wait for in a round
PER_BATCH = 3
LOST = (ConnectionError, http.client.HTTPException, TimeoutError)


class Burst:
    """Programs that hand in one batch after the other, each under its own ids, until stopped."""

    def __init__(self, server: Served, prefix: str) -> None:
        self.tried: list[str] = []
        self.acknowledged: list[str] = []
        self.statuses: set[int] = set()
        self._server = server
        self._over = threading.Event()
        self._threads = [
            threading.Thread(target=self._send, args=(f"{prefix}-{number}",))
            for number in range(SENDERS)
        ]

    def __enter__(self) -> "Burst":
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        for thread in self._threads:
            thread.join()

    def until(self, status: int, receipts: int = 1) -> None:
        """Wait for so many more receipts, and for an answer of this status."""
        self.statuses.discard(status)
        wanted = len(self.acknowledged) + receipts * PER_BATCH * (status == 200)
        end = time.monotonic() + PATIENCE_SECONDS
        while status not in self.statuses or len(self.acknowledged) < wanted:
            assert time.monotonic() < end, self.statuses
            time.sleep(0.01)

    def _send(self, prefix: str) -> None:
        number = 0
        while not self._over.is_set():
            ids = [f"{prefix}-{number}-{place}" for place in range(PER_BATCH)]
            self.tried += ids
            try:
                status, outcomes = handed_in(self._server, ids)
            except LOST:
                continue  # nobody knows: the same again
            self.statuses.add(status)
            if status == 200:
                assert set(outcomes) <= {"accepted", "repeated"}
                self.acknowledged += ids
                number += 1


def handed_in(server: Served, ids: list[str]) -> tuple[int, list[str]]:
    body = json.dumps({"sales": [a_sale(id, "1.00") for id in ids]}).encode()
    reply = server.post("/sales", body, basic("crm"))
    told = json.loads(reply.body)
    return reply.status, [line["outcome"] for line in told.get("sales", [])]


def counted(server: Served) -> int:
    reply = server.get(f"/stat?date={DAY}", basic(NORTH))
    (client,) = json.loads(reply.body)["data"]
    assert client["revenue"] == client["count"]
    return int(client["count"])


@contextmanager
def an_instance(folder: Path) -> Iterator[Path]:
    with installed(folder, {NORTH: SHOP}):
        may_send(folder, crm=NORTH)
    yield folder


def test_what_was_acknowledged_survives_a_loss_of_power_and_counts_once(tmp_path: Path) -> None:
    tried, acknowledged = set[str](), set[str]()
    with an_instance(tmp_path / "instance") as instance:
        for number in range(ROUNDS):
            with started(instance) as server, Burst(server, str(number)) as burst:
                burst.until(200, RECEIPTS)
                server.kill()
            tried |= {*burst.tried}
            acknowledged |= {*burst.acknowledged}
        with started(instance) as server:
            before = counted(server)
            again = [handed_in(server, [id])[1] for id in sorted(acknowledged)[::10]]
            for id in tried - acknowledged:
                handed_in(server, [id])
            after = counted(server)
    assert len(acknowledged) <= before <= len(tried)
    assert again == [["repeated"]] * len(again)
    assert after == len(tried)


def test_on_a_full_disk_nothing_is_half_written_and_it_goes_on_when_there_is_room(
    tmp_path: Path,
) -> None:
    with (
        small_disk(tmp_path / "disk") as disk,
        an_instance(disk / "instance") as instance,
        started(instance) as server,
    ):
        with Burst(server, "x") as burst:
            burst.until(200, 5)
            filling = fill_up(disk)
            burst.until(503)
            reads = server.get(f"/stat?date={DAY}", basic(NORTH)).status
            filling.unlink()
            burst.until(200, 5)
        total = counted(server)
    assert burst.statuses <= {200, 503}
    assert reads == 200
    assert total == len(burst.acknowledged)


def test_while_somebody_holds_the_ledger_senders_are_told_to_come_again(tmp_path: Path) -> None:
    with an_instance(tmp_path / "instance") as instance, started(instance) as server:
        holder = sqlite3.connect(instance / "shopstat.db", isolation_level=None)
        holder.execute("BEGIN IMMEDIATE")
        reply = server.post("/sales", json.dumps(a_sale()).encode(), basic("crm"))
        holder.execute("ROLLBACK")
        holder.close()
        after = server.post("/sales", json.dumps(a_sale()).encode(), basic("crm"))
    assert (reply.status, after.status) == (503, 201)
    assert 1 <= int(reply.headers["retry-after"]) <= 3600
