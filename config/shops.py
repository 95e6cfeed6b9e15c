"""The shops of an instance: one file each in its folder ``shops``."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from app.shops.faults import Fault, Misconfigured, gathering
from app.shops.shop import Shop
from app.shops.shop_file import read_shop
from config.document import read_document


def read_shops(folder: Path, environ: Mapping[str, str]) -> dict[str, Shop]:
    """Return the shops of the instance ``folder``, by name, in order of their names.

    Raises ``Misconfigured`` with the faults of every file.
    """
    shops: dict[str, Shop] = {}
    faults: list[Fault] = []
    for file in _shop_files(folder / "shops"):
        with gathering(faults):
            shops[file.stem] = _read_shop(file, environ)
    if faults:
        raise Misconfigured(faults)
    return shops


def _shop_files(folder: Path) -> Iterator[Path]:
    # editors keep hidden files such as .#main.toml beside the one they edit
    return (file for file in sorted(folder.glob("*.toml")) if not file.name.startswith("."))


def _read_shop(file: Path, environ: Mapping[str, str]) -> Shop:
    return read_document(file, environ, lambda document: read_shop(file.stem, document, file))
