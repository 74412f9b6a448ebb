"""Why a file was taken, where people's names leave in it."""

import sqlalchemy as sa
from alembic import op

revision = '0007'
down_revision = '0006'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go there."""
    with op.batch_alter_table('export_taken') as table:
        table.add_column(sa.Column('reason', sa.String(length=200), nullable=True))


def downgrade() -> None:
    """Come back."""
    with op.batch_alter_table('export_taken') as table:
        table.drop_column('reason')
