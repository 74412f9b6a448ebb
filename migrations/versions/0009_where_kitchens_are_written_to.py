"""The mobile telephone of a kitchen, sealed."""

import sqlalchemy as sa
from alembic import op

revision = '0009'
down_revision = '0008'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go there."""
    with op.batch_alter_table('kitchen', schema=None) as batch_op:
        batch_op.add_column(sa.Column('contact', sa.LargeBinary(), nullable=True))


def downgrade() -> None:
    """Come back."""
    with op.batch_alter_table('kitchen', schema=None) as batch_op:
        batch_op.drop_column('contact')
