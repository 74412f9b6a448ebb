"""Envelopes that were opened, phones that wiped themselves, what a code was spent for, and keepers who left."""

import sqlalchemy as sa
from alembic import op

revision = '0010'
down_revision = '0009'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go there."""
    op.create_table('keeper_leaving',
    sa.Column('kitchen_id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.Column('seq', sa.Integer(), nullable=False),
    sa.Column('undone_seq', sa.Integer(), nullable=True),
    sa.Column('keeper', sa.String(length=36), nullable=False),
    sa.PrimaryKeyConstraint('kitchen_id', 'id', name=op.f('pk_keeper_leaving'))
    )
    with op.batch_alter_table('device', schema=None) as batch_op:
        batch_op.add_column(sa.Column('emptied_at', sa.DateTime(timezone=True), nullable=True))
    with op.batch_alter_table('invitation', schema=None) as batch_op:
        batch_op.add_column(sa.Column('used_for', sa.String(length=10), nullable=True))
    op.execute("update invitation set used_for = 'joining' where device_id is not null")
    with op.batch_alter_table('sealed_body', schema=None) as batch_op:
        batch_op.add_column(sa.Column('opened_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('unreadable', sa.Integer(), nullable=False, server_default='0'))


def downgrade() -> None:
    """Come back."""
    with op.batch_alter_table('sealed_body', schema=None) as batch_op:
        batch_op.drop_column('unreadable')
        batch_op.drop_column('opened_at')
    with op.batch_alter_table('invitation', schema=None) as batch_op:
        batch_op.drop_column('used_for')
    with op.batch_alter_table('device', schema=None) as batch_op:
        batch_op.drop_column('emptied_at')
    op.drop_table('keeper_leaving')
