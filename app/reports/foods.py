"""What foods, sources and measures are called in a file: the catalogue's by their words, a kitchen's own by the name it gave them."""

from functools import cache
from typing import Any

from sqlalchemy import Connection, select

from app.books.pantry.catalogue import MEASURES
from app.books.pantry.models import OwnFood
from app.words import say


class Foods:
    """The names of foods as one moment of the database knows them."""

    def __init__(self, connection: Connection):
        rows = connection.execute(select(OwnFood.kitchen_id, OwnFood.id, OwnFood.name))
        self._own = {(row.kitchen_id, row.id): row.name for row in rows}
        self._nameless = say("reports", "food_nameless")

    def name(self, kitchen_id: int, food: str) -> str:
        """The name of a food: a slug of the catalogue, or the id of a kitchen's own, whose naming may not have arrived yet."""
        return _catalogued(food) if food in MEASURES else self._own.get((kitchen_id, food), self._nameless)

    def told(self, kitchen_id: int, move: Any) -> dict[str, Any]:
        """The columns `food` and `measure` of something written of a food."""
        return {"food": self.name(kitchen_id, move.food), "measure": measure(move.measure)}


@cache
def _catalogued(slug: str) -> str:
    return say("reports", "food", slug=slug)


@cache
def measure(code: str) -> str:
    """`kg` of `g`, `L` of `ml`: in what a row's quantities are shown."""
    return say("reports", "shown_in", measure=code)


@cache
def source(code: str) -> str:
    """Where food comes from, in words."""
    return say("reports", "source", code=code)
