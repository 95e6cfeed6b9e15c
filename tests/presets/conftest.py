"""Every story here is run over every preset; each has one database for the whole module."""

import json
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from sqlalchemy import create_engine

from app.database.driver import Limits
from app.database.reading import Reader
from tests.databases.servers import Server
from tests.presets.case import PresetCase, all_cases, fill, make_case

SHOP_FILE = """
time_zone = "{zone}"
currency = "{currency}"
database = "{url}"
preset = "{preset}"

[client_id]
format = "999-999"
masks = ["plain", "article", "cart"]

[preset_options]
{options}
"""


@dataclass(frozen=True, slots=True)
class PresetShop:
    """A shop that runs the platform: its case, its database, its file."""

    case: PresetCase
    url: str
    reader: Reader

    @property
    def file(self) -> str:
        """The text of its shop file."""
        options = "\n".join(
            f"{name} = {json.dumps(value, ensure_ascii=False)}"
            for name, value in self.case.options.items()
        )
        case = self.case
        return SHOP_FILE.format(
            zone=case.time_zone,
            currency=case.currency,
            url=self.url,
            preset=case.preset,
            options=options,
        )


@pytest.fixture(scope="module", params=all_cases().items(), ids=list(all_cases()))
def preset_shop(request: pytest.FixtureRequest) -> Iterator[PresetShop]:
    """A shop of each preset in turn, its database filled with a year."""
    case = make_case(request.param[1])
    server: Server = request.getfixturevalue(case.server)
    with server.database() as url:
        engine = create_engine(url)
        with engine.begin() as connection:
            fill(connection, case)
        engine.dispose()
        reader = Reader(url, Limits(query_timeout_seconds=60))
        yield PresetShop(case, url, reader)
        reader.forget_sessions()
