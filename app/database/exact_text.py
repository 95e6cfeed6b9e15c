"""Text as our own tables keep it: any character, compared by its bytes on every database."""

from sqlalchemy import String
from sqlalchemy.dialects.mysql import VARCHAR


def exact_text(characters: int) -> String:
    """Return the type of a column of text.

    The usual collations of MySQL take Demo for demo, those of PostgreSQL order by the language.
    MySQL still ignores blanks at the end when it compares: keys must have none.
    """
    return (
        String(characters)
        .with_variant(String(characters, collation="C"), "postgresql")
        .with_variant(
            VARCHAR(characters, charset="utf8mb4", collation="utf8mb4_bin"), "mysql", "mariadb"
        )
    )
