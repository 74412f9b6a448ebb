"""The audit trail: what was seen, taken and changed, by whom; nobody can change it, and nobody's name is in it."""

import ast
import re
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import delete, select, update
from sqlalchemy.exc import DBAPIError

from app import clock
from app.accounts import audit, incidents, roster
from app.accounts.models import AuditEntry, Incident, IncidentEntry
from app.accounts.trail import PER_PAGE
from app.database import reading, writing
from tests.a_visitor import AVisitor, signed_in, with_an_account
from tests.guards.source import HOME, files, name, tree
from tests.stories import Confederation

TRAIL = "/panel/es/registro"
KITCHEN = "/panel/es/comedor/K-001"


def kinds(app: Flask) -> list[str]:
    """What was noted, the oldest first."""
    with app.app_context(), reading() as connection:
        return list(connection.scalars(select(AuditEntry.kind).order_by(AuditEntry.id)))


def test_what_is_done_is_noted_with_who_and_about_what(lively: Confederation, rosa: AVisitor) -> None:
    before = len(kinds(lively.app))
    rosa.presses(f"{KITCHEN}/invitaciones", on=KITCHEN)
    phone = lively.a_phone()
    rosa.presses(f"{KITCHEN}/celulares/{phone.device}/cerrar", on=KITCHEN, por="lost")
    rosa.presses("/panel/es/descargas", unidad="P-LIMA", mes="2026-03", formato="csv")
    rosa.signs_out()
    assert kinds(lively.app)[before:] == ["device.invited", "device.revoked", "export.taken", "session.ended"]
    with lively.app.app_context(), reading() as connection:
        revoked = connection.execute(select(AuditEntry.__table__).where(AuditEntry.kind == "device.revoked")).one()
        account = roster.by_username("rosa")
    assert account
    assert (revoked.account_id, revoked.unit_id, revoked.subject) == (account.id, lively.kitchens["manos"], phone.device)


def test_a_month_observed_and_accepted_is_noted(lively: Confederation, rosa: AVisitor) -> None:
    phone = lively.a_phone()
    phone.hands_in("2026-03")
    assert phone.syncs() == 200
    for act in ("observar", "conformidad"):
        page = f"{KITCHEN}/{act}?mes=2026-03"
        rosa.presses(f"{KITCHEN}/{act}", on=page, mes="2026-03", comment="Revise el arroz", opened="x")
    assert kinds(lively.app)[-2:] == ["month.observed", "month.accepted"]


def test_sign_ins_and_failures_are_noted_but_not_what_strangers_type(confederation: Confederation) -> None:
    rosa = with_an_account(confederation.app, "rosa", "coordinator", "P-LIMA")
    before = len(kinds(confederation.app))
    rosa.signs_in("rosa", "no es esta")
    rosa.signs_in("mi-contraseña-en-la-casilla-equivocada", "x")
    rosa.signs_in("rosa")
    assert kinds(confederation.app)[before:] == ["session.refused", "session.begun"]
    for _ in range(15):
        AVisitor(confederation.app).signs_in("rosa", "no es esta")
    assert kinds(confederation.app).count("session.locked") == 1


def test_a_coordinator_sees_only_her_own_acts_and_who_tried_her_account(
    confederation: Confederation, rosa: AVisitor, board: AVisitor
) -> None:
    AVisitor(confederation.app).signs_in("rosa", "no es esta")
    with confederation.app.app_context():
        junta = roster.by_username("junta")
    assert junta
    page = rosa.reads(f"{TRAIL}?cuenta={junta.id}")
    assert "Contraseña equivocada" in page and "Doña Rosa" in page and "Doña Junta" not in page
    assert "Doña Junta" in board.reads(TRAIL)
    only = board.reads(f"{TRAIL}?cuenta={junta.id}")
    assert "Contraseña equivocada</th>" not in only and "Entró al panel</th>" in only


def test_it_is_filtered_by_act_and_day_and_turned_page_by_page(confederation: Confederation, board: AVisitor) -> None:
    with confederation.app.app_context():
        for number in range(PER_PAGE + 5):
            audit.note("roll.seen", kitchen_id=confederation.kitchens["manos"], detail=f"vez-{number}")
    shown = re.findall(r"vez-(\d+)", board.reads(f"{TRAIL}?acto=roll.seen"))
    assert shown == [str(number) for number in range(PER_PAGE + 4, 4, -1)]
    assert len(re.findall(r"vez-\d+", board.reads(f"{TRAIL}?acto=roll.seen&pagina=2"))) == 5
    today = clock.lima_today()
    assert "vez-" in board.reads(f"{TRAIL}?desde={today}&hasta={today}")
    assert "vez-" not in board.reads(f"{TRAIL}?hasta={today - timedelta(1)}")
    assert "vez-" not in board.reads(f"{TRAIL}?desde={today + timedelta(1)}")
    assert board.opens(f"{TRAIL}?desde=ayer&acto=nada&pagina=-3").status_code == 200


@pytest.mark.parametrize("table", [AuditEntry, Incident, IncidentEntry])
def test_the_database_itself_refuses_to_change_or_delete(confederation: Confederation, table: type) -> None:
    with confederation.app.app_context():
        account = roster.create("ana", "Ana", "administrator", "N", "larga-y-segura-1")
        incidents.record(account, clock.now(), {"what": "Se perdió un celular"}, None)
        for change in (update(table.__table__).values(id=999), delete(table.__table__)):
            with pytest.raises(DBAPIError, match="only added to"), writing() as connection:
                connection.execute(change)


def test_every_kind_that_is_noted_is_known_and_has_its_words() -> None:
    calls = [(file, node) for file in files("app", ".py") for node in ast.walk(tree(file)) if isinstance(node, ast.Call)]
    noted = {
        f"{name(file)}: {node.args[0].value}"
        for file, node in calls
        if ast.unparse(node.func) == "audit.note" and isinstance(node.args[0], ast.Constant) and node.args[0].value not in audit.KINDS
    }
    assert noted == set()
    words = (HOME / "templates/panel/audit_kinds.html").read_text()
    assert [kind for kind in audit.KINDS if f'"{kind}"' not in words] == []


def test_no_name_and_no_document_is_noted(lively: Confederation, board: AVisitor) -> None:
    boss = signed_in(lively.app, "ana", "administrator", "N")
    for path in ("/panel/es/", KITCHEN, "/panel/es/cuentas", TRAIL):
        boss.reads(path)
    with lively.app.app_context(), reading() as connection:
        kept = repr(connection.execute(select(AuditEntry.__table__)).all())
    assert [word for word in ("Juana", "Quispe", "Doña", "ana'") if word in kept] == []
