"""What a kitchen's month takes on PostgreSQL's disk, indexes included, after 26 days were pushed one by one."""

from collections.abc import Iterator

from sqlalchemy import text

from app.database import reading
from app.sync import append
from bench.row import Row
from bench.stage import found, installation
from bench.standard_month import month

KITCHENS, QUICK_KITCHENS = 40, 4
DEVICE = "00000000-0000-4000-8000-000000000000"
#: What is there before any kitchen writes, or is not theirs.
_SIZES = text("""
    SELECT coalesce(parent.relname, own.relname) AS name, sum(pg_total_relation_size(own.oid))::bigint AS bytes
    FROM pg_class own LEFT JOIN pg_inherits ON inhrelid = own.oid LEFT JOIN pg_class parent ON parent.oid = inhparent
    WHERE own.relkind = 'r' AND own.relnamespace IN ('public'::regnamespace, 'months'::regnamespace) GROUP BY 1
""")


def measure(quick: bool) -> Iterator[Row]:
    """Bytes an operation, of the log (with its id table) and of everything."""
    kitchens = QUICK_KITCHENS if quick else KITCHENS
    with installation() as stage, stage.app.app_context():
        ids, before = found(stage.app, kitchens), _sizes()
        operations = 0
        for seed, kitchen_id in enumerate(ids, start=1):
            for batch in month(seed):
                operations += len(append(kitchen_id, batch, DEVICE))
        grown = {name: size - before.get(name, 0) for name, size in _sizes().items()}
    log = grown["operation"] + grown["operation_id"]
    yield Row("disk for the log and its ids", log / operations, "B an operation")
    yield Row("disk for everything", sum(grown.values()) / operations, "B an operation")


def _sizes() -> dict[str, int]:
    with reading() as connection:
        return {row.name: row.bytes for row in connection.execute(_SIZES)}
