"""Create the sales with their versions, the groups of their days, and the imports."""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.mysql import VARCHAR

revision = "0003"
down_revision = "0002"

_NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Create the sales and their versions, then what is kept of days and imports."""
    _create_sales()
    _create_versions()
    _create_days()
    _create_imports()


def _text(characters: int) -> sa.String:
    """Text of any characters that is compared by its bytes."""
    return (
        sa.String(characters)
        .with_variant(sa.String(characters, collation="C"), "postgresql")
        .with_variant(
            VARCHAR(characters, charset="utf8mb4", collation="utf8mb4_bin"), "mysql", "mariadb"
        )
    )


def _what_is_known() -> list[sa.Column[Any]]:
    return [
        sa.Column("version", sa.BigInteger, nullable=False),
        sa.Column("channel", _text(16), nullable=False),
        sa.Column("client_id", _text(512)),
        sa.Column("client_text", _text(512)),
        sa.Column("sold_at", sa.DateTime, nullable=False),
        sa.Column("count", sa.Integer, nullable=False),
        sa.Column("revenue", sa.BigInteger, nullable=False),
        sa.Column("cost", sa.BigInteger),
        sa.Column("returned", sa.BigInteger, nullable=False),
        sa.Column("currency", _text(3), nullable=False),
        sa.Column("state", _text(16), nullable=False),
        sa.Column("comment", _text(1000), nullable=False),
        sa.Column("way", _text(16), nullable=False),
        sa.Column("account", _text(64), nullable=False),
        sa.Column("entered_at", sa.DateTime, nullable=False),
        sa.Column("import_number", _NUMBER),
    ]


def _create_sales() -> None:
    op.create_table(
        "sales",
        sa.Column("number", _NUMBER, primary_key=True),
        sa.Column("shop", _text(63), nullable=False),
        sa.Column("sender", _text(64), nullable=False),
        sa.Column("sender_id", _text(128), nullable=False),
        sa.Column("delivery", sa.BigInteger, nullable=False),
        *_what_is_known(),
        sa.UniqueConstraint("shop", "sender", "sender_id", name="sales_sender_id"),
    )
    op.create_index("sales_shop_number", "sales", ["shop", "number"])
    op.create_index("sales_shop_sold_at", "sales", ["shop", "sold_at"])
    op.create_index("sales_shop_client_id", "sales", ["shop", "client_id", "sold_at"])
    op.create_index("sales_import_number", "sales", ["import_number"])


def _create_versions() -> None:
    op.create_table(
        "sale_versions",
        sa.Column("number", _NUMBER, primary_key=True),
        sa.Column("sale", _NUMBER, sa.ForeignKey("sales.number"), nullable=False, index=True),
        *_what_is_known(),
    )


def _create_days() -> None:
    op.create_table(
        "day_groups",
        sa.Column("shop", _text(63), primary_key=True),
        sa.Column("day", sa.Date, primary_key=True),
        sa.Column("client_id", _text(512), primary_key=True),
        sa.Column("entries", sa.BigInteger, nullable=False),
        sa.Column("sales", sa.BigInteger, nullable=False),
        sa.Column("revenue", sa.BigInteger, nullable=False),
        sa.Column("gross_profit", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "shop_days",
        sa.Column("shop", _text(63), primary_key=True),
        sa.Column("zone", _text(64), nullable=False),
        sa.Column("changes", sa.BigInteger, nullable=False),
    )


def _create_imports() -> None:
    op.create_table(
        "imports",
        sa.Column("number", _NUMBER, primary_key=True),
        sa.Column("shop", _text(63), nullable=False),
        sa.Column("file", _text(255), nullable=False),
        sa.Column("hash", _text(64), nullable=False),
        sa.Column("account", _text(64), nullable=False),
        sa.Column("imported_at", sa.DateTime, nullable=False),
        sa.Column("rows", sa.BigInteger, nullable=False),
        sa.Column("accepted", sa.BigInteger, nullable=False),
        sa.Column("replaced", sa.BigInteger, nullable=False),
        sa.Column("repeated", sa.BigInteger, nullable=False),
        sa.Column("refused", sa.BigInteger, nullable=False),
        sa.Column("undone", _NUMBER, nullable=False),
        sa.Column("undone_by", _text(64)),
        sa.Column("undone_at", sa.DateTime),
        sa.UniqueConstraint("shop", "hash", "undone", name="imports_hash"),
    )
