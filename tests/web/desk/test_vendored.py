"""What the desk has from others is what they published."""

import hashlib
import re
from pathlib import Path

from app.web import desk

STATIC = Path(desk.__file__).parent / "static"
VENDORED = re.findall(
    r"^\| (\S+\.css) .* ([0-9a-f]{64}) \|$", (STATIC / "README.md").read_text(), re.M
)


def test_vendored_files_are_unchanged() -> None:
    assert VENDORED
    for name, digest in VENDORED:
        assert hashlib.sha256((STATIC / name).read_bytes()).hexdigest() == digest
