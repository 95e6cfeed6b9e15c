"""The instance folder: where everything of one installation lives."""

from collections.abc import Mapping
from pathlib import Path

_CHECKOUT = Path(__file__).resolve().parent.parent


def instance_folder(environ: Mapping[str, str]) -> Path:
    """``$SHOPSTAT_INSTANCE``, else ``instance/`` of the checkout, else of the working directory."""
    named = environ.get("SHOPSTAT_INSTANCE")
    if named:
        return Path(named).absolute()
    return (_CHECKOUT if _is_a_checkout(_CHECKOUT) else Path.cwd()) / "instance"


def _is_a_checkout(folder: Path) -> bool:
    return (folder / "setup.cfg").is_file() and (folder / "wsgi.py").is_file()
