"""A preset: where one shop platform keeps its sales, written once for all who run it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from app.sales.channel import Channel
from app.shops.source import Scalar

Value = Scalar | tuple[Scalar, ...]


class OptionType(StrEnum):
    """What may fill a blank: a part of a name, written into the SQL, or a value, which is bound."""

    PREFIX = "prefix"
    IDENTIFIER = "identifier"
    TEXT = "text"
    INTEGER = "integer"
    TEXTS = "texts"
    INTEGERS = "integers"

    @property
    def is_name(self) -> bool:
        """Whether it stands in the SQL as ``{name}``; a value stands there as ``:name``."""
        return self in (OptionType.PREFIX, OptionType.IDENTIFIER)


class Format(StrEnum):
    """How a setting of the platform is written: as it is, or as JSON."""

    TEXT = "text"
    JSON = "json"


@dataclass(frozen=True, slots=True)
class Wording:
    """One sentence for whoever sets the shop up, in both languages."""

    en: str
    ru: str


@dataclass(frozen=True, slots=True)
class Option:
    """One blank of a preset; without a default the shop's file must fill it.

    With ``holds_client_id`` it names the column that does: ``init`` tries those that are there.
    """

    name: str
    type: OptionType
    meaning: Wording
    default: Value | None = None
    choices: tuple[str, ...] = ()
    holds_client_id: bool = False


@dataclass(frozen=True, slots=True)
class PresetSource:
    """One kind of sales; ``selects`` holds the raw SQL by the name of the database's kind.

    ``time_kind`` is a kind of time, or the name in braces of the option that holds it. ``tables``
    are the columns that the SQL reads, by table.
    """

    name: str
    channel: Channel
    time_kind: str
    time: Wording
    selects: Mapping[str, str]
    tables: Mapping[str, tuple[str, ...]]

    def told(self, currency: str) -> dict[str, Value]:
        """Return what its SQL may bind beside the options: the shop's currency and its own name."""
        return {"currency": currency, "source": self.name}


@dataclass(frozen=True, slots=True)
class Setting:
    """What the platform itself says in its database, read by one small SELECT.

    ``fills`` is ``time_zone``, ``currency`` or an option. With ``one_of`` or ``none_of`` it tells
    whether this is the platform at all.
    """

    select: str
    fills: str | None = None
    format: Format = Format.TEXT
    one_of: tuple[str, ...] = ()
    none_of: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Survey:
    """What the platform's latest orders hold where an option, or ``currency``, looks.

    ``selects`` holds, by the name of the database's kind, a SELECT that yields values and how often
    each is there; it reads some thousand rows at most. What the options ``beside`` it name is not
    missing from a list; one that ``leaves_out`` names what is no sale.
    """

    of: str
    selects: Mapping[str, str]
    beside: tuple[str, ...] = ()
    leaves_out: bool = False

    @property
    def options(self) -> tuple[str, ...]:
        """The options that say together which of the values count."""
        return (self.of, *self.beside)


@dataclass(frozen=True, slots=True)
class Preset:
    """A platform's sources with blanks, how to recognise it, and what its users must know.

    ``tables`` are those that tell the platform from others. Names of tables may hold ``{option}``.
    ``client_id`` says where the staff write it; ``sure`` is certain, ``verify`` is a guess.
    """

    name: str
    title: str
    versions: str
    dialects: tuple[str, ...]
    client_id: Wording
    sure: tuple[Wording, ...]
    verify: tuple[Wording, ...]
    options: Mapping[str, Option]
    sources: tuple[PresetSource, ...]
    tables: Mapping[str, tuple[str, ...]]
    settings: tuple[Setting, ...] = ()
    surveys: tuple[Survey, ...] = ()


@dataclass(frozen=True, slots=True)
class FilledPreset:
    """A preset as one shop uses it: every blank filled, and which of its sources are read."""

    preset: Preset
    options: Mapping[str, Value]
    sources: tuple[str, ...]


def dialect_of(backend: str) -> str:
    """Return the name that presets have for a kind of database: MariaDB is MySQL to them."""
    return "mysql" if backend == "mariadb" else backend
