"""The links between the pages lead somewhere, and every page can be reached."""

from pathlib import Path

import pytest

from tests.house.pages import DOCS, PAGES, README, READMES, anchors, links, name_of


def internal(page: Path) -> list[tuple[Path, str]]:
    """The files that a page links to, each with the heading in it or nothing."""
    found = [target.partition("#") for target in links(page) if "://" not in target]
    return [((page.parent / file).resolve() if file else page, name) for file, _, name in found]


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_link_leads_somewhere(page: Path) -> None:
    assert [
        (file, name)
        for file, name in internal(page)
        if not file.exists() or (name and name not in anchors(file))
    ] == []


@pytest.mark.parametrize("readme", READMES, ids=name_of)
def test_the_readmes_lead_to_every_page(readme: Path) -> None:
    reached, waiting = set[Path](), [readme]
    while waiting:
        page = waiting.pop()
        if page in reached:
            continue
        reached.add(page)
        waiting += [file for file, _ in internal(page) if file.suffix == ".md"]

    assert {*DOCS, README} <= reached
