"""Which column of a file gives which field: said, remembered or guessed, never silently."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from app.intake.faults import BadFile
from app.intake.fields import Field, field_called, plain_name

REQUIRED = (Field.DATE, Field.CLIENT_ID)


@dataclass(frozen=True, slots=True)
class Columns:
    """The place of every field's column; ``told`` has a line on each column of the file."""

    places: Mapping[Field, int]
    told: Sequence[str]
    headers: tuple[str, ...]

    def said(self) -> dict[str, str]:
        """Give the mapping as it can be said again: field to header, ``""`` for none."""
        return {
            field: self.headers[self.places[field]] if field in self.places else ""
            for field in Field
        }

    def header_of(self, field: Field) -> str:
        """Name the column of a field in the file's words."""
        return self.headers[self.places[field]] if field in self.places else ""


def shape_of(headers: Sequence[str]) -> str:
    """Name the shape of a file, by which its mapping is remembered: its headers in their order."""
    return sha256("\n".join(map(plain_name, headers)).encode()).hexdigest()[:32]


def find_columns(
    headers: tuple[str, ...], said: Mapping[str, str], remembered: Mapping[str, str]
) -> Columns:
    """Find the fields' columns: what is said wins over what is remembered, that over a guess.

    An empty header says that no column gives the field. Raises ``BadFile`` with every fault.
    """
    chosen: dict[Field, tuple[int, str]] = {}
    faults: list[str] = []
    settled = {**remembered, **said}
    for name, header in settled.items():
        places = _places(headers, header)
        if len(places) == 1:
            chosen[Field(name)] = places[0], "as you said" if name in said else "as last time"
        elif header:
            faults.append(_not_one(name, header, places, headers))
    free = set(range(len(headers))) - {place for place, _ in chosen.values()}
    for field, places in _guesses(headers, free, settled).items():
        if len(places) == 1:
            chosen[field] = places[0], "by its name"
        else:
            shown = " or ".join(repr(headers[place]) for place in places)
            faults.append(f"{field} may be {shown}: say --column {field}={headers[places[0]]}")
    faults += _conflicts(chosen, headers)
    if faults:
        raise BadFile("; ".join(faults))
    found = {field: place for field, (place, _) in chosen.items()}
    return Columns(found, _told(headers, chosen), headers)


def _places(headers: Sequence[str], wanted: str) -> list[int]:
    exact = [place for place, header in enumerate(headers) if wanted and header == wanted]
    name = plain_name(wanted)
    return exact or [
        place for place, header in enumerate(headers) if name and plain_name(header) == name
    ]


def _guesses(
    headers: Sequence[str], free: set[int], settled: Mapping[str, str]
) -> dict[Field, list[int]]:
    guesses: dict[Field, list[int]] = {}
    for place in sorted(free):
        field = field_called(headers[place])
        if field is not None and field not in settled:
            guesses.setdefault(field, []).append(place)
    if Field.DATE not in guesses and Field.DATE not in settled and Field.TIME in guesses:
        guesses[Field.DATE] = guesses.pop(Field.TIME)  # a column "time" alone tells the date too
    return guesses


def _not_one(name: str, header: str, places: Sequence[int], headers: Sequence[str]) -> str:
    if places:
        return f"{len(places)} columns are called {header!r}: give each its own name"
    return f"{name}: no column is called {header!r}; there are: {', '.join(headers)}"


def _conflicts(chosen: Mapping[Field, tuple[int, str]], headers: Sequence[str]) -> list[str]:
    faults = [
        f"no column gives {field}: say --column {field}=HEADER; there are: {', '.join(headers)}"
        for field in REQUIRED
        if field not in chosen
    ]
    if {Field.PROFIT, Field.COST} <= chosen.keys():
        faults.append("profit and cost are both given: leave one out, say --column profit=")
    if Field.REVENUE not in chosen and {Field.PROFIT, Field.COST} & chosen.keys():
        faults.append("profit or cost needs revenue: say --column revenue=HEADER")
    uses = Counter(place for place, _ in chosen.values())
    faults += [f"{headers[place]!r} is given two meanings" for place, n in uses.items() if n > 1]
    return faults


def _told(headers: Sequence[str], chosen: Mapping[Field, tuple[int, str]]) -> list[str]:
    fields = {place: (field, how) for field, (place, how) in chosen.items()}
    return [
        f"{header}: {fields[place][0]}, {fields[place][1]}"
        if place in fields
        else f"{header}: not used"
        for place, header in enumerate(headers)
    ]
