"""Create the receipts that are given again to who sends the same request again."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.mysql import MEDIUMBLOB, VARCHAR

revision = "0005"
down_revision = "0004"


def _text(characters: int) -> sa.String:
    """Text of any characters that is compared by its bytes."""
    return (
        sa.String(characters)
        .with_variant(sa.String(characters, collation="C"), "postgresql")
        .with_variant(
            VARCHAR(characters, charset="utf8mb4", collation="utf8mb4_bin"), "mysql", "mariadb"
        )
    )


def upgrade() -> None:
    """Create the table, and the index by which old receipts are found."""
    op.create_table(
        "receipts",
        sa.Column("shop", _text(63), primary_key=True),
        sa.Column("account", _text(64), primary_key=True),
        sa.Column("key", _text(128), primary_key=True),
        sa.Column("digest", _text(64), nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("status", sa.Integer),
        sa.Column("body", sa.LargeBinary().with_variant(MEDIUMBLOB, "mysql", "mariadb")),
    )
    op.create_index("receipts_at", "receipts", ["at"])
