"""The pages of the documentation: their code blocks, tables and links."""

import re
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
README = ROOT / "README.md"
README_RU = ROOT / "README.ru.md"
READMES = [README, README_RU]
DOCS = sorted((ROOT / "docs").rglob("*.md"))
PAGES = [*READMES, ROOT / "CHANGELOG.md", *DOCS]

_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
_TABLE = re.compile(r"(?:^\|.*\|\n)+", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Block:
    """A code block and its language."""

    language: str
    text: str


def text_of(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def blocks(page: Path, *languages: str) -> list[Block]:
    """Return the code blocks of these languages, or all of them, in order."""
    found = [Block(language, text) for language, text in _BLOCK.findall(text_of(page))]
    return [block for block in found if not languages or block.language in languages]


def name_of(page: Path) -> str:
    return str(page.relative_to(ROOT))


def links(page: Path) -> list[str]:
    """Return the targets of a page's links, those in code blocks left out."""
    return _LINK.findall(_prose(page))


def anchors(page: Path) -> set[str]:
    """Return the names of a page's headings, as GitHub makes them."""
    kept = (re.sub(r"[^\w\- ]", "", heading.lower()) for heading in _HEADING.findall(_prose(page)))
    return {heading.replace(" ", "-") for heading in kept}


def table(page: Path, *heads: str) -> list[list[str]]:
    """Return the body of the one table whose header begins with ``heads``, without backquotes."""
    tables = [_rows(found) for found in _TABLE.findall(text_of(page))]
    fitting = [rows[2:] for rows in tables if rows[0][: len(heads)] == [*heads]]
    (body,) = fitting
    return body


def _rows(found: str) -> list[list[str]]:
    lines = (line.strip("|").split("|") for line in found.splitlines())
    return [[cell.strip().strip("`") for cell in line] for line in lines]


def _prose(page: Path) -> str:
    return _BLOCK.sub("", text_of(page))
