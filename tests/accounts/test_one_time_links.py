"""A link to a first or a new password: once, for 48 hours, and only the newest."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from app import clock
from app.accounts import links, roster
from app.accounts.models import OneTimeLink
from app.database import reading, writing
from tests.a_visitor import PASSWORD, AVisitor
from tests.stories import Confederation

pytestmark = pytest.mark.usefixtures("quick_passwords")


@pytest.fixture
def eva(confederation: Confederation) -> int:
    """An account without a password."""
    with confederation.app.app_context():
        return roster.create("eva", "Eva Huamán", "coordinator", "P-LIMA")


def link(app: Flask, account_id: int) -> str:
    """A new link's path."""
    with app.app_context():
        return "/" + links.make(account_id).link.split("/", 3)[3]


def chooses(app: Flask, path: str, password: str = PASSWORD, again: str = PASSWORD) -> int:
    """Open the link and choose; what is answered."""
    visitor = AVisitor(app)
    return visitor.presses(path, on=path, password=password, again=again).status_code


def test_her_first_password_is_her_own_choice(app: Flask, eva: int) -> None:
    path = link(app, eva)
    assert "Eva Huamán: elija su contraseña" in AVisitor(app).reads(path)
    assert chooses(app, path) == 303
    assert AVisitor(app).signs_in("eva").status_code == 303


def test_looking_spends_nothing_and_a_refused_password_neither(app: Flask, eva: int) -> None:
    path = link(app, eva)
    for _ in range(3):
        assert AVisitor(app).opens(path).status_code == 200
    assert chooses(app, path, "corta", "corta") == 400
    assert chooses(app, path, "1111111111", "1111111111") == 400
    assert chooses(app, path, "soy-eva-huaman", "soy-eva-huaman") == 400
    assert chooses(app, path, PASSWORD, PASSWORD + "x") == 400
    assert chooses(app, path) == 303


def test_it_works_once_and_the_older_link_and_the_old_one_not_at_all(app: Flask, eva: int) -> None:
    older, path = link(app, eva), link(app, eva)
    assert AVisitor(app).opens(older).status_code == 404
    open_still = AVisitor(app)
    proof = open_still.proof(path)
    assert chooses(app, path) == 303
    assert AVisitor(app).opens(path).status_code == 404
    late = {"csrf_token": proof, "password": "otra-muy-distinta", "again": "otra-muy-distinta"}
    assert open_still.client.post(path, data=late).status_code == 404
    path = link(app, eva)
    with app.app_context(), writing() as connection:
        connection.execute(OneTimeLink.__table__.update().values(expires_at=clock.now() - timedelta(seconds=1)))
    assert AVisitor(app).opens(path).status_code == 404
    assert AVisitor(app).signs_in("eva").status_code == 303, "the password that was chosen stands"


def test_using_it_ends_her_sessions_and_keeps_no_token(app: Flask, eva: int) -> None:
    chooses(app, link(app, eva))
    ella = AVisitor(app)
    ella.signs_in("eva")
    path = link(app, eva)
    assert ella.opens("/panel/es/").status_code == 200, "until it is used nothing changes"
    chooses(app, path)
    assert ella.opens("/panel/es/").status_code == 302
    with app.app_context(), reading() as connection:
        assert path.rsplit("/", 1)[1] not in repr(connection.execute(select(OneTimeLink.__table__)).all())


def test_a_closed_account_has_no_link(app: Flask, eva: int) -> None:
    path = link(app, eva)
    with app.app_context():
        roster.disable("eva")
        with pytest.raises(roster.Refused, match="account_closed"):
            links.make(eva)
    assert AVisitor(app).opens(path).status_code == 404
