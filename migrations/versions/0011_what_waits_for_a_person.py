"""Differences are found among many at once; why a phone was closed."""

import sqlalchemy as sa
from alembic import op

revision = '0011'
down_revision = '0010'
branch_labels = None
depends_on = None

#: By table: the name of its index, and of which rows it is.
FEW = {
    'service': ('ix_service_conflicts', 'conflicts > 0'),
    'beneficiary': ('ix_beneficiary_conflicts', 'conflicts > 0'),
    'kitchen_day': ('ix_kitchen_day_disputed', 'disputed <> 0'),
}


def upgrade() -> None:
    """Go there."""
    for table, (name, some) in FEW.items():
        op.create_index(name, table, ['kitchen_id'], sqlite_where=sa.text(some), postgresql_where=sa.text(some))
    with op.batch_alter_table('device', schema=None) as batch_op:
        batch_op.add_column(sa.Column('revoked_why', sa.String(length=10), nullable=True))


def downgrade() -> None:
    """Come back."""
    with op.batch_alter_table('device', schema=None) as batch_op:
        batch_op.drop_column('revoked_why')
    for table, (name, _) in FEW.items():
        op.drop_index(name, table_name=table)
