"""The restore drill: fifty phones, a backup, two thousand operations more, the server destroyed and restored; nothing is lost.

`make test` does it in small; `make reliability` with PHONES=50 LATER=2000.
"""

import json
import os
import random
from pathlib import Path

import pytest
from sqlalchemy import select

from app.database import reading, writing
from app.federation import devices, registry
from app.sync import append, log
from app.sync.caused import caused_id
from app.sync.models import Held, OperationId
from tests.a_phone import APhone
from tests.safekeeping.keeper import Keeper
from tests.stories import SINCE, Confederation

PHONES, LATER = int(os.environ.get("PHONES", "8")), int(os.environ.get("LATER", "120"))
#: Phones of a kitchen, and forms that are filled in before a phone looks for signal.
TOGETHER, FORMS = 4, 5
#: What a phone does not know of its own operation.
TOLD = ("device", "received_at")


class Drill:
    """A confederation with a keeper, in which phones work, and whose server is destroyed."""

    def __init__(self, confederation: Confederation, dice: random.Random) -> None:
        self.keeper, self.dice = Keeper(confederation), dice
        with confederation.app.app_context(), writing() as connection:
            for number in range(-(-PHONES // TOGETHER)):
                code = f"K-1{number:02}"
                confederation.kitchens[code] = registry.add_kitchen(connection, code, code, "comedor", "150143", "P-LIMA", SINCE)
        self.kitchens = {f"K-1{number:02}": confederation.kitchens[f"K-1{number:02}"] for number in range(-(-PHONES // TOGETHER))}
        self.phones = [confederation.a_phone(f"K-1{number // TOGETHER:02}", f"Rosa {number}") for number in range(PHONES)]
        self.people = {phone.device: phone.registers("Juana", paternal="Mamani") for phone in self.phones}

    def works(self, operations: int) -> None:
        """So many forms by the phones, in turns of a few; each phone then syncs, or seldom waits with what it has."""
        for _ in range(operations // FORMS):
            phone = self.dice.choice(self.phones)
            phone.counts(on=self._day(), paid=9)
            for _plate in range(FORMS - 1):
                phone.serves(self.people[phone.device], on=self._day())
            if self.dice.random() < 0.8:
                assert phone.syncs() in (200, 204)

    def _day(self) -> str:
        return f"2026-03-{self.dice.randint(1, 28):02}"

    def observes(self) -> list[str]:
        """The province says something to every kitchen, and one phone of each hears it; returns the operations' ids."""
        said = []
        with self.keeper.app.app_context():
            for kitchen_id in self.kitchens.values():
                operation = {"id": caused_id("month.observed", kitchen_id, "1"), "kind": "month.observed", "v": 1, "on": "2026-04-02"}
                operation |= {"by": "account:1", "at": 1775102400, "data": {"period": "2026-03", "comment": "Falta el martes."}}
                assert append(kitchen_id, [operation])[0].answer == "accepted"
                said.append(str(operation["id"]))
        for phone in self.phones[::TOGETHER]:
            phone.syncs()
        return said

    def come_back(self, phones: list[APhone]) -> None:
        """In any order; the second time everybody hears what the last ones brought."""
        self.keeper.connects(*phones)
        for _ in range(2):
            for phone in self.dice.sample(phones, len(phones)):
                assert phone.syncs() in (200, 204)

    def log(self, kitchen_id: int) -> dict[str, dict[str, object]]:
        """A kitchen's log by id, without what a phone does not know of its own."""
        with self.keeper.app.app_context(), reading() as connection:
            rows = [log.wire(row) for row in log.after(connection, kitchen_id, 0, 10**6)]
        return {row["id"]: {name: value for name, value in row.items() if name not in TOLD} for row in rows}


@pytest.fixture
def drill(confederation: Confederation, tmp_path: Path, request: pytest.FixtureRequest) -> Drill:
    confederation.app.config["BACKUPS"] = str(tmp_path / "backups")
    return Drill(confederation, random.Random(str(request.config.getoption("hypothesis_seed"))))


def test_a_destroyed_server_comes_back_whole(drill: Drill) -> None:
    drill.works(PHONES * FORMS)
    file = drill.keeper.backs_up()
    drill.works(LATER)
    said = drill.observes()
    gone, staying = drill.phones[1], [phone for phone in drill.phones if phone is not drill.phones[1]]
    for phone in (gone, drill.phones[0]):  # another of her kitchen hears what she wrote: hers will not be let in again to say it
        phone.syncs()
    with drill.keeper.app.app_context():
        devices.revoke(gone.device, "account:1")
    before = drill.keeper.ids()
    drill.keeper.destroys()
    drill.keeper.says("restore", file)
    assert len(drill.keeper.ids()) < len(before) - LATER // 2
    drill.come_back(staying)
    assert drill.keeper.ids() == before | {id_ for phone in staying for id_ in phone.made}
    assert set(said) <= drill.keeper.ids()
    drill.keeper.connects(gone)
    assert (gone.push([]).status_code, gone.push([]).get_json()["reason"]) == (403, "device-revoked")
    _all_is_equal(drill, staying)


def _all_is_equal(drill: Drill, staying: list[APhone]) -> None:
    """Places are dense, nothing is held, every phone has its kitchen's log, and the figures are those of the log."""
    for number, kitchen_id in enumerate(drill.kitchens.values()):
        there = drill.log(kitchen_id)
        assert sorted(row["seq"] for row in there.values()) == list(range(1, len(there) + 1))
        for phone in drill.phones[number * TOGETHER : (number + 1) * TOGETHER]:
            if phone in staying:
                mine = {id_: {name: value for name, value in row.items() if name not in TOLD} for id_, row in phone.log.items()}
                assert _comparable(mine) == _comparable(there)
    with drill.keeper.app.app_context(), reading() as connection:
        assert connection.scalars(select(Held.reason)).all() == []
        assert len(connection.scalars(select(OperationId.id)).all()) == len(drill.keeper.ids())
    drill.keeper.says("rollups", "rebuild", "--check")


def _comparable(rows: dict[str, dict[str, object]]) -> list[str]:
    return sorted(json.dumps(row, sort_keys=True) for row in rows.values())
