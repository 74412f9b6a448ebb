"""A notebook knows whether anything of its kitchen was ever rejected: a push asks about rejections only then."""

import sqlalchemy as sa
from alembic import op

revision = '0013'
down_revision = '0012'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go there."""
    with op.batch_alter_table('notebook', schema=None) as batch_op:
        batch_op.add_column(sa.Column('rejects', sa.Boolean(), server_default=sa.false(), nullable=False))
    rejected = "SELECT kitchen_id FROM operation WHERE kind = 'operation.rejected'"
    op.execute(f'UPDATE notebook SET rejects = true WHERE kitchen_id IN ({rejected})')


def downgrade() -> None:
    """Come back."""
    with op.batch_alter_table('notebook', schema=None) as batch_op:
        batch_op.drop_column('rejects')
