"""The months of a whole country, written straight into the table of kitchens' months and added up by the application itself."""

from flask import Flask
from sqlalchemy import BigInteger, Text, cast, func, literal, literal_column, select, text

from app.database import writing
from app.rollups.levels import add_up
from app.rollups.measures import NAMES
from app.rollups.models import KitchenMonth

_months = KitchenMonth.__table__


def periods(many: int) -> list[str]:
    """The last so many months, until October 2026."""
    return [f"{2026 + (9 - n) // 12}-{(9 - n) % 12 + 1:02d}" for n in reversed(range(many))]


def fill(app: Flask, kitchens: list[int], names: list[str]) -> None:
    """Give every kitchen figures in every one of these months, and add all levels up."""
    with app.app_context(), writing() as connection:
        for place, period in enumerate(names):
            unit = func.generate_series(kitchens[0], kitchens[-1]).column_valued("unit")
            figures = [cast((unit * (n + 7) + place * 31) % 997, BigInteger) for n, _ in enumerate(NAMES)]
            reporting = NAMES.index("kitchens_reporting")
            figures[reporting] = cast(literal_column("1"), BigInteger)
            rows = select(unit, cast(literal(period), Text), *figures)
            connection.execute(_months.insert().from_select(["kitchen_id", "period", *NAMES], rows))
        connection.execute(text("ANALYZE"))
        for period in names:
            add_up(connection, period)
