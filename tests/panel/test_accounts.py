"""An administrator looks after accounts: makes one, closes and opens it, hands over links, ends sessions."""

import re
import time

import pytest
from flask import Flask

from app.accounts import factor, roster, totp
from tests.a_visitor import PASSWORD, AVisitor, signed_in, with_an_account
from tests.stories import Confederation

ACCOUNTS = "/panel/es/cuentas"


@pytest.fixture
def boss(confederation: Confederation) -> AVisitor:
    """The administrator."""
    return signed_in(confederation.app, "ana", "administrator", "N")


def path_of(app: Flask, username: str) -> str:
    """The page of an account."""
    with app.app_context():
        account = roster.by_username(username)
        assert account
        return f"{ACCOUNTS}/{account.id}"


def test_an_account_is_made_and_its_owner_chooses_her_first_password(boss: AVisitor, app: Flask) -> None:
    new = f"{ACCOUNTS}/nueva"
    asked = {"name": "Eva Huamán", "username": "Eva.Huaman", "role": "coordinator", "unit": "P-LIMA"}
    told = boss.presses(new, on=new, **asked).get_data(as_text=True)
    link = re.search(r"/panel/es/clave/[\w-]{43}", told)
    assert link and "https://wa.me/?text=Hola" in told and 'src="data:image/svg+xml' in told
    eva = AVisitor(app)
    assert eva.signs_in("eva.huaman").status_code == 401
    eva.presses(link[0], on=link[0], password=PASSWORD, again=PASSWORD)
    assert eva.signs_in("eva.huaman").status_code == 303
    assert link[0] not in boss.reads(path_of(app, "eva.huaman")), "the link was shown once"


def test_what_cannot_be_made_is_said_and_what_was_typed_stays(boss: AVisitor) -> None:
    new = f"{ACCOUNTS}/nueva"
    good = {"name": "Eva", "username": "eva", "role": "coordinator", "unit": "P-LIMA"}
    for wrong, words in (
        ({"username": "ana"}, "Ya hay una cuenta"),
        ({"username": "é"}, "no sirve"),
        ({"name": " "}, "Escriba el nombre"),
        ({"role": "reina"}, "Elija qué hará"),
        ({"unit": "NADA"}, "Elija de qué organización"),
        ({"role": "board"}, "son de la confederación"),
        ({"unit": "K-001"}, "son de la confederación"),
    ):
        answer = boss.presses(new, on=new, **(good | wrong))
        assert answer.status_code == 400 and words in answer.get_data(as_text=True), wrong
    assert 'value="Eva"' in answer.get_data(as_text=True)


def test_the_list_is_searched_and_filtered(boss: AVisitor, app: Flask) -> None:
    with_an_account(app, "rosa", "coordinator", "P-LIMA")
    with_an_account(app, "junta", "board", "N")
    with app.app_context():
        roster.disable("junta")

    def shown(query: str) -> set[str]:
        return set(re.findall(r"Doña (Rosa|Junta|Ana)</a>", boss.reads(f"{ACCOUNTS}{query}")))

    assert shown("") == {"Rosa", "Junta", "Ana"}
    assert shown("?q=dona+lima") == {"Rosa"}
    assert shown("?funcion=board") == {"Junta"} == shown("?estado=closed")
    assert shown("?estado=open&funcion=reina") == {"Rosa", "Ana"}
    assert "Ninguna cuenta" in boss.reads(f"{ACCOUNTS}?q=nadie")


def test_closing_ends_what_was_open_and_opening_lets_her_in_again(boss: AVisitor, app: Flask) -> None:
    rosa = signed_in(app, "rosa", "coordinator", "P-LIMA")
    page = path_of(app, "rosa")
    assert boss.presses(f"{page}/cerrar", on=page).status_code == 303
    assert rosa.opens("/panel/es/").status_code == 302
    assert rosa.signs_in("rosa").status_code == 401
    assert boss.presses(f"{page}/enlace", on=page).status_code == 400, "a closed account gets no link"
    assert boss.presses(f"{page}/abrir", on=page).status_code == 303
    assert rosa.signs_in("rosa").status_code == 303


def test_an_administrator_does_not_lock_herself_out(boss: AVisitor, app: Flask) -> None:
    page = path_of(app, "ana")
    assert "cerrar</button>" not in boss.reads(page).lower()
    for _ in range(2):
        answer = boss.presses(f"{page}/cerrar", on=page)
        assert answer.status_code == 400 and "Pídaselo a otra administradora" in answer.get_data(as_text=True)
        with_an_account(app, f"otra{_}", "administrator", "N")
    assert boss.presses(f"{page}/segundo-paso", on=page).status_code == 400
    other = path_of(app, "otra0")
    assert boss.presses(f"{other}/cerrar", on=other).status_code == 303


def test_a_link_ends_sessions_when_it_is_used_and_one_or_all_can_be_ended_at_once(boss: AVisitor, app: Flask) -> None:
    rosa, elsewhere = signed_in(app, "rosa", "coordinator", "P-LIMA"), AVisitor(app)
    elsewhere.signs_in("rosa")
    page = path_of(app, "rosa")
    sessions = re.findall(rf'action="({page}/sesiones/[0-9a-f]+/cerrar)"', boss.reads(page))
    assert len(sessions) == 2
    boss.presses(sessions[0], on=page)
    assert sorted(who.opens("/panel/es/").status_code for who in (rosa, elsewhere)) == [200, 302]
    boss.presses(f"{page}/sesiones/cerrar", on=page)
    assert [who.opens("/panel/es/").status_code for who in (rosa, elsewhere)] == [302, 302]
    assert boss.presses(f"{page}/sesiones/zz/cerrar", on=page).status_code == 404
    assert "En ningún navegador" in boss.reads(page)


def test_a_second_factor_is_taken_away_from_whoever_lost_her_telephone(boss: AVisitor, app: Flask) -> None:
    rosa = with_an_account(app, "rosa", "coordinator", "P-LIMA")
    page = path_of(app, "rosa")
    number = int(page.rsplit("/", 1)[1])
    with app.app_context():
        factor.begin(number)
        secret = factor.standing(number).waiting
        assert secret and factor.confirm(number, totp.code(secret, time.time()), "")
    assert rosa.signs_in("rosa").location == "/panel/es/entrar/codigo"
    assert boss.presses(f"{page}/segundo-paso", on=page).status_code == 303
    assert rosa.signs_in("rosa").location == "/panel/es/"
    assert "Quitó un segundo paso" in boss.reads(f"/panel/es/registro?cuenta={number}")


def test_only_administrators_see_accounts(confederation: Confederation, rosa: AVisitor, board: AVisitor) -> None:
    for who in (rosa, board):
        assert who.opens(ACCOUNTS).status_code == 404
        assert who.opens(path_of(confederation.app, "rosa")).status_code == 404
        assert who.presses(f"{path_of(confederation.app, 'rosa')}/enlace").status_code == 404
        assert "Cuentas" not in who.reads("/panel/es/mi-cuenta")
