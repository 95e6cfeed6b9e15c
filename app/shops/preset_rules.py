"""What the parts of a preset must be to each other: every blank has an option, each is used."""

from collections.abc import Iterator, Mapping

from marshmallow import ValidationError

from app.shops.document import KeyPath
from app.shops.preset import Option, OptionType, Preset, PresetSource, Value
from app.shops.preset_options import read_option
from app.shops.preset_select import blanks_of, fill_select, parameters_of
from app.shops.select import BadSelect
from app.shops.source import TimeKind

Finding = tuple[KeyPath, str]

SHOP_FILLS = frozenset({"time_zone", "currency"})

_SAMPLES: dict[OptionType, Value] = {
    OptionType.PREFIX: "x_",
    OptionType.IDENTIFIER: "x",
    OptionType.TEXT: "x",
    OptionType.INTEGER: 1,
    OptionType.TEXTS: ("x",),
    OptionType.INTEGERS: (1,),
}


def broken_preset_rules(preset: Preset) -> Iterator[Finding]:
    """Yield a path into ``preset.toml`` and a cure for each rule that the preset breaks."""
    used = _used(preset)
    for option in preset.options.values():
        yield from _default_findings(option)
        if option.holds_client_id and option.type is not OptionType.IDENTIFIER:
            yield ("options", option.name, "holds_client_id"), "only an identifier names a column"
        if option.name not in used:
            yield ("options", option.name), "use it in a SELECT, or take it out"
    for number, source in enumerate(preset.sources):
        for cure in _source_findings(preset, source):
            yield ("source", number), cure
    for number, setting in enumerate(preset.settings):
        if setting.fills is not None and setting.fills not in {*preset.options, *SHOP_FILLS}:
            yield ("recognise", "setting", number, "fills"), "name an option, time_zone or currency"
    for number, survey in enumerate(preset.surveys):
        if survey.of not in {*preset.options, "currency"}:
            yield ("survey", number, "of"), "name an option, or currency"
        if not preset.options.keys() >= {*survey.beside}:
            yield ("survey", number, "beside"), "name options"
        if not all(survey.selects.values()):
            yield ("survey", number, "select"), f"write one for {', '.join(preset.dialects)}"


def _default_findings(option: Option) -> Iterator[Finding]:
    if option.default is None:
        return
    try:
        read_option(option, option.default)
    except ValidationError as error:
        yield ("options", option.name, "default"), str(error.messages[0])


def _used(preset: Preset) -> set[str]:
    texts = [text for source in preset.sources for text in source.selects.values()]
    used = set().union(*(blanks_of(text) | parameters_of(text) for text in texts))
    counted = {name.removesuffix("_count") for name in used}
    return used | counted | set().union(*(blanks_of(each.time_kind) for each in preset.sources))


def _source_findings(preset: Preset, source: PresetSource) -> Iterator[str]:
    samples = {each.name: _sample(each) for each in preset.options.values()}
    names = {name: samples[name] for name in samples if preset.options[name].type.is_name}
    values = {name: samples[name] for name in samples.keys() - names} | source.told("RUB")
    for select in source.selects.values():
        try:
            fill_select(select, names, values)
        except BadSelect as error:
            yield str(error)
    columns = [column for each in source.tables.values() for column in each]
    for name in {*source.tables, *preset.tables, *columns}:
        if not blanks_of(name) <= names.keys():
            yield f"no option is the name in {name}"
    yield from _time_findings(source, samples)


def _sample(option: Option) -> Value:
    return _SAMPLES[option.type] if option.default is None else option.default


def _time_findings(source: PresetSource, samples: Mapping[str, Value]) -> Iterator[str]:
    blanks = blanks_of(source.time_kind)
    kinds = [samples.get(name) for name in blanks] if blanks else [source.time_kind]
    if not {*kinds} <= {*TimeKind}:
        yield f"write a kind of time, or the option that holds it: {', '.join(TimeKind)}"
