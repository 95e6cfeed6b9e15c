"""How Alembic runs the migrations: on the connection it is handed, in that one's transaction."""

from alembic import context

context.configure(connection=context.config.attributes["connection"])
context.run_migrations()
