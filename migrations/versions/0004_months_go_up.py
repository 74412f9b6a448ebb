"""The steps of a month on its way up, and padrones handed in. Months accepted before get their step from the log."""

import sqlalchemy as sa
from alembic import op

revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None

ACCEPTED = """
INSERT INTO month_act (kitchen_id, id, seq, period, state, "on", "by")
SELECT accepted_month.kitchen_id, operation.id, operation.seq, accepted_month.period, 'accepted', operation."on", operation."by"
FROM accepted_month
JOIN operation ON operation.kitchen_id = accepted_month.kitchen_id AND operation.seq = accepted_month.seq
"""


def upgrade() -> None:
    """Go there."""
    op.create_table('handed_in_roll',
    sa.Column('kitchen_id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.Column('seq', sa.Integer(), nullable=False),
    sa.Column('undone_seq', sa.Integer(), nullable=True),
    sa.Column('on', sa.Date(), nullable=False),
    sa.Column('count', sa.Integer(), nullable=True),
    sa.PrimaryKeyConstraint('kitchen_id', 'id', name=op.f('pk_handed_in_roll'))
    )
    op.create_table('month_act',
    sa.Column('kitchen_id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.Column('seq', sa.Integer(), nullable=False),
    sa.Column('undone_seq', sa.Integer(), nullable=True),
    sa.Column('period', sa.String(length=7), nullable=False),
    sa.Column('state', sa.String(length=10), nullable=False),
    sa.Column('on', sa.Date(), nullable=False),
    sa.Column('by', sa.String(length=36), nullable=False),
    sa.Column('comment', sa.String(length=500), nullable=True),
    sa.PrimaryKeyConstraint('kitchen_id', 'id', name=op.f('pk_month_act'))
    )
    with op.batch_alter_table('month_act', schema=None) as batch_op:
        batch_op.create_index('ix_month_act_period', ['period', 'kitchen_id'], unique=False)
    op.execute(ACCEPTED)


def downgrade() -> None:
    """Come back."""
    with op.batch_alter_table('month_act', schema=None) as batch_op:
        batch_op.drop_index('ix_month_act_period')

    op.drop_table('month_act')
    op.drop_table('handed_in_roll')
