"""What people ask for at their kitchens' phones waits on the panel, without names, until it is done."""

from tests.a_phone import APhone
from tests.a_visitor import AVisitor
from tests.panel.test_rolls import says_why
from tests.panel.test_the_person import juana, opened, sheet
from tests.stories import Confederation

__all__ = ["juana"]


def test_a_request_that_was_taken_back_waits_no_longer(juana: tuple[APhone, str], rosa: AVisitor) -> None:
    phone, person = juana
    phone.write("right.asked", {"person": person, "right": "erasure"})
    phone.syncs()
    says_why(rosa, "right")
    rosa.presses(sheet(person, "/borrar"), **opened(rosa, sheet(person, "/borrar")), retirar="si")
    assert "Nadie espera." in rosa.reads("/panel/es/pedidos")
    assert "Juana" in rosa.reads(sheet(person))


def test_a_coordinator_sees_only_her_kitchens_requests(confederation: Confederation, rosa: AVisitor) -> None:
    wasi = confederation.a_phone("wasi")
    wasi.write("right.asked", {"person": wasi.registers("Elsa"), "right": "erasure"})
    wasi.syncs()
    assert "Ñawi Wasi" not in rosa.reads("/panel/es/pedidos")
