"""Which platform does a new shop's database belong to? What was found is told, a person decides."""

from collections.abc import Sequence

import click
from sqlalchemy import URL

from app.cli.asking import Asking, one_of
from app.cli.shop_tables import one_reader
from app.database.faults import SourceUnavailable
from app.shops.detection import Candidate, detect
from app.shops.preset import Preset
from app.shops.preset_file import preset_names, read_preset
from config.shops import PRESETS

NONE = "none"


def candidates_of(url: URL) -> list[Candidate]:
    """Return every preset that fits the database; raises SourceUnavailable."""
    presets = all_presets()  # read before, not in the time that the database is given
    with one_reader(url) as reader:
        return reader.read(lambda session: detect(session, presets))


def all_presets() -> list[Preset]:
    """Return the presets that come with Shopstat, by name."""
    return [read_preset(PRESETS / name) for name in preset_names(PRESETS)]


def ask_preset(ask: Asking, url: URL, given: str | None) -> Candidate | None:
    """Return the platform that was chosen; ``None`` when the sales are to be named by hand."""
    if given == NONE:
        return None
    try:
        found = _labelled(candidates_of(url))
    except SourceUnavailable as error:
        reason = " ".join(error.reason.split())
        raise click.ClickException(f"the tables cannot be looked through: {reason}") from error
    _tell(found)
    if given is not None and given in set(preset_names(PRESETS)) - found.keys():
        return _unrecognised(read_preset(PRESETS / given), found)
    if not found and given is None:
        return None
    default = next(iter(found)) if len(found) == 1 else None
    known = one_of([*(found or preset_names(PRESETS)), NONE])
    chosen = ask(f"Preset ({', '.join(found)} or {NONE})", "--preset", given, known, default)
    return found.get(chosen)


def _labelled(candidates: Sequence[Candidate]) -> dict[str, Candidate]:
    """Tell two installations of one platform apart by the prefix of their tables."""
    names = [each.preset.name for each in candidates]
    return {
        name if names.count(name) == 1 else f"{name}:{each.options.get('prefix', '')}": each
        for name, each in zip(names, candidates, strict=True)
    }


def _tell(found: dict[str, Candidate]) -> None:
    if not found:
        click.echo(
            "It is of no platform that has a preset (shopstat presets lists them). Name a table "
            "(--table), or write a SELECT: docs/connect.md, A SELECT in ten minutes."
        )
    for label, candidate in found.items():
        click.echo(f"This looks like {candidate.preset.title}, preset {label}:")
        for reason in candidate.reasons:
            click.echo(f"  + {reason}")
        for doubt in candidate.doubts:
            click.echo(f"  ? {doubt}")
        left_out = [s.name for s in candidate.preset.sources if s.name not in candidate.sources]
        if left_out:
            click.echo(f"  - without {', '.join(left_out)}: their tables are not all there")


def _unrecognised(preset: Preset, found: dict[str, Candidate]) -> Candidate:
    labels = [label for label in found if label.startswith(f"{preset.name}:")]
    if labels:
        raise click.BadParameter(f"say which: {', '.join(labels)}", param_hint="--preset")
    click.echo(f"It does not look like {preset.title}; taken as you say.")
    names = tuple(source.name for source in preset.sources)
    return Candidate(preset, {}, None, None, names, (), ("it was not recognised",))
