"""A visitor: one person's browser window with its own cookies, and all it complained about."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page

PATIENCE_MILLISECONDS = 30_000


class Visitor:
    """Looks at pages; ``complaints`` are the errors of the console and of scripts."""

    def __init__(self, context: BrowserContext) -> None:
        self.context = context
        self.complaints: list[str] = []

    def opens(self, url: str) -> Page:
        """Open a page in a new tab; what waits on it waits for a loaded machine too."""
        page = self.context.new_page()
        page.set_default_timeout(PATIENCE_MILLISECONDS)
        page.on("console", lambda said: self._note(said.type, said.text))
        page.on("pageerror", lambda error: self._note("error", str(error)))
        page.goto(url)
        return page

    def _note(self, kind: str, text: str) -> None:
        if kind == "error":
            self.complaints.append(text)


@contextmanager
def a_visitor(browser: Browser, **options: Any) -> Iterator[Visitor]:
    """Begin with no cookies; ``options`` are those of Playwright's ``new_context``."""
    context = browser.new_context(**options)
    try:
        yield Visitor(context)
    finally:
        context.close()
