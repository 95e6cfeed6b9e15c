"""What Shopstat does not do at all: ask other servers, and write HTML past its templates."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.pages import ROOT

MODULES = sorted(path for folder in ("app", "config") for path in (ROOT / folder).rglob("*.py"))
TEMPLATES = sorted((ROOT / "app").rglob("templates/**/*.html"))
CLIENTS = {
    *("aiohttp", "ftplib", "http.client", "httpx", "pycurl", "requests", "smtplib", "urllib3"),
    *("urllib.request", "xmlrpc.client"),
}


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_module_can_ask_another_server(module: Path) -> None:
    assert [each for each in imported(module) if each in CLIENTS] == []


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_no_template_shows_a_text_as_html(template: Path) -> None:
    written = template.read_text(encoding="utf-8")
    assert re.findall(r"\|\s*safe\b|autoescape|<script(?![^>]*\bsrc=)|\bon\w+=", written) == []


def test_markup_is_made_of_our_own_words_alone() -> None:
    made = {
        ast.unparse(call)
        for module in MODULES
        for call in ast.walk(ast.parse(module.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call) and ast.unparse(call.func) == "Markup"
        if not (len(call.args) == 1 and isinstance(call.args[0], ast.Constant))
    }
    assert made == set()


def imported(module: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (each.name for each in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{each.name}" for each in node.names)
