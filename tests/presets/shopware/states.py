"""The states of Shopware's orders, payments and refunds, each machine with its own numbers."""

from datetime import datetime

from tests.presets.case import Row


def _numbered(machine: int, *names: str) -> dict[str, bytes]:
    return {name: bytes((machine, number)) * 8 for number, name in enumerate(names)}


ORDER_STATES = _numbered(1, "open", "in_progress", "completed", "cancelled")
PAYMENT_STATES = _numbered(
    2,
    "open",
    "paid",
    "paid_partially",
    "refunded",
    "refunded_partially",
    "cancelled",
    "reminded",
    "authorized",
    "failed",
    "in_progress",
    "chargeback",
    "unconfirmed",
)
REFUND_STATES = _numbered(3, "open", "in_progress", "completed", "failed", "cancelled")
MACHINES = {
    "order.state": ORDER_STATES,
    "order_transaction.state": PAYMENT_STATES,
    "order_transaction_capture_refund.state": REFUND_STATES,
}


def states() -> dict[str, list[Row]]:
    """Give the rows of all machines: names repeat across them."""
    usual = {"created_at": datetime(2024, 1, 1)}
    rows: dict[str, list[Row]] = {"state_machine": [], "state_machine_state": []}
    for number, (machine, named) in enumerate(MACHINES.items(), start=1):
        machine_id = number.to_bytes(16)
        rows["state_machine"].append({"id": machine_id, "technical_name": machine, **usual})
        rows["state_machine_state"] += [
            {"id": state, "technical_name": name, "state_machine_id": machine_id, **usual}
            for name, state in named.items()
        ]
    return rows
