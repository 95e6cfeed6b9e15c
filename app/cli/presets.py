"""The command that shows which platforms are known, and what is known of one."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from textwrap import fill

import click

from app.cli.ask_options import shown
from app.cli.ask_preset import all_presets
from app.cli.language import in_your_language
from app.cli.preset_page import DATABASES, overview_page, preset_page
from app.shops.grants import grants
from app.shops.preset import Preset, Wording

_CLIENT_ID = Wording("Where the staff write the client ID", "Где сотрудники пишут идентификатор")
_READ = Wording("What is read", "Что читается")
_SURE = Wording("What is certain", "Что известно точно")
_VERIFY = Wording("What to look at", "Что проверить")
_OPTIONS = Wording("Options, with what they are by default", "Параметры и их значения по умолчанию")
_LOGIN = Wording("A login that can only read", "Логин только для чтения")


@click.command()
@click.argument("name", required=False)
@click.option(
    "--pages",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="FOLDER",
    help="Write the pages of the documentation into this folder.",
)
def presets(name: str | None, pages: Path | None) -> None:
    """List the platforms that have a preset, or show all about the one called NAME.

    \b
    Examples:
      shopstat presets
      shopstat presets woocommerce
    """
    known = all_presets()
    if pages is not None:
        _write(known, pages)
        return
    lines = _overview(known) if name is None else _told(_named(known, name))
    for line in lines:
        click.echo(line)


def _named(known: list[Preset], name: str) -> Preset:
    for preset in known:
        if preset.name == name:
            return preset
    names = ", ".join(preset.name for preset in known)
    raise click.BadParameter(f"{name!r} is no preset; there are: {names}", param_hint="NAME")


def _overview(known: list[Preset]) -> Iterator[str]:
    width = max(len(preset.name) for preset in known)
    for preset in known:
        yield f"{preset.name:{width}}  {preset.title}: {preset.versions}"


def _told(preset: Preset) -> Iterator[str]:
    databases = ", ".join(DATABASES[dialect] for dialect in preset.dialects)
    yield f"{preset.title}: {preset.versions}; {databases}"
    yield from _part(_CLIENT_ID, [in_your_language(preset.client_id)])
    yield from _part(
        _READ,
        [f"{each.name} ({each.channel}): {in_your_language(each.time)}" for each in preset.sources],
    )
    yield from _part(_SURE, map(in_your_language, preset.sure))
    yield from _part(_VERIFY, map(in_your_language, preset.verify))
    yield from _part(_OPTIONS, _options(preset))
    for dialect in preset.dialects:
        yield f"\n{in_your_language(_LOGIN)}, {DATABASES[dialect]}:"
        yield from grants(preset, dialect)


def _options(preset: Preset) -> Iterator[str]:
    for option in preset.options.values():
        value = "…" if option.default is None else shown(option.default)
        yield f"{option.name} = {value}: {in_your_language(option.meaning)}"


def _part(head: Wording, sentences: Iterable[str]) -> Iterator[str]:
    yield f"\n{in_your_language(head)}:"
    for sentence in sentences:
        yield fill(sentence, 96, initial_indent="  - ", subsequent_indent="    ")


def _write(known: list[Preset], folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "README.md").write_text(overview_page(known), encoding="utf-8")
    for preset in known:
        (folder / f"{preset.name}.md").write_text(preset_page(preset), encoding="utf-8")
    click.echo(f"{len(known) + 1} pages are written into {folder}.")
