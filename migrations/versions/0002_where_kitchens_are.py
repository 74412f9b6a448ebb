"""Where kitchens are, how many eat there and whether they work, as the national lists say."""

import sqlalchemy as sa
from alembic import op

revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None

COLUMNS = ('latitude_e6', 'longitude_e6', 'listed_users', 'listed_state')


def upgrade() -> None:
    """Go there."""
    with op.batch_alter_table('kitchen', schema=None) as batch_op:
        batch_op.add_column(sa.Column('latitude_e6', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('longitude_e6', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('listed_users', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('listed_state', sa.String(length=10), nullable=True))


def downgrade() -> None:
    """Go back."""
    with op.batch_alter_table('kitchen', schema=None) as batch_op:
        for column in reversed(COLUMNS):
            batch_op.drop_column(column)
