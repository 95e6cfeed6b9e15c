"""The places where a shop's staff may write the client ID, each tried on the shop's last days."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from app.cli.ask_options import Options, typed
from app.database.faults import SourceUnavailable
from app.database.reading import Readers
from app.database.session import Session
from app.sales.day import Day
from app.shops.database_schema import Schema, read_schema
from app.shops.preset import FilledPreset, OptionType, Value
from app.shops.preset_select import fill_names
from app.shops.shop import Shop
from app.shops.survey import survey
from app.statistics.preview import preview
from app.statistics.question import Question
from app.statistics.statistics import Statistics

MOST_TRIED = 40

ShopWith = Callable[[Options], Shop]


@dataclass(frozen=True, slots=True)
class Place:
    """A value of an option, and how many sales had a client ID when it was read there.

    ``sample`` is what was written there for one of them.
    """

    value: Value
    matched: int
    sales: int
    sample: str


def places_of(shop: Shop, readers: Readers) -> dict[str, list[Value]]:
    """Return, by option of the shop's preset, the values that may be where the client ID is.

    They are the columns of a table whose column is the option's to name, and what a survey of a
    single value found. Raises SourceUnavailable.
    """
    if shop.preset is None:
        return {}
    return readers.reader(str(shop.database)).read(partial(_places, shop.preset))


def tried(
    shop_with: ShopWith, name: str, values: Sequence[Value], days: Sequence[Day], readers: Readers
) -> list[Place]:
    """Return the places that hold client IDs of these days, the best first."""
    places = (
        _tried(shop_with({name: value}), value, days, readers) for value in values[:MOST_TRIED]
    )
    found = [place for place in places if place is not None]
    return sorted(found, key=lambda place: -place.matched)


def _tried(shop: Shop, value: Value, days: Sequence[Day], readers: Readers) -> Place | None:
    statistics = Statistics(readers)
    try:
        seen = list(preview(statistics, shop, days))
        sold = next((day.day for day in reversed(seen) if day.matched), None)
        if sold is None:
            return None
        sample = statistics.matched_text(Question(shop, sold)) or ""
    except SourceUnavailable:
        return None  # such as a column that is no text
    matched = sum(day.matched for day in seen)
    return Place(value, matched, matched + sum(day.unmatched for day in seen), sample)


def _places(filled: FilledPreset, session: Session) -> dict[str, list[Value]]:
    schema = read_schema(session)
    columns = {
        option.name: _columns(filled, option.name, schema)
        for option in filled.preset.options.values()
        if option.holds_client_id
    }
    return {**columns, **dict(_surveyed(filled, session))}


def _columns(filled: FilledPreset, name: str, schema: Schema) -> list[Value]:
    """Return the columns of the tables in which the option names one."""
    blank = f"{{{name}}}"
    tables = dict.fromkeys(
        fill_names(table, filled.options)
        for source in filled.preset.sources
        for table, columns in source.tables.items()
        if blank in columns
    )
    return [column for table in tables for column in sorted(schema.get(table, ()))]


def _surveyed(filled: FilledPreset, session: Session) -> Iterator[tuple[str, list[Value]]]:
    for asked, counts in survey(session, filled):
        option = filled.preset.options.get(asked.of)
        if option is not None and option.type in (OptionType.TEXT, OptionType.INTEGER):
            yield option.name, [typed(filled.preset, option.name, value) for value in counts]
