"""The shops of an instance: one file each in its folder ``shops``."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from app.shops.faults import Fault, Misconfigured, gathering
from app.shops.shop import Shop
from app.shops.shop_file import read_shop
from config.document import read_document

PRESETS = Path(__file__).with_name("presets")


def read_shops(folder: Path, environ: Mapping[str, str]) -> dict[str, Shop]:
    """Return the shops of the instance ``folder``, by name, in order of their names.

    Raises ``Misconfigured`` with the faults of every file.
    """
    shops: dict[str, Shop] = {}
    faults: list[Fault] = []
    for file in _shop_files(folder / "shops"):
        with gathering(faults):
            shops[file.stem] = _read_shop(file, environ)
    faults += _claimed_twice(folder / "shops", shops.values())
    if faults:
        raise Misconfigured(faults)
    return shops


def _shop_files(folder: Path) -> Iterator[Path]:
    # editors keep hidden files such as .#main.toml beside the one they edit
    return (file for file in sorted(folder.glob("*.toml")) if not file.name.startswith("."))


def _read_shop(file: Path, environ: Mapping[str, str]) -> Shop:
    return read_document(
        file, environ, lambda document: read_shop(file.stem, document, file, PRESETS)
    )


def _claimed_twice(folder: Path, shops: Iterable[Shop]) -> Iterator[Fault]:
    """Yield a fault for each origin that an earlier shop has too: it must tell which shop asks."""
    owners: dict[str, str] = {}
    for shop in shops:
        for origin in sorted(shop.site.origins if shop.site else ()):
            owner = owners.setdefault(origin, shop.name)
            if owner != shop.name:
                file, cure = folder / f"{shop.name}.toml", f"take it out here or in {owner}.toml"
                told = f"{cure}: the site of a page tells which shop it belongs to"
                yield Fault(str(file), "site.origins", repr(origin), told)
