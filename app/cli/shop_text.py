"""The text of a new shop's file, with its comments."""

from dataclasses import dataclass

from app.cli.preset_text import NewPreset, options_text, preset_line
from app.cli.toml_text import toml_value

_SHOP = """\
# The shop {name}. After a change run: shopstat check

time_zone = {time_zone}   # the shop's day begins and ends at midnight here
currency  = {currency}
{database}
{preset}
[client_id]
format = "999-999"                     # 9 a digit, A a Latin letter, * either, + one or more
masks  = ["plain", "article", "cart"]  # 587-963, арт. 10250-587-963, корзина 587-963
"""

_SOURCE = """
# One [[source]] for each place where sales are kept; a table has one row per sale.
[[source]]
name      = {name}
channel   = {channel}   # call: sold by telephone; offline: sold over the counter
table     = {table}
time      = {{ column = {time_column}, kind = {time_kind} }}
client_id = {client_id}
"""

_WHERE = """\
# where   = { status = ["paid", "done"] }   # only these rows are sales; without it every row is one
"""

_TEMPLATE = """
# Say where the sales are: take the # away and write your names. A table has one row per sale.
#
# [[source]]
# name      = "orders"
# channel   = "call"          # call: sold by telephone; offline: sold over the counter
# table     = "orders"
# time      = { column = "created_at", kind = "utc" }  # or local, tz, mysql-ts, unix, unix-ms, date
# client_id = "comment"       # what the operator wrote down
# revenue   = "total"         # leave it out: 0
# cost      = "cost"          # leave it out: gross profit is 0
# where     = { status = ["paid", "done"] }            # leave it out: every row is a sale
"""

_NO_DATABASE = (
    '# database = "postgresql://user:password@host/name"  # none: the sales are entered here'
)
_SOURCE_NAMES = {"call": "calls", "offline": "store"}


@dataclass(frozen=True, slots=True)
class NewSource:
    """A table with one row per sale."""

    channel: str
    table: str
    time_column: str
    time_kind: str
    client_id: str
    revenue: str | None
    cost: str | None


@dataclass(frozen=True, slots=True)
class NewShop:
    """What is needed to write a shop's file."""

    name: str
    time_zone: str
    currency: str
    database: str | None
    source: NewSource | None = None
    preset: NewPreset | None = None

    @property
    def is_complete(self) -> bool:
        """Whether its sales can be read as it is: with a database it needs a source or a preset."""
        return self.database is None or self.source is not None or self.preset is not None


def shop_text(shop: NewShop, database: str) -> str:
    """Return the text of the shop's file; ``database`` is its line about the database."""
    head = _SHOP.format(
        name=shop.name,
        time_zone=toml_value(shop.time_zone),
        currency=toml_value(shop.currency),
        database=database,
        preset=f"{preset_line(shop.preset)}\n" if shop.preset else "",
    )
    if shop.preset is not None:
        return head + options_text(shop.preset)
    if shop.is_complete:
        return head + (_source_text(shop.source) if shop.source else "")
    return head + _TEMPLATE


def database_line(url: str | None) -> str:
    """Return the line that names the database, or that there is none."""
    return f"database  = {toml_value(url)}" if url is not None else _NO_DATABASE


def database_file_line(name: str) -> str:
    """Return the line that leaves the database's URL to a file."""
    return f"database_file = {toml_value(name)}   # its URL, password included"


def _source_text(source: NewSource) -> str:
    lines = _SOURCE.format(
        name=toml_value(_SOURCE_NAMES[source.channel]),
        channel=toml_value(source.channel),
        table=toml_value(source.table),
        time_column=toml_value(source.time_column),
        time_kind=toml_value(source.time_kind),
        client_id=toml_value(source.client_id),
    )
    lines += f"revenue   = {toml_value(source.revenue)}\n" if source.revenue else ""
    lines += f"cost      = {toml_value(source.cost)}\n" if source.cost else ""
    return lines + _WHERE
