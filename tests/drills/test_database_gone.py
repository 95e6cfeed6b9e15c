"""Drills: the shop's database dies, freezes or is cut off while platforms ask for its days."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import make_url

from app.database.faults import SourceFault
from tests.databases.servers import PrivateServer
from tests.drills.pollers import RIGHT, Pollers
from tests.drills.proxy import Proxy
from tests.drills.served import Served, basic, served
from tests.drills.shop import ANSWERS, DAYS, OPTIONS, SHOP, shop_file

DOWN = SourceFault.UNREACHABLE
# A wait for a session (1 s), a query past its deadline (3 s), a try at a new session (2 s): all of
# it many times over, for a busy machine, and still far from a wait without an end.
LONGEST_SECONDS = 30


@pytest.fixture
def shopstat(owner_url: str, tmp_path: Path) -> Iterator[Served]:
    with served(tmp_path / "instance", {SHOP: shop_file(owner_url)}, OPTIONS) as shopstat:
        yield shopstat


def test_a_database_stopped_at_once_is_503_until_it_is_started(
    server: PrivateServer, shopstat: Served
) -> None:
    with Pollers(shopstat, SHOP, ANSWERS) as pollers:
        pollers.until_right()
        server.stop(immediate=True)
        pollers.until(DOWN)
        stranger = shopstat.get(f"/stat?date={DAYS[0]}", basic(SHOP, "wrong password"))
        server.start()
        pollers.until_right()
    assert pollers.outcomes() <= {RIGHT, *SourceFault}
    assert stranger.status == 401


def test_a_database_restarted_under_load_is_never_told_wrongly(
    server: PrivateServer, shopstat: Served
) -> None:
    with Pollers(shopstat, SHOP, ANSWERS) as pollers:
        pollers.until_right()
        for _ in range(2):
            server.stop(immediate=True)
            server.start()
            pollers.until_right()
    assert pollers.outcomes() <= {RIGHT, *SourceFault}


def test_answers_kept_outlive_their_database_by_their_seconds_and_no_longer(
    server: PrivateServer, owner_url: str, tmp_path: Path
) -> None:
    shops, options = {SHOP: shop_file(owner_url)}, f"server.answers_kept_seconds = 3\n{OPTIONS}"
    with (
        served(tmp_path / "instance", shops, options) as shopstat,
        Pollers(shopstat, SHOP, ANSWERS) as pollers,
    ):
        pollers.until_right()
        server.stop(immediate=True)
        pollers.until(DOWN)
        time.sleep(3)  # from here on nothing that was asked before can be fresh
        replies = [shopstat.get(f"/stat?date={day}", basic(SHOP)).status for day in DAYS]
        server.start()
        pollers.until_right()
    assert pollers.outcomes() <= {RIGHT, *SourceFault}
    assert set(replies) == {503}


def test_a_frozen_database_is_503_within_the_deadline_until_it_thaws(
    server: PrivateServer, shopstat: Served
) -> None:
    with Pollers(shopstat, SHOP, ANSWERS) as pollers:
        pollers.until_right()
        with server.paused():
            pollers.until(DOWN)
            health = shopstat.get("/healthz").status
        pollers.until_right()
    assert pollers.outcomes() <= {RIGHT, *SourceFault}
    assert health == 200
    assert pollers.longest_seconds() < LONGEST_SECONDS


def test_a_network_that_drops_packets_is_503_within_the_deadline_until_it_flows(
    server: PrivateServer, owner_url: str, tmp_path: Path
) -> None:
    with Proxy(server.port) as proxy:
        url = make_url(owner_url).set(port=proxy.port).render_as_string(hide_password=False)
        with (
            served(tmp_path / "instance", {SHOP: shop_file(url)}, OPTIONS) as shopstat,
            Pollers(shopstat, SHOP, ANSWERS) as pollers,
        ):
            pollers.until_right()
            proxy.drop()
            pollers.until(DOWN)
            health = shopstat.get("/healthz").status
            proxy.flow()
            pollers.until_right()
    assert pollers.outcomes() <= {RIGHT, *SourceFault}
    assert health == 200
    assert pollers.longest_seconds() < LONGEST_SECONDS
