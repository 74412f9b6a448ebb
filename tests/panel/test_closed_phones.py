"""A lost phone is closed for good; what it still had comes to the inbox, it wipes itself, and somebody decides about what it left."""

import json
from pathlib import Path

import pytest

from app.database import db
from app.federation import devices
from app.federation.models import Device
from app.sync import room
from app.sync.replay import replay
from tests.a_phone import APhone
from tests.a_visitor import AVisitor
from tests.panel.test_the_month import words
from tests.stories import Confederation

KITCHEN = "/panel/es/comedor/K-001"


@pytest.fixture
def lost(confederation: Confederation) -> APhone:
    """A phone of Manos Unidas with three things that wait; one of them is wrong."""
    phone = confederation.a_phone()
    phone.syncs()
    phone.counts(paid=18)
    phone.counts(on="2026-03-03", paid=20)
    phone.counts(on="2026-03-04", paid=-1)
    return phone


def page(phone: APhone) -> str:
    """Its page on the panel."""
    return f"{KITCHEN}/celulares/{phone.device}"


def closes(visitor: AVisitor, phone: APhone, why: str = "stolen") -> None:
    """Declare it lost, after reading what that does."""
    question = f"{page(phone)}/cerrar"
    assert "No se puede deshacer" in visitor.reads(f"{question}?por={why}")
    assert visitor.presses(question, on=question, por=why).status_code == 303


def test_it_is_said_before_what_closing_does_and_why_is_asked(confederation: Confederation, rosa: AVisitor, lost: APhone) -> None:
    question = f"{page(lost)}/cerrar"
    said = words(rosa.reads(f"{question}?por=lost"))
    assert "deja aquí en sobre cerrado lo que le faltaba enviar" in said and "borra todo lo que guarda" in said
    for why in ("", "porque sí"):
        refused = rosa.presses(question, on=question, por=why)
        assert refused.status_code == 400 and "Elija por qué" in refused.get_data(as_text=True)
    assert lost.syncs() == 200


def test_what_became_of_it_is_told_step_by_step(
    confederation: Confederation, rosa: AVisitor, lost: APhone, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "Cerrar este celular…" in rosa.reads(page(lost))
    closes(rosa, lost)
    told = words(rosa.reads(page(lost)))
    assert "Lo robaron" in told and "Doña Rosa" in told and "la próxima vez que tenga señal" in told and "ninguno" in told
    lost.leaves_in_the_inbox()
    told = words(rosa.reads(page(lost)))
    assert "1 entrega" in told and "Todavía no avisa que borra" in told and "3 anotaciones" in told
    assert "mucho más de lo que escribe un comedor" not in told
    with monkeypatch.context() as cramped:
        cramped.setattr(room, "BODIES", 1)
        assert "mucho más de lo que escribe un comedor" in words(rosa.reads(page(lost)))
    lost.leaves(b"")
    assert "Dejó todo lo que le faltaba enviar y el" in words(rosa.reads(page(lost)))
    assert "cerrado y borrado" in words(rosa.reads(KITCHEN))


def test_all_that_it_left_is_taken_at_once_and_what_is_wrong_waits_on(confederation: Confederation, rosa: AVisitor, lost: APhone) -> None:
    closes(rosa, lost)
    lost.leaves_in_the_inbox()
    answer = rosa.presses(f"{page(lost)}/aceptar", on=page(lost))
    assert answer.status_code == 303
    told = words(rosa.reads(answer.headers["Location"].partition("#")[0]))
    assert "Se aceptaron 2 anotaciones. Una no se puede aceptar así" in told and "Un dato falta" in told
    assert "Aceptar todo lo que dejó" not in told and "Ya se decidió sobre 2." in told
    luz = confederation.a_phone(name="Luz")
    luz.syncs()
    assert {said["data"]["counts"]["paid"] for said in luz.log.values() if said["kind"] == "rations.counted"} == {18, 20}


def test_all_that_it_left_is_refused_at_once_with_one_why_that_the_kitchen_hears(
    confederation: Confederation, rosa: AVisitor, lost: APhone
) -> None:
    closes(rosa, lost)
    lost.leaves_in_the_inbox()
    refused = rosa.presses(f"{page(lost)}/rechazar", on=page(lost), why=" ")
    assert refused.status_code == 400 and "tiene derecho a saberlo" in refused.get_data(as_text=True)
    assert rosa.presses(f"{page(lost)}/rechazar", on=page(lost), why="No lo escribieron ellas.").status_code == 303
    assert rosa.presses(f"{page(lost)}/rechazar", on=page(lost), why="Otra vez.").status_code == 303
    luz = confederation.a_phone(name="Luz")
    luz.syncs()
    told = [said["data"]["reason"] for said in luz.log.values() if said["kind"] == "operation.rejected"]
    assert told == ["No lo escribieron ellas."] * 3
    assert "Nada." in words(rosa.reads(page(lost)))


def test_one_by_one_it_is_decided_like_anything_held(confederation: Confederation, rosa: AVisitor, lost: APhone) -> None:
    closes(rosa, lost)
    lost.leaves_in_the_inbox()
    one = rosa.reads(page(lost)).partition("/en-observacion/")[2].partition('"')[0]
    operation = f"{KITCHEN}/en-observacion/{one}"
    assert "La dejó un celular que se cerró" in rosa.reads(operation) and "Aceptarla" in rosa.reads(operation)
    assert rosa.presses(f"{operation}/rechazar", on=operation, why="No.").status_code == 303
    assert "2 anotaciones" in words(rosa.reads(page(lost)))


def test_why_it_was_closed_outlives_the_database(confederation: Confederation, rosa: AVisitor, lost: APhone) -> None:
    closes(rosa, lost, "replaced")
    with confederation.app.app_context():
        lines = Path(confederation.app.config["JOURNAL"]).read_text(encoding="utf-8").splitlines()
        entries = [json.loads(line) for line in lines]
        (entry,) = [entry for entry in entries if entry.get("revoked") == lost.device]
        assert entry["why"] == "replaced"
        db.session.execute(db.update(Device).values(revoked_at=None, revoked_by=None, revoked_why=None))
        db.session.commit()
        replay(entries)
        db.session.expire_all()
        found = devices.by_id(lost.device)
        assert found and found.revoked_at and found.revoked_why == "replaced"
    assert "Cerró un celular" in rosa.reads("/panel/es/registro")
