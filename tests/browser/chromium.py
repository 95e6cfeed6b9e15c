"""A real browser: the distribution's Chromium, driven by Playwright."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright

NOT_AT_HAND = "no browser at hand"

_NAMES = ("chromium", "chromium-browser", "google-chrome")


class NoBrowser(Exception):
    """There is no Chromium on this machine; says the cure."""

    def __init__(self) -> None:
        super().__init__(f"{NOT_AT_HAND}; install it: apt-get install chromium")


@contextmanager
def running_chromium() -> Iterator[Browser]:
    """Run Chromium without a window; raises ``NoBrowser``."""
    program = next(filter(None, map(shutil.which, _NAMES)), None)
    if program is None:
        raise NoBrowser
    # a container gives Chromium neither the rights for its sandbox nor a large /dev/shm
    arguments = ["--no-sandbox", "--disable-dev-shm-usage"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=arguments)
        try:
            yield browser
        finally:
            browser.close()
