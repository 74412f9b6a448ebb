"""The largest tables lie by month on PostgreSQL; their keys say which month on both databases.

Every row is copied once, some hundred thousand a second. Months are made for what is there, for this month and the two after it; any other
row goes into `…_other` (app/partitions).
"""

import re
from datetime import date

import sqlalchemy as sa
from alembic import op

revision = '0012'
down_revision = '0011'
branch_labels = None
depends_on = None

#: By table: its key before, the column that its months are of, its index.
LARGE = {
    'operation': (('kitchen_id', 'seq'), 'received_at', ('ix_operation_subject', ('kitchen_id', 'subject'))),
    'named_ration': (('kitchen_id', 'id'), 'on', ('ix_named_ration_day', ('kitchen_id', 'on'))),
    'stock_move': (('kitchen_id', 'id'), 'on', ('ix_stock_move_day', ('kitchen_id', 'on'))),
}
#: Months of fewer rows than this do not have a partition of their own.
FEW = 10_000


def upgrade() -> None:
    """Go there."""
    if op.get_bind().dialect.name != 'postgresql':
        _key_by({table: (*key, month) for table, (key, month, _) in LARGE.items()})
        return
    op.execute('CREATE SCHEMA months')
    op.execute("SET LOCAL timezone TO 'UTC'")
    for table, (key, month, index) in LARGE.items():
        _put_aside(table, index)
        op.execute(f'CREATE TABLE "{table}" (LIKE "{table}_before" INCLUDING DEFAULTS) PARTITION BY RANGE ("{month}")')
        _finish(table, (*key, month), index)
        op.execute(f'CREATE TABLE months.{table}_other PARTITION OF "{table}" DEFAULT')
        for first, after in _months(table, month):
            name = f"months.{table}_{first:%Y_%m}"
            op.execute(f"CREATE TABLE {name} PARTITION OF \"{table}\" FOR VALUES FROM ('{first}') TO ('{after}')")
        _take_back(table)


def downgrade() -> None:
    """Come back."""
    if op.get_bind().dialect.name != 'postgresql':
        _key_by({table: key for table, (key, _, _) in LARGE.items()})
        return
    for table, (key, _, index) in LARGE.items():
        _put_aside(table, index)
        op.execute(f'CREATE TABLE "{table}" (LIKE "{table}_before" INCLUDING DEFAULTS)')
        _finish(table, key, index)
        _take_back(table)
    op.execute('DROP SCHEMA months')


def _key_by(keys: dict[str, tuple[str, ...]]) -> None:
    """SQLite keeps its tables whole, but has their keys."""
    for table, key in keys.items():
        made = op.get_bind().scalar(sa.text(f"SELECT sql FROM sqlite_master WHERE type = 'table' AND name = '{table}'"))
        op.drop_index(LARGE[table][2][0], table_name=table)
        op.rename_table(table, f'{table}_before')
        columns = ', '.join(f'"{name}"' for name in key)
        op.execute(re.sub(r'PRIMARY KEY \(.*?\)', f'PRIMARY KEY ({columns})', made))
        op.create_index(LARGE[table][2][0], table, list(LARGE[table][2][1]))
        _take_back(table)


def _put_aside(table: str, index: tuple[str, tuple[str, ...]]) -> None:
    op.drop_index(index[0], table_name=table)
    op.drop_constraint(f'pk_{table}', table)
    op.rename_table(table, f'{table}_before')


def _finish(table: str, key: tuple[str, ...], index: tuple[str, tuple[str, ...]]) -> None:
    op.create_primary_key(op.f(f'pk_{table}'), table, list(key))
    op.create_index(index[0], table, list(index[1]))


def _months(table: str, column: str) -> list[tuple[date, date]]:
    """The months that have many rows, this one and the two after it, each with the first day of the next."""
    month = f'''date_trunc('month', "{column}")::date'''
    many = sa.text(f'SELECT {month} FROM "{table}_before" GROUP BY 1 HAVING count(*) >= {FEW}')
    coming = sa.text("SELECT (date_trunc('month', now()) + n * interval '1 month')::date FROM generate_series(0, 2) AS n")
    firsts = {first for asked in (many, coming) for first in op.get_bind().scalars(asked)}
    return sorted((first, date(first.year + first.month // 12, first.month % 12 + 1, 1)) for first in firsts)


def _take_back(table: str) -> None:
    op.execute(f'INSERT INTO "{table}" SELECT * FROM "{table}_before"')
    op.execute(f'DROP TABLE "{table}_before"')
