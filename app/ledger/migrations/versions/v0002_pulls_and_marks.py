"""Create the log of pulls and the high-water marks of the sources."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.mysql import VARCHAR

revision = "0002"
down_revision = "0001"

_ACCOUNT = sa.String(64).with_variant(
    VARCHAR(64, charset="utf8mb4", collation="utf8mb4_bin"), "mysql", "mariadb"
)


def upgrade() -> None:
    """Create the pulls with their indexes, then the marks."""
    op.create_table(
        "pulls",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("account", _ACCOUNT, nullable=False),
        sa.Column("shop", sa.String(255), nullable=False),
        sa.Column("platform", sa.String(64), nullable=False),
        sa.Column("day", sa.Date),
        sa.Column("status", sa.Integer, nullable=False),
        sa.Column("problem", sa.String(64)),
        sa.Column("rows", sa.Integer),
        sa.Column("sales", sa.BigInteger),
        sa.Column("revenue", sa.BigInteger),
        sa.Column("milliseconds", sa.Integer, nullable=False),
    )
    op.create_index("pulls_at", "pulls", ["at"])
    op.create_index("pulls_shop_at", "pulls", ["shop", "at"])
    op.create_table(
        "marks",
        sa.Column("shop", sa.String(63), primary_key=True),
        sa.Column("source", sa.String(63), primary_key=True),
        sa.Column("newest", sa.BigInteger),
        sa.Column("floor", sa.BigInteger),
        sa.Column("shrunk", sa.Boolean, nullable=False),
        sa.Column("resets", sa.Integer, nullable=False),
    )
