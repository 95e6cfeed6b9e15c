"""A new shop that runs a known platform: its blanks filled, its last days shown."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import click

from app.cli.ask_options import (
    Options,
    ask_changes,
    ask_missing,
    differing,
    given_options,
    shown,
    typed,
)
from app.cli.asking import Asking
from app.cli.client_places import Place, places_of, tried
from app.cli.language import in_your_language
from app.cli.last_days import MAY_PASS, last_days
from app.cli.preset_text import NewPreset, staff_write, to_look_at
from app.database.faults import SourceUnavailable
from app.database.reading import Readers
from app.sales.excerpt import excerpt
from app.shops.detection import Candidate
from app.shops.preset import Preset
from app.shops.shop import Shop

MOST_SHOWN = 10

ShopOf = Callable[[NewPreset], Shop]


@dataclass(frozen=True, slots=True)
class PresetQuestions:
    """What is asked about a preset, of whom, and how the shop would be with the answers."""

    ask: Asking
    readers: Readers
    shop_of: ShopOf

    def answered(self, candidate: Candidate, pairs: Iterable[str]) -> NewPreset:
        """Return the preset with its options; ``pairs`` are those given as ``name=value``.

        Raises SourceUnavailable for a database that answers wrongly, or ``Misconfigured`` for what
        cannot be.
        """
        preset, given = candidate.preset, list(pairs)
        options = given_options(candidate, given)
        ask_missing(self.ask, preset, options)
        self._ask_places_now(preset, options, {pair.partition("=")[0] for pair in given})
        ask_changes(self.ask, preset, options)
        _tell(preset)
        return _new(preset, options)

    def _ask_places_now(self, preset: Preset, options: Options, given: set[str]) -> None:
        try:
            self._ask_places(preset, options, given)
        except SourceUnavailable as error:
            if error.fault not in MAY_PASS:
                raise
            told = " ".join(error.reason.split())
            click.echo(f"Where the client ID is cannot be looked for now: {told}", err=True)

    def _ask_places(self, preset: Preset, options: Options, given: set[str]) -> None:
        shop = self.shop_of(_new(preset, options))
        places = places_of(shop, self.readers)
        days = last_days(shop, self.readers) if places else []
        for name, values in places.items():
            if name in given or not days:
                continue
            found = tried(
                lambda one: self.shop_of(_new(preset, options | one)),
                name,
                values,
                days,
                self.readers,
            )
            if found:
                options[name] = self._chosen(preset, name, found, options)

    def _chosen(self, preset: Preset, name: str, found: list[Place], options: Options) -> object:
        current = options.get(name, preset.options[name].default)
        click.echo(f"{in_your_language(preset.options[name].meaning)}, of the last days:")
        for place in found[:MOST_SHOWN]:
            told = f"{place.matched} of {place.sales} sales have a client ID"
            sample = excerpt(place.sample)
            click.echo(f"  {name}={shown(place.value)}: {told}, such as {sample}")
        default = current if current in [place.value for place in found] else found[0].value
        if not self.ask.interactive:
            if default != current:
                click.echo(f"  it stays {shown(current)}; to change it: --option {name}=…")
            return current
        check = self._check(preset, name)
        return typed(preset, name, self.ask(name, "--option", None, check, shown(default)))

    def _check(self, preset: Preset, name: str) -> Callable[[str], str]:
        def check(answer: str) -> str:
            typed(preset, name, answer)
            return answer

        return check


def _new(preset: Preset, options: Options) -> NewPreset:
    return NewPreset(preset, differing(preset, options))


def _tell(preset: Preset) -> None:
    click.echo(staff_write(preset))
    for line in to_look_at(preset):
        click.echo(line)
