"""The file shopstat.toml: which options it sets."""

import re
from collections.abc import Mapping
from ipaddress import ip_address
from pathlib import Path
from typing import Any

from marshmallow import Schema, ValidationError, fields
from marshmallow.validate import Range

from app.shops.database_url import BadURL, read_url
from app.shops.document import Table, faults_of, text
from app.shops.faults import Misconfigured
from config.document import read_document
from config.options import Option, Options, options_of

_HOST = re.compile(r"[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?")


def read_options(settings: type, instance: Path, environ: Mapping[str, str]) -> Options:
    """Return the options of ``instance/shopstat.toml`` or their defaults, by name of their field.

    The ledger's SQLite file is relative to ``instance``. Raises ``Misconfigured``.
    """
    file = instance / "shopstat.toml"
    declared = options_of(settings)
    chosen = {name: each.default for name, each in declared.items()}
    if file.exists():
        chosen |= read_document(file, environ, lambda document: _set(declared, document, file))
    ledger = read_url(str(chosen["ledger_url"]), instance)
    return chosen | {"ledger_url": ledger.render_as_string(hide_password=False)}


def _set(
    options: Mapping[str, Option], document: Mapping[str, Any], file: Path
) -> dict[str, str | int]:
    try:
        sections = _schema(options)().load(document)
    except ValidationError as error:
        raise Misconfigured(faults_of(error, document, file)) from error
    return {
        name: sections[each.section][each.key]
        for name, each in options.items()
        if each.key in sections.get(each.section, {})
    }


def _schema(options: Mapping[str, Option]) -> type[Schema]:
    sections: dict[str, dict[str, fields.Field[Any]]] = {}
    for each in options.values():
        sections.setdefault(each.section, {})[each.key] = _field(each)
    return Table.from_dict(
        {name: fields.Nested(Table.from_dict({**keys})) for name, keys in sections.items()}
    )


def _field(declared: Option) -> fields.Field[Any]:
    if isinstance(declared.default, str):
        cure = f"write text in quotes: {declared.doc}"
        return text(cure, validate=_CHECKS[declared.key])
    cure = (
        f"write a whole number from {declared.least} to {declared.most}, without quotes: "
        f"{declared.doc}"
    )
    return fields.Integer(
        strict=True,
        error_messages={"invalid": cure},
        validate=Range(declared.least, declared.most, error=cure),
    )


def _is_address(bind: str) -> None:
    try:
        ip_address(bind)
    except ValueError as error:
        if not _HOST.fullmatch(bind):
            raise ValidationError("write an IP address or a host name, without a port") from error


def _is_ledger_url(url: str) -> None:
    try:
        read_url(url, Path())
    except BadURL as error:
        raise ValidationError(str(error)) from error


_CHECKS = {"bind": _is_address, "url": _is_ledger_url}
