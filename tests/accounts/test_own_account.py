"""One's own account: the password changed, and the browsers where it is open."""

import re

import pytest
from flask import Flask

from app.accounts.sessions import digest
from tests.a_visitor import PASSWORD, AVisitor, signed_in
from tests.stories import Confederation

pytestmark = pytest.mark.usefixtures("quick_passwords")

OWN = "/panel/es/mi-cuenta"
NEW = "quinua-con-leche"


def test_a_new_password_needs_the_old_one_and_signs_out_elsewhere(rosa: AVisitor, app: Flask) -> None:
    elsewhere = AVisitor(app)
    rosa.signs_in("rosa")
    elsewhere.signs_in("rosa")
    for wrong in ({"password": "no es esta"}, {"again": NEW + "x"}, {"new": "corta", "again": "corta"}):
        answer = rosa.presses(f"{OWN}/clave", on=OWN, **({"password": PASSWORD, "new": NEW, "again": NEW} | wrong))
        assert answer.status_code == 400, wrong
    assert elsewhere.opens(OWN).status_code == 200
    assert rosa.presses(f"{OWN}/clave", on=OWN, password=PASSWORD, new=NEW, again=NEW).status_code == 303
    assert (rosa.opens(OWN).status_code, elsewhere.opens(OWN).status_code) == (200, 302)
    assert (elsewhere.signs_in("rosa").status_code, elsewhere.signs_in("rosa", NEW).status_code) == (401, 303)


def test_she_sees_where_it_is_open_and_closes_one_or_all(rosa: AVisitor, app: Flask) -> None:
    agents = ("Mozilla/5.0 (Linux; Android 13) Chrome/120.0 Mobile Safari/537.36", "Mozilla/5.0 (Windows NT 10.0) Firefox/121.0")
    others = [AVisitor(app) for _ in agents]
    for other, agent in zip(others, agents, strict=True):
        other.signs_in("rosa", headers={"User-Agent": agent})
    rosa.signs_in("rosa")
    page = rosa.reads(OWN)
    assert "Chrome · Android" in page and "Firefox · Windows" in page and page.count("aquí</span>") == 1
    forms = re.findall(rf'action="({OWN}/sesiones/[0-9a-f]+/cerrar)"', page)
    assert len(forms) == 2
    assert rosa.presses(forms[0], on=OWN).status_code == 303
    assert sorted(other.opens(OWN).status_code for other in others) == [200, 302]
    assert rosa.presses(f"{OWN}/sesiones/cerrar", on=OWN).status_code == 303
    assert [other.opens(OWN).status_code for other in others] == [302, 302]
    assert rosa.opens(OWN).status_code == 200
    assert rosa.presses(f"{OWN}/sesiones/nada/cerrar", on=OWN).status_code == 404


def test_nobody_ends_anothers_session(rosa: AVisitor, confederation: Confederation) -> None:
    rosa.signs_in("rosa")
    with rosa.client.session_transaction() as cookie:
        token = cookie["_user_id"]
    ana = signed_in(confederation.app, "ana", "coordinator", "P-LIMA")
    assert ana.presses(f"{OWN}/sesiones/{digest(token).hex()}/cerrar", on=OWN).status_code == 303
    assert rosa.opens(OWN).status_code == 200
