"""A TOML file of the instance: read, its references resolved, checked, all faults at once."""

import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

from app.shops.faults import Fault, Misconfigured
from config.references import resolve

_LARGEST_BYTES = 1_000_000
Checked = TypeVar("Checked")


def read_document(
    file: Path, environ: Mapping[str, str], check: Callable[[dict[str, Any]], Checked]
) -> Checked:
    """Return what ``check`` makes of the file's document.

    Raises ``Misconfigured`` with the faults of the file, of its references and of ``check``.
    """
    document, faults = resolve(_parse(file), file, environ)
    try:
        checked = check(document)
    except Misconfigured as error:
        unread = {fault.key.removesuffix("_file") for fault in faults}
        faults += [fault for fault in error.faults if fault.key not in unread]
        raise Misconfigured(faults) from error
    if faults:
        raise Misconfigured(faults)
    return checked


def _parse(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(_read(file))
    except tomllib.TOMLDecodeError as error:
        raise _unusable(file, f"correct the TOML: {error}") from error
    except UnicodeDecodeError as error:
        raise _unusable(file, "save it as UTF-8") from error
    except OSError as error:
        raise _unusable(file, f"make it a readable file ({error.strerror})") from error
    except RecursionError as error:
        raise _unusable(file, "correct the TOML: it is nested too deeply") from error


def _read(file: Path) -> str:
    with file.open("rb") as stream:
        content = stream.read(_LARGEST_BYTES + 1)
    if len(content) > _LARGEST_BYTES:
        raise _unusable(file, "make it smaller than 1 MB")
    return content.decode("utf-8-sig")


def _unusable(file: Path, cure: str) -> Misconfigured:
    return Misconfigured([Fault(str(file), "", "", cure)])
