"""From which organisation a new kitchen hangs: the one that was named, else its province's own, else the confederation itself."""

from collections import defaultdict

from sqlalchemy import Connection, select

from app.federation import tree
from app.federation.models import LEVELS, Kitchen, Unit
from app.federation.registry import Refused
from app.places.matching import Gazetteer
from app.places.matching import key as name_key


class Parents:
    """The organisations of one moment. Raises `Refused` when there is no confederation, or `under` is no organisation."""

    def __init__(self, connection: Connection, gazetteer: Gazetteer, period: str, under: str | None):
        self._units = {unit.id: unit for unit in connection.execute(select(Unit.id, Unit.code, Unit.name, Unit.level))}
        self._above = dict(connection.execute(tree.memberships(period)).all())
        self._gazetteer = gazetteer
        self._under = self._named(under) if under else None
        roots = [unit.id for unit in self._units.values() if unit.level == LEVELS[0]]
        if not roots:
            raise Refused("no_root")
        self._root = int(roots[0])
        self._provincial = {unit.id: name_key(unit.name) for unit in self._units.values() if unit.level == "provincial"}
        self._homes = self._at_home(connection)

    def _named(self, code: str) -> int:
        unit = next((unit for unit in self._units.values() if unit.code == code), None)
        if unit is None:
            raise Refused("unit_unknown")
        if unit.level == LEVELS[-1]:
            raise Refused("level_unfit")
        return int(unit.id)

    def of(self, ubigeo: str) -> tuple[int, str]:
        """The id of the organisation for a kitchen in a district, and what is doubtful: '' if nothing."""
        if self._under is not None:
            return self._under, ""
        home = self._homes.get(ubigeo[:4], set()) or self._called(ubigeo[:4])
        if len(home) == 1:
            return next(iter(home)), ""
        if not self._provincial:
            return self._root, ""
        return self._root, "several_organisations" if home else "no_organisation"

    def _at_home(self, connection: Connection) -> dict[str, set[int]]:
        """By province, the provincial organisations from which its kitchens hang today."""
        homes: dict[str, set[int]] = defaultdict(set)
        for kitchen, ubigeo in connection.execute(select(Kitchen.id, Kitchen.ubigeo)):
            unit = kitchen
            while (unit := self._above.get(unit, 0)) and unit not in self._provincial:
                pass
            if unit:
                homes[ubigeo[:4]].add(unit)
        return homes

    def _called(self, province: str) -> set[int]:
        """The provincial organisations whose name ends with the province's: *Asociación de Comedores de Puno*."""
        wanted = name_key(self._gazetteer.names[province])
        return {unit for unit, name in self._provincial.items() if name.endswith(wanted)}
