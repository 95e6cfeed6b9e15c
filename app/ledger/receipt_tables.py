"""The table of receipts that are given again, as the ledger's migrations create it."""

from sqlalchemy import Column, Index, Integer, LargeBinary, MetaData, Table
from sqlalchemy.dialects.mysql import MEDIUMBLOB

from app.database.exact_text import exact_text
from app.database.moment import Moment

metadata = MetaData()

# ``digest`` is that of the request; the status is unknown while its transaction goes on.
receipts = Table(
    "receipts",
    metadata,
    Column("shop", exact_text(63), primary_key=True),
    Column("account", exact_text(64), primary_key=True),
    Column("key", exact_text(128), primary_key=True),
    Column("digest", exact_text(64), nullable=False),
    Column("at", Moment, nullable=False),
    Column("status", Integer),
    Column("body", LargeBinary().with_variant(MEDIUMBLOB, "mysql", "mariadb")),
    Index("receipts_at", "at"),
)
