"""Notices that the federation issued, and the kitchens each goes to."""

import sqlalchemy as sa
from alembic import op

revision = '0008'
down_revision = '0007'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go there."""
    op.create_table('issued_notice',
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.Column('unit_id', sa.Integer(), nullable=False),
    sa.Column('account_id', sa.Integer(), nullable=False),
    sa.Column('title', sa.String(length=80), nullable=False),
    sa.Column('text', sa.String(length=1000), nullable=False),
    sa.Column('issued_on', sa.Date(), nullable=False),
    sa.Column('issued_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('until_on', sa.Date(), nullable=True),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_issued_notice_account_id')),
    sa.ForeignKeyConstraint(['unit_id'], ['unit.id'], name=op.f('fk_issued_notice_unit_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_issued_notice'))
    )
    with op.batch_alter_table('issued_notice', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_issued_notice_unit_id'), ['unit_id'], unique=False)

    op.create_table('notice_delivery',
    sa.Column('notice_id', sa.String(length=36), nullable=False),
    sa.Column('kitchen_id', sa.Integer(), nullable=False),
    sa.Column('delivered_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['kitchen_id'], ['kitchen.id'], name=op.f('fk_notice_delivery_kitchen_id')),
    sa.ForeignKeyConstraint(['notice_id'], ['issued_notice.id'], name=op.f('fk_notice_delivery_notice_id')),
    sa.PrimaryKeyConstraint('notice_id', 'kitchen_id', name=op.f('pk_notice_delivery'))
    )
    with op.batch_alter_table('notice_delivery', schema=None) as batch_op:
        batch_op.create_index('ix_notice_delivery_delivered_at', ['delivered_at'], unique=False)
        batch_op.create_index('ix_notice_delivery_kitchen_id', ['kitchen_id'], unique=False)


def downgrade() -> None:
    """Come back."""
    with op.batch_alter_table('notice_delivery', schema=None) as batch_op:
        batch_op.drop_index('ix_notice_delivery_kitchen_id')
        batch_op.drop_index('ix_notice_delivery_delivered_at')

    op.drop_table('notice_delivery')
    with op.batch_alter_table('issued_notice', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_issued_notice_unit_id'))

    op.drop_table('issued_notice')
