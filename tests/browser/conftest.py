"""A browser for every test that asks for one; without one they are skipped, loudly."""

import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.chromium import NOT_AT_HAND, NoBrowser, running_chromium
from tests.browser.visitor import PATIENCE_MILLISECONDS, Visitor, a_visitor


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The browser that the tests of this run share; under CI it must be there."""
    expect.set_options(timeout=PATIENCE_MILLISECONDS)
    try:
        with running_chromium() as browser:
            yield browser
    except NoBrowser as absent:
        if os.environ.get("CI"):
            pytest.fail(str(absent), pytrace=False)
        pytest.skip(str(absent))


@pytest.fixture
def visitor(chromium: Browser) -> Iterator[Visitor]:
    """Somebody who was never here; the test fails where a page complained."""
    with a_visitor(chromium) as somebody:
        yield somebody
    assert somebody.complaints == []


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say loudly when tests in a browser did not run."""
    skipped = [str(report.longrepr) for report in terminalreporter.getreports("skipped")]
    unproven = sum(NOT_AT_HAND in reason for reason in skipped)
    if unproven:
        terminalreporter.section("NO BROWSER WAS TESTED", sep="!", red=True, bold=True)
        terminalreporter.line(f"{unproven} tests had {NOT_AT_HAND}; the reasons above say the cure")
