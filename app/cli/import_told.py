"""How an import is told: what was understood, what the file would bring, what became of it."""

from collections.abc import Iterator

from app.intake.faults import Fault
from app.intake.fields import Field
from app.intake.importing import Receipt
from app.intake.preview import Preview
from app.intake.sale_rows import Manner
from app.intake.table_file import TableFile
from app.sales.money import write_amount


def understood(table: TableFile, manner: Manner) -> Iterator[str]:
    """Say how the file was read: its kind, every column, the channel."""
    yield f"Read as {table.told}. Columns:"
    yield from (f"  {line}" for line in manner.columns.told)
    if Field.CHANNEL not in manner.columns.places:
        yield f"Channel of every row: {manner.channel} (say another with --channel)"


def previewed(found: Preview, currency: str) -> Iterator[str]:
    """Say what the file would bring, and what not and why."""
    period = f" from {found.first_day} to {found.last_day}" if found.first_day else ""
    revenue, profit = write_amount(found.revenue), write_amount(found.gross_profit)
    yield (
        f"{_counted(found.rows, 'row')}, {_counted(found.sales, 'sale')}{period}: "
        f"revenue {revenue} {currency}, gross profit {profit} {currency}."
    )
    if found.unmatched:
        why = ", ".join(f"{reason} {times}" for reason, times in found.unmatched.most_common())
        yield (
            f"Without a readable client ID: {_counted(found.unmatched.total(), 'row')} ({why}). "
            "Such sales are recorded, and not reported until they have one."
        )
    if found.refused:
        yield f"Refused: {_counted(found.refused, 'row')}."
        yield from (f"  {_fault(fault)}" for fault in found.examples)
        yield "Reasons:"
        yield from (
            f"  {times} × {f'{column}: ' if column else ''}{reason}"
            for (column, reason), times in found.reasons.most_common()
        )


def recorded(receipt: Receipt) -> str:
    """Say what became of the rows, and how to undo it."""
    return (
        f"Import {receipt.number}: {receipt.accepted} accepted, {receipt.replaced} replaced, "
        f"{receipt.repeated} there already, {receipt.refused} refused. "
        f"Undo it with: shopstat import --undo {receipt.number}"
    )


def _fault(fault: Fault) -> str:
    at = f"{fault.column} {fault.value}: " if fault.column else ""
    return f"row {fault.row}: {at}{fault.reason}: {fault.cure}"


def _counted(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
