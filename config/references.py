"""References of a TOML document: ``${NAME}`` to the environment, ``<key>_file`` to a file."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from app.shops.document import KeyPath, key_of
from app.shops.faults import Fault
from app.shops.shown import Secret, shown

_REFERENCE = re.compile(r"\$\$\{|\$\{([^}]*)\}?")
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_FILE_SUFFIX = "_file"
_COLUMNS = "where"  # the keys below it are the shop's column names
_LARGEST_SECRET = 10_000


def resolve(
    document: Mapping[str, Any], file: Path, environ: Mapping[str, str]
) -> tuple[dict[str, Any], list[Fault]]:
    """Return the document with its references replaced by ``Secret`` values, and what failed.

    ``$${`` stands for a literal ``${``. What could not be read is left as empty text.
    """
    resolver = _Resolver(file, environ)
    return resolver.table(document, ()), resolver.faults


@dataclass(frozen=True, slots=True)
class _Resolver:
    file: Path
    environ: Mapping[str, str]
    faults: list[Fault] = field(default_factory=list)

    def table(self, table: Mapping[str, Any], path: KeyPath) -> dict[str, Any]:
        resolved: dict[str, Any] = {}
        for key, value in table.items():
            if self._names_a_file(key, path):
                self._put(resolved, table, key, (*path, key))
            else:
                resolved[key] = self._value(value, (*path, key))
        return resolved

    def _names_a_file(self, key: str, path: KeyPath) -> bool:
        return key.endswith(_FILE_SUFFIX) and _COLUMNS not in path

    def _put(
        self, resolved: dict[str, Any], table: Mapping[str, Any], key: str, path: KeyPath
    ) -> None:
        target = key.removesuffix(_FILE_SUFFIX)
        if target in table:
            self._fault(path, table[key], f"keep either {target} or {key}, not both")
        else:
            resolved[target] = self._secret_file(table[key], path)

    def _value(self, value: Any, path: KeyPath) -> Any:
        match value:
            case str():
                return self._text(value, path)
            case dict():
                return self.table(value, path)
            case list():
                return [self._value(item, (*path, n)) for n, item in enumerate(value)]
            case _:
                return value

    def _text(self, written: str, path: KeyPath) -> str:
        names = [name for name in _REFERENCE.findall(written) if name]
        text = _REFERENCE.sub(lambda found: self._variable(found, written, path), written)
        return Secret.read(text, written=repr(written)) if names else text

    def _variable(self, found: re.Match[str], written: str, path: KeyPath) -> str:
        name = found[1]
        if name is None:
            return "${"
        if not _NAME.fullmatch(name) or not found[0].endswith("}"):
            self._fault(path, written, "write ${NAME}, or $${ for the two characters ${")
        elif name not in self.environ:
            self._fault(path, written, f"set the environment variable {name}")
        return self.environ.get(name, "")

    def _secret_file(self, name: Any, path: KeyPath) -> Any:
        if not isinstance(name, str):
            self._fault(path, name, "write the secret's file in quotes: a path beside this file")
            return ""
        secret = self.file.parent / name
        try:
            return Secret.read(_content(secret), written=f"(what {secret} holds)")
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or "not UTF-8 text of at most 10 kB"
            self._fault(path, name, f"make {secret} a readable file with the secret ({reason})")
            return ""

    def _fault(self, path: KeyPath, value: object, cure: str) -> None:
        self.faults.append(Fault(str(self.file), key_of(path), shown(value), cure))


def _content(file: Path) -> str:
    with file.open("rb") as stream:
        content = stream.read(_LARGEST_SECRET + 1)
    if len(content) > _LARGEST_SECRET:
        raise ValueError("too large")
    return content.decode().removesuffix("\n").removesuffix("\r")
