"""The ledger at the current schema, as the tests of accounts have it."""

from tests.accounts.conftest import every_ledger, ledger

__all__ = ["every_ledger", "ledger"]
