"""A login that may read exactly the columns that a preset names, and nothing else."""

import uuid
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager

from sqlalchemy import create_engine, make_url

_PASSWORD = "only for a test"


@contextmanager
def reading_only(url: str, tables: Mapping[str, Iterable[str]]) -> Iterator[str]:
    """Give the URL of a login with the right to SELECT these columns, by table."""
    name, made = f"shopstat_{uuid.uuid4().hex[:12]}", make_url(url)
    is_mysql = made.get_backend_name() == "mysql"
    login, quote = (f"'{name}'@'%%'", "`") if is_mysql else (name, '"')
    by = "IDENTIFIED BY" if is_mysql else "LOGIN PASSWORD"
    _execute(url, f"CREATE {'USER' if is_mysql else 'ROLE'} {login} {by} '{_PASSWORD}'")
    try:
        for table, columns in tables.items():
            listed = ", ".join(f"{quote}{column}{quote}" for column in columns)
            _execute(url, f"GRANT SELECT ({listed}) ON {quote}{table}{quote} TO {login}")
        granted = made.set(username=name, password=_PASSWORD)
        yield granted.render_as_string(hide_password=False)
    finally:
        before = () if is_mysql else (f"DROP OWNED BY {login}",)
        _execute(url, *before, f"DROP {'USER' if is_mysql else 'ROLE'} {login}")


def _execute(url: str, *statements: str) -> None:
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)
    engine.dispose()
