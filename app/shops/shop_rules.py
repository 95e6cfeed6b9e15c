"""What the keys of a shop's file must be to each other, beyond what each must be alone."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from app.shops.database_url import MYSQL, BadURL, read_url
from app.shops.document import KeyPath
from app.shops.preset_sources import preset_findings
from app.shops.select import BadSelect, read_select
from app.shops.source import TimeKind

Finding = tuple[KeyPath, str]

_LARGEST_SELECT = 100_000
_TEMPLATE = "a [[source]] with name, channel, table (or select), time and client_id"


def read_select_file(file: Path) -> str:
    """Return the statement of a ``.sql`` file; raises ``BadSelect``, whose message is the cure."""
    try:
        with file.open("rb") as stream:
            content = stream.read(_LARGEST_SELECT + 1)
        statement = content.decode("utf-8-sig")
    except OSError as error:
        raise BadSelect(f"make it a readable file beside this one ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise BadSelect("save it as UTF-8") from error
    if len(content) > _LARGEST_SELECT:
        raise BadSelect("make it smaller than 100 kB")
    return read_select(statement)


def broken_rules(document: Mapping[str, Any], folder: Path, presets: Path) -> Iterator[Finding]:
    """Yield a path and a cure for each rule that the document breaks; its shape may be wrong too.

    ``folder`` is the one of the shop's file, in the instance folder; ``presets`` has all presets.
    """
    sources = _sources(document)
    yield from _database_findings(document, folder, bool(sources) or "preset" in document)
    yield from _repeated(sources)
    backend = _backend(document, folder)
    yield from _replica_findings(document, backend)
    yield from _webhook_findings(document)
    yield from preset_findings(document, backend, presets)
    for path, source in sources:
        yield from _select_findings(path, source, folder)
        yield from _time_findings(path, source, backend)


def _sources(document: Mapping[str, Any]) -> list[tuple[KeyPath, Mapping[str, Any]]]:
    sources = document.get("source")
    listed = sources if isinstance(sources, list) else []
    return [(("source", n), each) for n, each in enumerate(listed) if isinstance(each, Mapping)]


def _database_findings(
    document: Mapping[str, Any], folder: Path, has_sources: bool
) -> Iterator[Finding]:
    has_database = "database" in document
    if has_sources and not has_database:
        yield ("database",), "write the URL of the database that the sources are in"
    if has_database and not {"source", "preset"} & document.keys():
        yield ("source",), f"say where in the database the sales are: {_TEMPLATE}"
    if isinstance(document.get("database"), str):
        try:
            read_url(document["database"], folder.parent)
        except BadURL as error:
            yield ("database",), str(error)


def _backend(document: Mapping[str, Any], folder: Path) -> str | None:
    try:
        return read_url(str(document.get("database")), folder.parent).get_backend_name()
    except BadURL:
        return None


def _replica_findings(document: Mapping[str, Any], backend: str | None) -> Iterator[Finding]:
    if "replica" not in document:
        return
    if backend == "sqlite":
        yield ("replica",), "take it out: an SQLite file is no replica that could say how far it is"
    if "database" not in document:
        yield ("replica",), "take it out: the shop's sales are in the ledger"


def _webhook_findings(document: Mapping[str, Any]) -> Iterator[Finding]:
    webhooks = document.get("webhook")
    listed = webhooks if isinstance(webhooks, list) else []
    if listed and "database" in document:
        yield ("webhook",), "take it out: the shop's sales are in its own database"
    names = [each.get("name") for each in listed if isinstance(each, Mapping)]
    for number, name in enumerate(names):
        if name in names[:number]:
            yield ("webhook", number, "name"), "give each webhook a name of its own"


def _repeated(sources: list[tuple[KeyPath, Mapping[str, Any]]]) -> Iterator[Finding]:
    for n, (path, source) in enumerate(sources):
        before = [earlier for _, earlier in sources[:n]]
        if "name" in source and source["name"] in [each.get("name") for each in before]:
            yield (*path, "name"), "give each source a name of its own"
        if _place(source) in [_place(each) for each in before]:
            yield path, "take it out: an earlier source counts the same sales"


def _place(source: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in source.items() if key not in ("name", "channel")}


def _select_findings(path: KeyPath, source: Mapping[str, Any], folder: Path) -> Iterator[Finding]:
    name = source.get("select")
    if not isinstance(name, str):
        return
    if Path(name).name != name or not name.endswith(".sql") or "\\" in name or "\0" in name:
        yield (*path, "select"), 'write the name of a .sql file beside this one: "store.sql"'
        return
    try:
        read_select_file(folder / name)
    except BadSelect as error:
        yield (*path, "select"), str(error)


def _time_findings(
    path: KeyPath, source: Mapping[str, Any], backend: str | None
) -> Iterator[Finding]:
    time = source.get("time")
    kind = time.get("kind") if isinstance(time, Mapping) else None
    if kind == TimeKind.TZ and backend in MYSQL:
        yield (*path, "time", "kind"), "write mysql-ts for a TIMESTAMP column, else utc or local"
    if kind == TimeKind.MYSQL_TS and backend is not None and backend not in MYSQL:
        yield (*path, "time", "kind"), "write tz, utc or local: mysql-ts is for MySQL and MariaDB"
