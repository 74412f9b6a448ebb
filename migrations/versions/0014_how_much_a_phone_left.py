"""How long each body in the inbox was when it came: what is opened is emptied, and a phone's room is counted."""

import sqlalchemy as sa
from alembic import op

revision = '0014'
down_revision = '0013'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go there."""
    with op.batch_alter_table('sealed_body', schema=None) as batch_op:
        batch_op.add_column(sa.Column('size', sa.Integer(), server_default='0', nullable=False))
    op.execute('UPDATE sealed_body SET size = length(body)')


def downgrade() -> None:
    """Come back."""
    with op.batch_alter_table('sealed_body', schema=None) as batch_op:
        batch_op.drop_column('size')
