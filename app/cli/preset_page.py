"""The page of a preset in the documentation, made from its file."""

from collections.abc import Iterable, Iterator

from app.cli.toml_text import toml_value
from app.shops.grants import grants
from app.shops.preset import Option, OptionType, Preset, Value, Wording

DATABASES = {"mysql": "MySQL and MariaDB", "postgresql": "PostgreSQL", "sqlite": "SQLite"}
_URLS = {
    "mysql": "mysql://shopstat:${SHOP_DATABASE_PASSWORD}@localhost/shop",
    "postgresql": "postgresql://shopstat:${SHOP_DATABASE_PASSWORD}@localhost/shop",
    "sqlite": "sqlite:///shop.db",
}
_SAMPLES: dict[OptionType, Value] = {
    OptionType.PREFIX: "shop_",
    OptionType.IDENTIFIER: "the_column",
    OptionType.TEXT: "the text",
    OptionType.INTEGER: 1,
    OptionType.TEXTS: ("the text",),
    OptionType.INTEGERS: (1,),
}
_MADE = "<!-- Made by make docs from the preset's own file; change it there. -->"


def overview_page(presets: Iterable[Preset]) -> str:
    """Return the page that lists all presets."""
    rows = (
        (f"[{each.title}]({each.name}.md)", f"`{each.name}`", each.versions, _databases(each))
        for each in presets
    )
    return _page(
        "# Presets",
        _MADE,
        "A preset has the sources of a known platform. `shopstat init` finds out whether a "
        "database belongs to one, `shopstat presets` lists them, and "
        "[docs/connect.md](../connect.md#a-preset) shows one in a shop's file. For a platform that "
        "is not here [write a SELECT](../connect.md#a-select-in-ten-minutes).",
        _table(("platform", "preset", "versions", "databases"), rows),
    )


def preset_page(preset: Preset) -> str:
    """Return the page of one preset."""
    return _page(
        f"# {preset.title}",
        _MADE,
        f"Preset `{preset.name}`: {preset.versions}. Databases: {_databases(preset)}.",
        "## What is read",
        _table(("source", "channel", "time of a sale", "tables"), _source_rows(preset)),
        "## What is certain",
        _bullets(preset.sure),
        "## What to look at",
        _bullets(preset.verify),
        "## Where the staff write the client ID",
        f"{_sentence(preset.client_id.en)}",
        "## The shop's file",
        "`shopstat init` writes it, with every option. By hand it takes no more than this:",
        f"```toml\n{_shop_file(preset)}```",
        "## Options",
        _options(preset),
        "## A login that can only read",
        *_logins(preset),
        "## What init reads besides",
        *_settings(preset),
    )


def _databases(preset: Preset) -> str:
    return ", ".join(DATABASES[dialect] for dialect in preset.dialects)


def _source_rows(preset: Preset) -> Iterator[tuple[str, ...]]:
    for source in preset.sources:
        tables = ", ".join(f"`{table}`" for table in source.tables)
        yield f"`{source.name}`", f"`{source.channel}`", source.time.en, tables


def _shop_file(preset: Preset) -> str:
    lines = [
        'time_zone = "Europe/Moscow"',
        'currency  = "RUB"',
        f"database  = {_quoted(_URLS[preset.dialects[0]])}",
        f"preset    = {toml_value(preset.name)}",
    ]
    needed = [each for each in preset.options.values() if each.default is None]
    if needed:
        lines += ["", "[preset_options]"]
        lines += [f"{each.name} = {toml_value(_sample(each))}" for each in needed]
    return "\n".join([*lines, ""])


def _quoted(url: str) -> str:
    return f'"{url}"'


def _sample(option: Option) -> Value:
    return option.choices[0] if option.choices else _SAMPLES[option.type]


def _options(preset: Preset) -> str:
    rows = (
        (
            f"`{each.name}`",
            "(needed)" if each.default is None else f"`{toml_value(each.default)}`",
            each.meaning.en + (f"; one of {', '.join(each.choices)}" if each.choices else ""),
        )
        for each in preset.options.values()
    )
    return _table(("option", "default", "meaning"), rows) if preset.options else "None."


def _logins(preset: Preset) -> Iterator[str]:
    yield (
        "These rights are all that the sources need, with the options as above and a database "
        "called `shop`. Put your own names in."
    )
    for dialect in preset.dialects:
        statements = grants(preset, dialect)
        if statements:
            yield f"{DATABASES[dialect]}:"
            yield "```sql\n{}\n```".format("\n".join(statements))


def _settings(preset: Preset) -> Iterator[str]:
    if not preset.settings:
        yield "Nothing: it asks you for the time zone and the currency."
        return
    yield "Where the login may not read one of these, `init` says so and asks you instead."
    yield "```sql\n{}\n```".format("\n".join(f"{each.select};" for each in preset.settings))


def _bullets(sentences: Iterable[Wording]) -> str:
    return "\n".join(f"- {_sentence(each.en)}" for each in sentences)


def _sentence(text: str) -> str:
    written = text[0].upper() + text[1:]
    return written if written.endswith((".", "?", "!")) else f"{written}."


def _table(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [heads, tuple("---" for _ in heads), *rows]
    return "\n".join(f"| {' | '.join(cell.replace('|', '¦') for cell in row)} |" for row in lines)


def _page(*parts: str) -> str:
    return "\n\n".join(parts) + "\n"
