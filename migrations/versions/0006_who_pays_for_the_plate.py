"""The cashbook, notices and rights; what food is worth when it is used; and who pays for the plate. What was counted before is counted again."""

import sqlalchemy as sa
from alembic import op

revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None

DAILY = (
    *('rations_f', 'rations_m'),
    *('deliveries', 'deliveries_promised', 'deliveries_late', 'delivery_days_late'),
    *('collected_cents', 'credit_paid_cents', 'credit_forgiven_cents', 'dues_cents'),
    *('subsidy_received_cents', 'income_aid_cents', 'income_own_cents'),
    *('spent_subsidy_cents', 'spent_aid_cents', 'spent_own_cents'),
    *('used_pca_value_cents', 'used_donation_value_cents', 'used_harvest_value_cents', 'used_unvalued_g', 'used_unvalued_ml'),
)
MONTHLY = (
    *('people_f', 'people_m', 'people_0_5', 'people_6_11', 'people_12_17', 'people_18_59', 'people_60_plus'),
    *('people_member', 'people_cook', 'people_paid', 'people_credit', 'people_social_case'),
    *('diners_cents', 'women_cents'),
)
FIGURES = {'kitchen_day': DAILY, **dict.fromkeys(('kitchen_month', 'unit_month', 'territory_month'), DAILY + MONTHLY)}
#: The follower counts what is touched: the days that there are, once more.
COUNT_AGAIN = 'INSERT INTO touched_day (kitchen_id, "on", seq) SELECT DISTINCT kitchen_id, "on", 0 FROM kitchen_day WHERE true ON CONFLICT DO NOTHING'


def upgrade() -> None:
    """Go there."""
    _create_cash_entry()
    _create_notices()
    with op.batch_alter_table('stock_move', schema=None) as batch_op:
        batch_op.add_column(sa.Column('paid_with', sa.String(length=36), nullable=True))
    with op.batch_alter_table('beneficiary', schema=None) as batch_op:
        batch_op.add_column(sa.Column('objected_on', sa.Date(), nullable=True))
        batch_op.add_column(sa.Column('erasure_asked_on', sa.Date(), nullable=True))
    for table, names in FIGURES.items():
        with op.batch_alter_table(table, schema=None) as batch_op:
            for name in names:
                batch_op.add_column(sa.Column(name, sa.BigInteger(), nullable=False, server_default='0'))
        with op.batch_alter_table(table, schema=None) as batch_op:
            for name in names:
                batch_op.alter_column(name, server_default=None)
    op.execute(COUNT_AGAIN)


def _create_cash_entry() -> None:
    texts = {'category': 40, 'description': 80, 'quantity': 20, 'unit': 20}
    papers = {'supplier': 60, 'supplier_ruc': 11, 'receipt': 12, 'series': 10, 'number': 20, 'payer': 60, 'giver': 60, 'document': 40}
    op.create_table(
        'cash_entry',
        sa.Column('kitchen_id', sa.Integer(), autoincrement=False, nullable=False),
        sa.Column('id', sa.String(length=36), nullable=False),
        sa.Column('seq', sa.Integer(), nullable=False),
        sa.Column('undone_seq', sa.Integer(), nullable=True),
        sa.Column('on', sa.Date(), nullable=False),
        sa.Column('kind', sa.String(length=20), nullable=False),
        sa.Column('amount_cents', sa.BigInteger(), nullable=False),
        sa.Column('fund', sa.String(length=12), nullable=True),
        sa.Column('slot', sa.Integer(), nullable=True),
        sa.Column('person', sa.String(length=36), nullable=True),
        sa.Column('period', sa.String(length=7), nullable=True),
        *(sa.Column(name, sa.String(length=length), nullable=True) for name, length in texts.items()),
        sa.Column('unit_price_cents', sa.BigInteger(), nullable=True),
        *(sa.Column(name, sa.String(length=length), nullable=True) for name, length in papers.items()),
        *(sa.Column(name, sa.Date(), nullable=True) for name in ('assigned_on', 'from_on', 'until_on')),
        sa.Column('reason', sa.String(length=12), nullable=True),
        sa.Column('replaces', sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint('kitchen_id', 'id', name=op.f('pk_cash_entry')),
    )
    op.create_index('ix_cash_entry_day', 'cash_entry', ['kitchen_id', 'on'])


def _create_notices() -> None:
    op.create_table(
        'notice',
        sa.Column('kitchen_id', sa.Integer(), autoincrement=False, nullable=False),
        sa.Column('id', sa.String(length=36), nullable=False),
        sa.Column('seq', sa.Integer(), nullable=False),
        sa.Column('on', sa.Date(), nullable=False),
        sa.Column('by', sa.String(length=36), nullable=False),
        sa.Column('title', sa.String(length=80), nullable=False),
        sa.Column('text', sa.String(length=1000), nullable=False),
        sa.Column('until_on', sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint('kitchen_id', 'id', name=op.f('pk_notice')),
    )
    op.create_index('ix_notice_id', 'notice', ['id'])
    op.create_table(
        'notice_reading',
        sa.Column('kitchen_id', sa.Integer(), autoincrement=False, nullable=False),
        sa.Column('id', sa.String(length=36), nullable=False),
        sa.Column('seq', sa.Integer(), nullable=False),
        sa.Column('undone_seq', sa.Integer(), nullable=True),
        sa.Column('notice', sa.String(length=36), nullable=False),
        sa.Column('on', sa.Date(), nullable=False),
        sa.Column('by', sa.String(length=36), nullable=False),
        sa.PrimaryKeyConstraint('kitchen_id', 'id', name=op.f('pk_notice_reading')),
    )
    op.create_index('ix_notice_reading_notice', 'notice_reading', ['notice', 'kitchen_id'])


def downgrade() -> None:
    """Go back."""
    for table, names in FIGURES.items():
        with op.batch_alter_table(table, schema=None) as batch_op:
            for name in reversed(names):
                batch_op.drop_column(name)
    with op.batch_alter_table('beneficiary', schema=None) as batch_op:
        batch_op.drop_column('erasure_asked_on')
        batch_op.drop_column('objected_on')
    with op.batch_alter_table('stock_move', schema=None) as batch_op:
        batch_op.drop_column('paid_with')
    op.drop_table('notice_reading')
    op.drop_table('notice')
    op.drop_table('cash_entry')
