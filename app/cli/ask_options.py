"""The blanks of a new shop's preset: filled by flags, by what the database says, by a person."""

from collections.abc import Iterable, Mapping
from typing import Any

import click
from marshmallow import ValidationError

from app.cli.asking import Asking
from app.cli.language import in_your_language
from app.shops.detection import Candidate
from app.shops.preset import Option, OptionType, Preset, Value
from app.shops.preset_options import read_option
from app.shops.preset_sources import SOURCES

Options = dict[str, Any]

_LISTS = (OptionType.TEXTS, OptionType.INTEGERS)
_NUMBERS = (OptionType.INTEGER, OptionType.INTEGERS)


def given_options(candidate: Candidate, pairs: Iterable[str]) -> Options:
    """Return what stands in [preset_options]: what was found, and the pairs ``name=value`` over it.

    Raises ``click.UsageError`` for a pair that does not fit.
    """
    options: Options = dict(candidate.options)
    if len(candidate.sources) < len(candidate.preset.sources):
        options[SOURCES] = candidate.sources
    for pair in pairs:
        name, value = _pair(candidate.preset, pair)
        options[name] = value
    return options


def ask_missing(ask: Asking, preset: Preset, options: Options) -> None:
    """Fill what has no default and was neither found nor given."""
    for option in preset.options.values():
        if option.default is None and option.name not in options:

            def check(answer: str, option: Option = option) -> str:
                _typed(option, answer)
                return answer

            meaning, flag = in_your_language(option.meaning), f"--option {option.name}=…"
            options[option.name] = _typed(option, ask(meaning, flag, None, check))


def ask_changes(ask: Asking, preset: Preset, options: Options) -> None:
    """Show every option with its value, and let a person change some."""
    for option in preset.options.values():
        value = options.get(option.name, option.default)
        click.echo(f"  {option.name} = {shown(value)}: {in_your_language(option.meaning)}")
    if not ask.interactive:
        return

    def check(answer: str) -> str:
        if answer:
            _pair(preset, answer)
        return answer

    question = "An option to change, as name=value (empty when all are right)"
    while pair := ask(question, "--option", None, check, default=""):
        name, value = _pair(preset, pair)
        options[name] = value


def shown(value: Value | None) -> str:
    """Write a value as ``--option`` takes it."""
    return ",".join(map(str, value)) if isinstance(value, tuple) else str(value)


def typed(preset: Preset, name: str, text: str) -> Value:
    """Return text as the option of this name holds it; raises ``click.BadParameter``."""
    return _typed(preset.options[name], text)


def _pair(preset: Preset, pair: str) -> tuple[str, Value]:
    name, equals, text = pair.partition("=")
    if not equals or name not in {*preset.options, SOURCES}:
        known = ", ".join([*preset.options, SOURCES])
        raise click.BadParameter(f"write name=value with a name of {known}", param_hint="--option")
    if name == SOURCES:
        return name, _chosen_sources(preset, text)
    return name, typed(preset, name, text)


def _chosen_sources(preset: Preset, text: str) -> Value:
    names = [source.name for source in preset.sources]
    chosen = tuple(text.split(","))
    if not {*chosen} <= {*names}:
        raise click.BadParameter(f"write some of {','.join(names)}", param_hint="--option sources")
    return chosen


def _typed(option: Option, text: str) -> Value:
    words = [word.strip() for word in text.split(",") if word.strip()]
    try:
        values: Any = [int(word) for word in words] if option.type in _NUMBERS else words
        if option.type in _LISTS:
            return read_option(option, values)
        is_number = option.type in _NUMBERS and len(values) == 1
        return read_option(option, values[0] if is_number else text)
    except (ValidationError, ValueError) as error:
        told = error.messages[0] if isinstance(error, ValidationError) else "write whole numbers"
        raise click.BadParameter(str(told), param_hint=f"--option {option.name}") from error


def differing(preset: Preset, options: Mapping[str, Any]) -> Options:
    """Leave out the options that say what the preset says anyway."""
    return {
        name: value
        for name, value in options.items()
        if name == SOURCES or value != preset.options[name].default
    }
