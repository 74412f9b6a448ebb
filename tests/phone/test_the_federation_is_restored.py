"""The federation's server goes back to an old hour without a word, and one phone brings back what all had written since."""

from sqlalchemy import select

from app.database import reading
from app.sync.models import Operation
from tests.a_phone import APhone
from tests.by_hand import Shelf
from tests.phone.leader import Leader


def log(leader: Leader) -> list[tuple[str, str | None]]:
    """The ids of all operations in order, and which phone had brought each."""
    with leader.server.app.app_context(), reading() as connection:
        return [tuple(row) for row in connection.execute(select(Operation.id, Operation.device_id).order_by(Operation.seq))]


def settled(leader: Leader, expected: list[tuple[str, str | None]]) -> list[tuple[str, str | None]]:
    """The log once it is as expected, or as it is after ten seconds."""
    for _ in range(50):
        if log(leader) != expected:
            leader.page.wait_for_timeout(200)
    return log(leader)


def sends(leader: Leader) -> None:
    """Press *Enviar ahora* and wait until nothing waits."""
    leader.opens("#/enviar")
    leader.page.get_by_role("button", name="Enviar ahora").click()
    leader.sees_pending(0)


def test_what_two_phones_wrote_comes_back_from_one(leader: Leader) -> None:
    leader.enters()
    leader.sees_pending(0)
    luz, shelf = APhone(leader.server.app.test_client(), "Luz"), Shelf(leader.server.app)
    luz.enrols(leader.confederation.invitation())
    luz.syncs()
    shelf.keep()
    luz.registers("Juana", paternal="Ñahuincopa")
    luz.counts(paid=9)
    luz.syncs()
    sends(leader)
    leader.goes_to("Hoy")
    leader.taps("Socia", 3)
    leader.sees_saved()
    sends(leader)
    before = log(leader)
    assert len(before) == 5

    leader.server.stop()
    shelf.put_back()
    assert len(log(leader)) == 2
    leader.server.start()
    sends(leader)
    assert settled(leader, before) == before
