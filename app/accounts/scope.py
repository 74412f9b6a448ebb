"""The one scope check: which part of the tree somebody may see. Everything that shows or changes a unit's data asks here.

The tree is dated, and so is the answer: a kitchen that moved is seen, month by month, by those above it in that month. What is not
hers is answered like what is not there: 404.
"""

from flask import abort
from sqlalchemy import select

from app import clock
from app.accounts.models import Account
from app.database import db
from app.federation import tree
from app.federation.models import LEVELS, Kitchen, Unit


def current_period() -> str:
    """The month it is in Lima: the tree of today, for what has no month of its own (phones, invitations, held operations)."""
    return clock.period_of(clock.lima_today())


def sees_everything(account: Account) -> bool:
    """Whether her unit is the confederation itself: then also what hangs from nothing is hers to see."""
    own = db.session.get(Unit, account.unit_id)
    return own is not None and own.level == LEVELS[0]


def may_see_unit(account: Account, unit_id: int, period: str | None = None) -> bool:
    """Whether the unit is hers or was below hers in the month (none: today). The confederation's own see every unit."""
    if sees_everything(account):
        return True
    return account.unit_id in [unit.id for unit in tree.line(unit_id, period or current_period())]


def visible_units(account: Account, period: str | None = None) -> set[int]:
    """The ids of her unit and of all below it in the month, kitchens too."""
    return tree.below(account.unit_id, period or current_period())


def unit_or_404(account: Account, code: str, period: str | None = None) -> Unit:
    """The unit with this code if it is hers to see, else 404."""
    unit = tree.by_code(code)
    if unit is None or not may_see_unit(account, unit.id, period):
        abort(404)
    return unit


def kitchen_or_404(account: Account, code: str, period: str | None = None) -> tuple[Unit, Kitchen]:
    """The kitchen with this code and its unit if it is hers to see, else 404."""
    unit = unit_or_404(account, code, period)
    kitchen = db.session.scalar(select(Kitchen).where(Kitchen.id == unit.id))
    if kitchen is None:
        abort(404)
    return unit, kitchen
