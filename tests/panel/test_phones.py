"""A coordinator lets a phone in, sees it, and takes its right away."""

import re

from tests.a_phone import APhone
from tests.a_visitor import AVisitor
from tests.stories import Confederation

KITCHEN = "/panel/es/comedor/K-001"


def test_invite_enrol_revoke(confederation: Confederation, rosa: AVisitor) -> None:
    assert "Todavía ningún celular" in rosa.reads(KITCHEN)
    invitation = rosa.presses(f"{KITCHEN}/invitaciones", on=KITCHEN).get_data(as_text=True)
    code = re.search(r"entrar#([2-9A-Z]{10})", invitation)
    assert code
    assert f"{code[1][:5]}-{code[1][5:]}" in invitation
    assert "https://wa.me/?text=Hola" in invitation and "%23" + code[1] in invitation
    assert 'src="data:image/svg+xml' in invitation
    assert "Vence el" in rosa.reads(KITCHEN) and code[1] not in rosa.reads(KITCHEN)

    phone = APhone(confederation.app.test_client())
    phone.enrols(code[1])
    assert phone.syncs() == 200
    page = rosa.reads(KITCHEN)
    assert phone.device[-6:] in page and "versión test" in page and "Vence el" not in page

    question = f"{KITCHEN}/celulares/{phone.device}/cerrar"
    assert "¿Cerrar este celular?" in rosa.reads(question)
    phone.counts(paid=1)
    assert phone.syncs() == 200, "asking revokes nothing"
    assert rosa.presses(question, on=question, por="lost").status_code == 303
    phone.counts(paid=1)
    assert phone.syncs() == 403
    assert "Un celular cerrado" in rosa.reads(KITCHEN)


def test_an_invitation_that_was_withdrawn_opens_nothing(confederation: Confederation, rosa: AVisitor) -> None:
    code = confederation.invitation()
    form = re.search(rf'action="({KITCHEN}/invitaciones/[0-9a-f]+/retirar)"', rosa.reads(KITCHEN))
    assert form
    assert rosa.presses(form[1], on=KITCHEN).status_code == 303
    assert "Vence el" not in rosa.reads(KITCHEN)
    answer = confederation.app.test_client().post("/sync/enrol", json={"code": code, "look": True})
    assert answer.status_code == 404


def test_withdrawing_a_spent_invitation_leaves_its_phone_alone(confederation: Confederation, rosa: AVisitor) -> None:
    code = confederation.invitation()
    form = re.search(rf'action="({KITCHEN}/invitaciones/[0-9a-f]+/retirar)"', rosa.reads(KITCHEN))
    phone = APhone(confederation.app.test_client())
    phone.enrols(code)
    assert form
    rosa.presses(form[1], on=KITCHEN)
    assert phone.syncs() == 200
    phone.enrols(code)  # the answer was lost: the same phone asks again, and is told the same
