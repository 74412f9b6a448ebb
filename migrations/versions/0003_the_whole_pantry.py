"""The whole pantry: what was asked and promised and when, lots, waste and counts, foods of the kitchen's own, and what they add up to."""

import sqlalchemy as sa
from alembic import op

revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None

FIGURES = ('kitchen_day', 'kitchen_month', 'unit_month', 'territory_month')
MEASURES = ('food_wasted_g', 'food_wasted_ml', 'food_purchase_value_cents', 'food_donation_value_cents', 'food_harvest_value_cents')
MOVE = {
    'asked_on': sa.Date(),
    'promised_on': sa.Date(),
    'delivery': sa.String(length=36),
    'supplier': sa.String(length=60),
    'lot': sa.String(length=30),
    'expires_on': sa.Date(),
    'reason': sa.String(length=12),
    'replaces': sa.Text(),
}
#: The foods of the catalogue of then that are poured; all others were weighed.
POURED = ('aceite', 'leche-evaporada')


def upgrade() -> None:
    """Go there."""
    op.create_table(
        'own_food',
        sa.Column('kitchen_id', sa.Integer(), autoincrement=False, nullable=False),
        sa.Column('id', sa.String(length=36), nullable=False),
        sa.Column('seq', sa.Integer(), nullable=False),
        sa.Column('undone_seq', sa.Integer(), nullable=True),
        sa.Column('name', sa.String(length=40), nullable=False),
        sa.Column('measure', sa.String(length=2), nullable=False),
        sa.PrimaryKeyConstraint('kitchen_id', 'id', name=op.f('pk_own_food')),
    )
    with op.batch_alter_table('stock_move', schema=None) as batch_op:
        batch_op.add_column(sa.Column('kind', sa.String(length=10), nullable=False, server_default='received'))
        batch_op.add_column(sa.Column('measure', sa.String(length=2), nullable=False, server_default='g'))
        for name, type_ in MOVE.items():
            batch_op.add_column(sa.Column(name, type_, nullable=True))
    _tell_moves_apart()
    for table, names in {'stock_move': ('kind', 'measure'), **dict.fromkeys(FIGURES, MEASURES)}.items():
        with op.batch_alter_table(table, schema=None) as batch_op:
            for name in names if table in FIGURES else ():
                batch_op.add_column(sa.Column(name, sa.BigInteger(), nullable=False, server_default='0'))
        with op.batch_alter_table(table, schema=None) as batch_op:
            for name in names:
                batch_op.alter_column(name, server_default=None)


def _tell_moves_apart() -> None:
    """Until now there were two kinds of moves, and the log knows which is which."""
    move = sa.table('stock_move', *(sa.column(name) for name in ('kitchen_id', 'id', 'kind', 'measure', 'food')))
    said = sa.table('operation', *(sa.column(name) for name in ('kitchen_id', 'id', 'kind')))
    same = sa.and_(said.c.kitchen_id == move.c.kitchen_id, said.c.id == move.c.id, said.c.kind == 'food.used')
    op.execute(move.update().where(sa.exists().where(same)).values(kind='used'))
    op.execute(move.update().where(move.c.food.in_(POURED)).values(measure='ml'))


def downgrade() -> None:
    """Go back."""
    for table in FIGURES:
        with op.batch_alter_table(table, schema=None) as batch_op:
            for name in reversed(MEASURES):
                batch_op.drop_column(name)
    move = sa.table('stock_move', sa.column('kind', sa.String()))
    op.execute(move.delete().where(move.c.kind == 'counted'))
    with op.batch_alter_table('stock_move', schema=None) as batch_op:
        for name in reversed(('kind', 'measure', *MOVE)):
            batch_op.drop_column(name)
    op.drop_table('own_food')
