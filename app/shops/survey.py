"""A platform's latest orders surveyed: which statuses, currencies and keys are really there."""

from collections.abc import Iterator, Mapping

from app.database.faults import SourceFault, SourceUnavailable
from app.database.session import Session
from app.database.statement import as_written
from app.shops.preset import FilledPreset, Survey, Value, dialect_of
from app.shops.preset_select import fill_names

_NOT_TO_READ = {SourceFault.REFUSED, SourceFault.SCHEMA, SourceFault.DATA}

Counts = Mapping[str, int]


def survey(session: Session, filled: FilledPreset) -> Iterator[tuple[Survey, Counts]]:
    """Yield each survey and how often each value is there, most often first.

    What this login may not read is left out. Raises SourceUnavailable.
    """
    names = {
        name: value
        for name, value in filled.options.items()
        if filled.preset.options[name].type.is_name
    }
    for asked in filled.preset.surveys:
        try:
            yield asked, _counts(session, asked, names)
        except SourceUnavailable as error:
            if error.fault not in _NOT_TO_READ:
                raise


def _counts(session: Session, asked: Survey, names: Mapping[str, Value]) -> Counts:
    select = asked.selects[dialect_of(session.dialect.name)]
    statement = as_written(fill_names(select, names), session.dialect)
    counted = sorted(session.rows(statement), key=lambda row: -row[1])
    return {_text(value): int(number) for value, number in counted if value is not None}


def _text(value: object) -> str:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
