"""Create the client IDs that sites got, and the counters they are taken from."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.mysql import VARBINARY, VARCHAR

revision = "0004"
down_revision = "0003"


def _exact(length: int) -> sa.String:
    exact = VARCHAR(length, charset="utf8mb4", collation="utf8mb4_bin")
    return sa.String(length).with_variant(exact, "mysql", "mariadb")


def upgrade() -> None:
    """Create the IDs with their index, then the counters."""
    op.create_table(
        "client_ids",
        sa.Column("shop", sa.String(63), primary_key=True),
        sa.Column("client_id", _exact(64), primary_key=True),
        sa.Column("given_at", sa.DateTime, nullable=False),
        sa.Column("landing", _exact(1024)),
        sa.Column("referrer", _exact(255)),
        sa.Column("utm_source", _exact(255)),
        sa.Column("utm_medium", _exact(255)),
        sa.Column("utm_campaign", _exact(255)),
        sa.Column("utm_content", _exact(255)),
        sa.Column("utm_term", _exact(255)),
    )
    op.create_index("client_ids_shop_given_at", "client_ids", ["shop", "given_at"])
    op.create_table(
        "client_id_counters",
        sa.Column("shop", sa.String(63), primary_key=True),
        sa.Column("format", _exact(64), primary_key=True),
        sa.Column(
            "shuffle_key",
            sa.LargeBinary(32).with_variant(VARBINARY(32), "mysql", "mariadb"),
            nullable=False,
        ),
        sa.Column("next_number", sa.BigInteger, nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("given_that_day", sa.Integer, nullable=False),
    )
