"""How Alembic reaches the application's database. Run through `flask db …` only: the application gives engine and models."""

from alembic import context
from flask import current_app

migrate = current_app.extensions["migrate"]

with migrate.db.engine.connect() as connection:
    sqlite = connection.connection.driver_connection if connection.dialect.name == "sqlite" else None
    if sqlite:
        # A table that is copied is dropped and named anew, which is no deletion of what others point to. Outside of any transaction.
        sqlite.execute("PRAGMA foreign_keys=OFF")
    # SQLite cannot alter a table in place: batches copy it. Types are compared, so that a guard sees a forgotten column.
    context.configure(connection=connection, target_metadata=migrate.db.metadata, render_as_batch=True, compare_type=True)
    with context.begin_transaction():
        context.run_migrations()
    connection.commit()
    if sqlite:
        sqlite.execute("PRAGMA foreign_keys=ON")
