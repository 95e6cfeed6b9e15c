"""Whatever happens to sales in whatever order, each day tells what a plain dict would."""

from collections import defaultdict
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import count
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import Connection, Engine

from app.database.retrying import write
from app.database.writing import reading
from app.ledger.amending import amend, undo
from app.ledger.entering import Outcome, enter
from app.ledger.entries import find_sale, unmatched_entries
from app.ledger.imports import begin_import, undo_import
from app.ledger.rebuilding import compare
from app.sales.client_id import ClientID
from app.sales.money import minor_units
from app.sales.sale import UNDONE_VERSION, Sale, State
from tests.ledger.sales_made import a_sale, an_origin, rows_of

# Beirut's clock skipped midnight on the 29th of March 2026.
ZONE = ZoneInfo("Asia/Beirut")
FIRST = datetime(2026, 3, 27, 20, tzinfo=UTC)
SHOPS = count()

IDS = st.sampled_from(["a", "b", "c"])
MINOR = st.integers(-300, 100_000)
CLIENTS = st.sampled_from(["100-000", "200-000", None])
WHEN = st.integers(0, 72 * 2).map(lambda halves: FIRST + timedelta(minutes=30 * halves))


@st.composite
def sales(draw: st.DrawFn) -> Sale:
    revenue = Decimal(draw(MINOR)) / 100
    state = draw(st.sampled_from(State))
    returned = Decimal(0)
    if state is State.RETURNED_IN_PART:
        revenue = abs(revenue) + 1
        returned = revenue / 2 // Decimal("0.01") * Decimal("0.01")
    client = draw(CLIENTS)
    return a_sale(
        draw(IDS),
        str(revenue),
        client_id=client and ClientID(client),
        client_text=client,
        sold_at=draw(WHEN),
        count=draw(st.integers(1, 3)),
        cost=draw(st.none() | MINOR.map(lambda minor: Decimal(minor) / 100)),
        state=state,
        returned=returned,
        version=draw(st.integers(0, 4)),
    )


class Ledger(RuleBasedStateMachine):
    """The ledger beside a dict: of each id all that was known, with the import it came from."""

    engine: Engine

    def __init__(self) -> None:
        super().__init__()
        self.origin = an_origin(f"shop{next(SHOPS)}", ZONE)
        self.known: dict[str, list[tuple[Sale, int | None]]] = {}
        self.standing: list[int] = []
        self.undone: set[int | None] = set()

    @rule(sale=sales())
    def post(self, sale: Sale) -> None:
        outcomes = write(self.engine, lambda connection: enter(connection, self.origin, [sale]))
        assert outcomes == [self.model_enter(sale, None)]

    @rule(batch=st.lists(sales(), max_size=5))
    def import_file(self, batch: list[Sale]) -> None:
        def work(connection: Connection) -> tuple[int | None, list[Outcome]]:
            origin = begin_import(connection, self.origin, "a.csv", str(next(SHOPS)))
            return origin.import_number, enter(connection, origin, batch)

        number, outcomes = write(self.engine, work)
        assert number
        assert outcomes == [self.model_enter(sale, number) for sale in batch]
        self.standing.append(number)

    @precondition(lambda self: self.standing)
    @rule(choice=st.integers(0, 100))
    def undo_file(self, choice: int) -> None:
        number = self.standing.pop(choice % len(self.standing))
        write(self.engine, lambda connection: undo_import(connection, self.origin, number))
        self.undone.add(number)
        for versions in self.known.values():
            if versions[-1][1] == number:
                self.model_undo_import(versions, number)

    @precondition(lambda self: self.known)
    @rule(choice=st.integers(0, 100), state=st.sampled_from([State.RETURNED, State.CANCELLED]))
    def end(self, choice: int, state: State) -> None:
        def becomes(sale: Sale) -> Sale:
            return replace(sale, state=state, returned=Decimal(0))

        id = self.chosen(choice)
        number = self.number_of(id)
        write(self.engine, lambda connection: amend(connection, self.origin, number, becomes))
        now, of_import = self.known[id][-1]
        self.model_amend(id, becomes(now), of_import)

    @precondition(lambda self: self.known)
    @rule(choice=st.integers(0, 100))
    def undo_last(self, choice: int) -> None:
        id = self.chosen(choice)
        number = self.number_of(id)
        write(self.engine, lambda connection: undo(connection, self.origin, number))
        versions = self.known[id]
        now, of_import = versions[-1]
        cancelled = replace(now, state=State.CANCELLED, returned=Decimal(0))
        self.model_amend(id, *(versions[-2] if versions[1:] else (cancelled, of_import)))

    @invariant()
    def each_day_tells_its_sales(self) -> None:
        shop = self.origin.shop
        with reading(self.engine) as connection:
            days = list(compare(connection, shop, ZONE))
            told = {
                each.day: rows_of(connection, each.day, shop, ZONE) for each in days if each.kept
            }
            unmatched = {entry.sale.id for entry in unmatched_entries(connection, shop)}
        assert [each.day for each in days if not each.equal] == []
        assert told == self.model_days()
        assert unmatched == {
            id
            for id, versions in self.known.items()
            if versions[-1][0].client_id is None and is_left(versions[-1][0])
        }

    def chosen(self, choice: int) -> str:
        return sorted(self.known)[choice % len(self.known)]

    def number_of(self, id: str) -> int:
        with reading(self.engine) as connection:
            entry = find_sale(connection, self.origin.shop, "crm", id)
        assert entry
        assert entry.sale == self.known[id][-1][0]
        return entry.number

    def model_enter(self, sale: Sale, number: int | None) -> Outcome:
        versions = self.known.setdefault(sale.id, [])
        now = versions[-1][0] if versions else None
        if now is not None and sale.version < now.version:
            return Outcome.OUTDATED
        if now is not None and sale.version == now.version:
            return Outcome.REPEATED if sale == now else Outcome.CONFLICT
        versions.append((sale, number))
        fresh = now is None or now.version == UNDONE_VERSION
        return Outcome.ACCEPTED if fresh else Outcome.REPLACED

    def model_amend(self, id: str, wanted: Sale, number: int | None) -> None:
        now = self.known[id][-1][0]
        if replace(wanted, version=now.version) != now:
            self.known[id].append((replace(wanted, version=now.version + 1), number))

    def model_undo_import(self, versions: list[tuple[Sale, int | None]], number: int) -> None:
        cancelled = replace(
            versions[-1][0], state=State.CANCELLED, returned=Decimal(0), version=UNDONE_VERSION
        )
        others = [version for version in versions if version[1] not in self.undone]
        versions.append(others[-1] if others else (cancelled, number))

    def model_days(self) -> dict[date, list[tuple[str, int, int, int]]]:
        days: dict[date, dict[str, list[int]]] = defaultdict(lambda: defaultdict(lambda: [0, 0, 0]))
        for versions in self.known.values():
            sale = versions[-1][0]
            if sale.client_id is not None and is_left(sale):
                revenue = minor_units(sale.revenue - sale.returned)
                profit = 0 if sale.cost is None else revenue - minor_units(sale.cost)
                sums = days[sale.sold_at.astimezone(ZONE).date()][sale.client_id]
                for place, figure in enumerate((sale.count, revenue, profit)):
                    sums[place] += figure
        return {
            day: [(client, *map(int, sums)) for client, sums in sorted(clients.items())]  # type: ignore[misc]
            for day, clients in days.items()
        }


def is_left(sale: Sale) -> bool:
    return sale.state in (State.SOLD, State.RETURNED_IN_PART)


def test_the_ledger_tells_what_a_dict_would_at_every_step(every_ledger: Engine) -> None:
    class Here(Ledger):
        engine = every_ledger

    examples = 60 if every_ledger.dialect.name == "sqlite" else 10
    run_state_machine_as_test(
        Here,
        settings=settings(
            max_examples=examples,
            stateful_step_count=25,
            deadline=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )
