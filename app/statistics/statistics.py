"""Questions answered: every source of the shop is asked, in one read-only session."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import TypeVar

from app.database.faults import SourceFault, SourceUnavailable, in_source
from app.database.reading import Readers
from app.database.session import Session
from app.database.writing import LedgerUnavailable
from app.shops.shop import Shop
from app.shops.source import Source
from app.statistics.at_once import Asking, ask_at_once
from app.statistics.batches import Batches
from app.statistics.bounds import bounds
from app.statistics.guard import Guarding, Unguarded, Watch
from app.statistics.prepared import PreparedSource, PreparedSources
from app.statistics.question import Question
from app.statistics.recorded import Recorded
from app.statistics.replica import require_replayed
from app.statistics.rows import Unmatched, first_matched, gather, unmatched
from app.statistics.totals import Totals

T = TypeVar("T")

Work = Callable[[Session, Watch], T]

_UNGUARDED = Unguarded()


class Statistics:
    """Answers questions from the shops' databases; one for the whole process.

    A shop without a database keeps its sales in the ledger: they are read from there.
    """

    def __init__(
        self, readers: Readers, guard: Guarding = _UNGUARDED, recorded: Recorded | None = None
    ) -> None:
        """``guard`` doubts what was just read.

        It is asked once per source, right after its rows or together with them, and of one moment.
        """
        self._readers = readers
        self._guard = guard
        self._recorded = recorded
        self._prepared = PreparedSources()

    def rows(self, question: Question) -> Totals:
        """Return one row per client ID, ordered by it, to be used as a context.

        When this returns, the shop's database has answered in full and its session is back.
        Raises SourceUnavailable, or LedgerUnavailable for a shop whose sales are in the ledger.
        """
        if question.shop.in_ledger:
            return self._ledger().rows(question)
        totals, finish = self._ask(question, partial(self._added_up, question))
        with totals.closed_on_failure():
            finish()
        return totals

    def unmatched(self, question: Question) -> list[Unmatched]:
        """Return the sales that no client ID can be read from; raises SourceUnavailable."""
        if question.shop.in_ledger:
            return self._ledger().unmatched(question)
        return self._read(question, partial(self._all_unmatched, question))

    def matched_text(self, question: Question) -> str | None:
        """Return one text that a client ID is read from, as it is written in the shop's database.

        Raises SourceUnavailable.
        """
        return self._read(question, partial(self._first_matched, question))

    def probe(self, question: Question) -> None:
        """Ask every source for no rows at all; raises SourceUnavailable if one would not answer."""
        if question.shop.in_ledger:
            self._ledger().changes(question.shop.name)
        else:
            self._read(question, partial(self._no_rows, question))

    def changes(self, shop: Shop) -> int:
        """Return a number that is another one whenever the ledger may give other rows.

        It is 0 for a shop that has a database, of whose changes nobody tells us.
        """
        return self._ledger().changes(shop.name) if shop.in_ledger else 0

    def _ledger(self) -> Recorded:
        if self._recorded is None:
            raise LedgerUnavailable("these statistics were given no ledger to read")
        return self._recorded

    def _read(self, question: Question, work: Work[T]) -> T:
        return self._ask(question, partial(_at_one_moment, work))

    def _ask(self, question: Question, work: Work[T]) -> T:
        shop = question.shop
        try:
            result = self._readers.reader(str(shop.database)).read(
                partial(self._watched, question, work)
            )
        except SourceUnavailable as error:
            if error.fault is SourceFault.SCHEMA:
                self._prepared.doubt(shop.name)
            raise
        self._prepared.trust(shop.name)
        return result

    def _watched(self, question: Question, work: Work[T], session: Session) -> T:
        require_replayed(question, session)
        return work(session, self._guard.watch(question))

    def _added_up(
        self, question: Question, session: Session, watch: Watch
    ) -> tuple[Totals, Callable[[], None]]:
        """Return the totals, and what adds the last batch to them when the session is back.

        It raises SourceUnavailable as well, also where the time for the whole question is over.
        """
        batches, asking = ask_at_once(question, self._prepared, watch, session)
        if batches is not None:
            return _gather_all(question, [(question.shop.sources[0], batches)], session)
        with session.snapshot():
            asked = self._asked(question, session, watch, asking)
            return _gather_all(question, asked, session)

    def _all_unmatched(self, question: Question, session: Session, watch: Watch) -> list[Unmatched]:
        return [
            sales
            for source, batches in self._asked(question, session, watch, PreparedSource.texts_of)
            for sales in unmatched(source.name, batches, question.shop.unmask)
        ]

    def _first_matched(self, question: Question, session: Session, watch: Watch) -> str | None:
        texts = [
            first_matched(batches, question.shop.unmask)
            for _, batches in self._asked(question, session, watch, PreparedSource.texts_of)
        ]
        return next((text for text in texts if text is not None), None)

    def _no_rows(self, question: Question, session: Session, watch: Watch) -> None:
        for _, batches in self._asked(question, session, watch, PreparedSource.none_of):
            for _ in batches:
                pass

    def _asked(
        self,
        question: Question,
        session: Session,
        watch: Watch,
        asking: Asking,
    ) -> Iterator[tuple[Source, Batches]]:
        """Yield each source with its batches, to be read to their end; then it is guarded."""
        for source in question.shop.sources:
            yield source, self._batches(question, source, session, asking)
            watch.check(source, session)

    def _batches(
        self,
        question: Question,
        source: Source,
        session: Session,
        asking: Asking,
    ) -> Batches:
        with in_source(source.name):
            prepared = self._prepared.get(question.shop.name, source, session, question.day)
            span = bounds(question.day, source.time_kind, session.dialect.name)
            yield from asking(prepared, session, span)


def _at_one_moment(work: Work[T], session: Session, watch: Watch) -> T:
    with session.snapshot():
        return work(session, watch)


def _gather_all(
    question: Question, asked: Iterable[tuple[Source, Batches]], session: Session
) -> tuple[Totals, Callable[[], None]]:
    with Totals().closed_on_failure() as totals:
        finish = session.require_time
        for source, batches in asked:
            finish()
            add_last = gather(batches, question.shop.unmask, totals)
            finish = partial(_add_in_time, add_last, source, session)
    return totals, finish


def _add_in_time(add: Callable[[], None], source: Source, session: Session) -> None:
    with in_source(source.name):
        add()
        session.require_time()
