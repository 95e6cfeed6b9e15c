"""The column mappings of a shop, remembered in one file of the instance by the shape of a file."""

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile

from app.intake.fields import Field

MAX_SHAPES = 100


def remembered(folder: Path, shop: str, shape: str) -> dict[str, str]:
    """Return how a file of this shape was last read: field to header; nothing for a new shape."""
    known = _shapes(_place(folder, shop)).get(shape, {})
    return {field: header for field, header in known.items() if field in set(Field)}


def remember(folder: Path, shop: str, shape: str, said: Mapping[str, str]) -> None:
    """Keep how a file of this shape was read; of many shapes the last hundred are kept.

    The sales are in the ledger by then: on a full disk nothing is kept, and said again next time.
    """
    place = _place(folder, shop)
    shapes = _shapes(place)
    shapes.pop(shape, None)
    kept = {**dict(list(shapes.items())[1 - MAX_SHAPES :]), shape: dict(said)}
    with suppress(OSError):
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _replace(place, json.dumps(kept, ensure_ascii=False, indent=1))


def _replace(place: Path, text: str) -> None:
    with NamedTemporaryFile("w", encoding="utf-8", dir=place.parent, delete=False) as file:
        written = Path(file.name)
    try:
        written.write_text(text, encoding="utf-8")
        os.replace(written, place)
    finally:
        written.unlink(missing_ok=True)


def _place(folder: Path, shop: str) -> Path:
    return folder / "columns" / f"{shop}.json"


def _shapes(place: Path) -> dict[str, dict[str, str]]:
    if not place.exists():
        return {}
    shapes: dict[str, dict[str, str]] = json.loads(place.read_text(encoding="utf-8"))
    return shapes
