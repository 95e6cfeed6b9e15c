"""The shop of the drills: one call a day for two months, each day's amount its own."""

from datetime import date, timedelta

from sqlalchemy import create_engine, make_url, text

SHOP = "drilled"
CLIENT_ID = "id-123"
FIRST_DAY = date(2025, 1, 1)
DAYS = [FIRST_DAY + timedelta(days=number) for number in range(60)]
ANSWERS = {
    day: b'{"data":[{"user_id":"id-123","count":1,"revenue":%d.00,"gross_profit":0.00}]}' % amount
    for amount, day in enumerate(DAYS, start=100)
}

_OBJECT = b'{"user_id":"%s","count":1,"revenue":1.00,"gross_profit":0.00}'

OPTIONS = """
[sources]
connect_timeout_seconds = 2
query_timeout_seconds = 2
pool_wait_seconds = 1
"""

_HEAD = """
time_zone = "UTC"
currency = "EUR"
{database}

[client_id]
format = "AA-999"
masks = ["plain"]
"""
_CALLS = """
[[source]]
name = "calls"
channel = "call"
table = "calls"
time = { column = "at", kind = "utc" }
client_id = "client_id"
revenue = "amount"
"""

_SLOW_SOURCE = """
[[source]]
name = "slow"
channel = "call"
select = "{select}"
time = {{ kind = "utc" }}
"""
_MOMENT = {"sqlite": "TEXT", "postgresql": "TIMESTAMP", "mysql": "DATETIME"}
_CREATE = """
CREATE TABLE calls (
    id INTEGER PRIMARY KEY, at {moment} NOT NULL, client_id VARCHAR(40), amount NUMERIC(12, 2)
)
"""
_INSERT = "INSERT INTO calls VALUES (:id, :at, 'id-123', :id)"


def shop_file(url: str) -> str:
    """Write the file of the shop whose calls are in this database."""
    return _HEAD.format(database=f'database = "{url}"') + _CALLS


def shop_file_with_secret(name: str) -> str:
    """Write the same with the URL in a file of this name beside it."""
    return _HEAD.format(database=f'database_file = "{name}"') + _CALLS


def slow_shop_file(url: str, select: str) -> str:
    """Write the file of a shop whose calls are read by the SELECT in a file of this name."""
    return _HEAD.format(database=f'database = "{url}"') + _SLOW_SOURCE.format(select=select)


def fill(url: str) -> None:
    """Make the table of calls in an empty database."""
    execute(url, _CREATE.format(moment=_MOMENT[make_url(url).get_backend_name()]))
    insert_calls(url)


def insert_calls(url: str) -> None:
    """Fill the empty table, the oldest call first, as a restore does; each is seen at once."""
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for amount, day in enumerate(DAYS, start=100):
            connection.execute(text(_INSERT), {"id": amount, "at": f"{day} 12:00:00"})
    engine.dispose()


def insert_many(url: str, day: date, clients: int) -> bytes:
    """Add a day of so many clients, a call each; return the right answer."""
    names = [f"{chr(97 + number // 1000)}a-{number % 1000:03}" for number in range(clients)]
    rows = [{"id": n, "at": f"{day} 12:00:00", "name": name} for n, name in enumerate(names, 1000)]
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text("INSERT INTO calls VALUES (:id, :at, :name, 1)"), rows)
    engine.dispose()
    objects = (_OBJECT % name.encode() for name in names)
    return b'{"data":[' + b",".join(objects) + b"]}"


def execute(url: str, *statements: str) -> None:
    """Execute statements, each in a transaction of its own."""
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)
    engine.dispose()
