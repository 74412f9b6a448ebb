"""Who hangs from whom, as it was in a given month."""

from collections.abc import Iterable

from sqlalchemy import Select, literal, or_, select

from app.clock import first_day
from app.database import db
from app.federation.models import LEVELS, Kitchen, Membership, Unit


def by_code(code: str) -> Unit | None:
    """The unit with this code, at any level."""
    return db.session.scalar(select(Unit).where(Unit.code == code))


def kitchen_by_code(code: str) -> Kitchen | None:
    """The kitchen with this code."""
    return db.session.scalar(select(Kitchen).join(Unit, Unit.id == Kitchen.id).where(Unit.code == code))


def root() -> Unit | None:
    """The confederation itself."""
    return db.session.scalar(select(Unit).where(Unit.level == "national"))


def memberships(period: str) -> Select[int, int]:
    """The pairs (unit, parent) that stood on the first day of the month."""
    day = first_day(period)
    return select(Membership.unit_id, Membership.parent_id).where(
        Membership.since <= day, or_(Membership.until.is_(None), Membership.until > day)
    )


def under(unit_id: int, period: str) -> Select[int]:
    """The query of `below`, to be used inside another."""
    pairs = memberships(period).subquery()
    tree = select(Unit.id).where(Unit.id == unit_id).cte("tree", recursive=True)
    return select(tree.union_all(select(pairs.c.unit_id).join(tree, pairs.c.parent_id == tree.c.id)).c.id)


def below(unit_id: int, period: str) -> set[int]:
    """The ids of the unit and of all that hung from it in the month, kitchens too."""
    return set(db.session.scalars(under(unit_id, period)))


def children(unit_id: int, period: str) -> list[Unit]:
    """The units that hung directly from this one in the month, by name."""
    pairs = memberships(period).subquery()
    return list(
        db.session.scalars(select(Unit).join(pairs, pairs.c.unit_id == Unit.id).where(pairs.c.parent_id == unit_id).order_by(Unit.name))
    )


def ancestors(kitchen_ids: Iterable[int], period: str) -> dict[int, list[int]]:
    """For each kitchen, the units above it in the month, nearest first."""
    parents = dict(db.session.execute(memberships(period)).all())
    return {kitchen: list(_climb(parents, kitchen)) for kitchen in kitchen_ids}


def _climb(parents: dict[int, int], unit: int) -> Iterable[int]:
    seen = {unit}
    while (unit := parents.get(unit, 0)) and unit not in seen:
        seen.add(unit)
        yield unit


def line(unit_id: int, period: str) -> list[Unit]:
    """The unit and those above it in the month, nearest first; only the unit itself where it hung from nothing."""
    pairs = memberships(period).subquery()
    step = select(literal(unit_id).label("id"), literal(0).label("height")).cte("line", recursive=True)
    # The height also ends the climb, should somebody ever have hung two units from one another.
    step = step.union_all(
        select(pairs.c.parent_id, step.c.height + 1).join(step, pairs.c.unit_id == step.c.id).where(step.c.height < len(LEVELS))
    )
    return list(db.session.scalars(select(Unit).join(step, step.c.id == Unit.id).order_by(step.c.height)))
