"""A second factor: set up, asked, spent once, recovered, required, taken away."""

import re
import time
from base64 import b32decode

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from app.accounts import factor, roster, totp
from app.accounts.models import RecoveryCode, SecondFactor
from app.database import reading
from tests.a_visitor import PASSWORD, AVisitor, signed_in
from tests.stories import Confederation

pytestmark = pytest.mark.usefixtures("quick_passwords")

OWN = "/panel/es/mi-cuenta/segundo-paso"
CODE = "/panel/es/entrar/codigo"
WRONG = "no es esta"


class Telephone:
    """The app of codes on a telephone whose clock the test moves."""

    def __init__(self, secret: str):
        self.secret = b32decode(secret.replace(" ", ""))
        self.ahead = 0

    def shows(self) -> str:
        """The code of its moment."""
        return totp.code(self.secret, time.time() + self.ahead)

    def waits(self) -> str:
        """The next code."""
        self.ahead += totp.SECONDS
        return self.shows()


def sets_up(who: AVisitor) -> tuple[Telephone, list[str]]:
    """Set the second factor up; the telephone that has it, and the recovery codes."""
    assert who.presses(f"{OWN}/empezar", on=OWN, password=PASSWORD).status_code == 303
    shown = re.search(r'class="secret">([A-Z2-7 ]+)<', who.reads(OWN))
    assert shown
    telephone = Telephone(shown[1])
    told = who.presses(f"{OWN}/confirmar", on=OWN, code=telephone.shows()).get_data(as_text=True)
    return telephone, re.findall(r"<li>([2-9A-Z]{5}-[2-9A-Z]{5})</li>", told)


def says(who: AVisitor, code: str) -> TestResponse:
    """Write the code into the page that asks for it."""
    return who.presses(CODE, on=CODE, code=code)


@pytest.fixture
def board(confederation: Confederation) -> AVisitor:
    """Somebody of the board, signed in."""
    return signed_in(confederation.app, "junta", "board", "N")


def test_the_password_alone_opens_nothing_any_more(board: AVisitor, app: Flask) -> None:
    telephone, codes = sets_up(board)
    assert len(set(codes)) == factor.RECOVERY_CODES
    board.signs_out()
    answer = board.signs_in("junta", back="/panel/es/comedores")
    assert (answer.status_code, answer.location) == (303, CODE)
    assert board.opens("/panel/es/").status_code == 302
    answer = says(board, telephone.waits())
    assert (answer.status_code, answer.location) == (303, "/panel/es/comedores")
    assert board.opens("/panel/es/").status_code == 200


def test_a_code_works_once_also_for_who_looked_over_her_shoulder(board: AVisitor, app: Flask) -> None:
    telephone, _ = sets_up(board)
    thief = AVisitor(app)
    thief.signs_in("junta")
    assert says(thief, telephone.shows()).status_code == 401, "it was spent to set the factor up"
    board.signs_out()
    board.signs_in("junta")
    code = telephone.waits()
    assert says(board, f"{code[:3]} {code[3:]}").status_code == 303
    assert says(thief, code).status_code == 401


def test_a_recovery_code_stands_in_once(board: AVisitor, app: Flask) -> None:
    _, codes = sets_up(board)
    board.signs_out()
    board.signs_in("junta")
    assert says(board, codes[0].lower().replace("-", " ")).status_code == 303
    assert "Le quedan 7 códigos" in board.reads("/panel/es/mi-cuenta")
    board.signs_out()
    board.signs_in("junta")
    assert says(board, codes[0]).status_code == 401
    assert says(board, codes[1]).status_code == 303
    new = board.presses(f"{OWN}/codigos", on=OWN, password=PASSWORD).get_data(as_text=True)
    board.signs_out()
    board.signs_in("junta")
    assert says(board, codes[2]).status_code == 401
    assert says(board, re.findall(r"[2-9A-Z]{5}-[2-9A-Z]{5}", new)[0]).status_code == 303


@pytest.mark.usefixtures("long_quarter")
def test_who_guesses_codes_must_wait(board: AVisitor, app: Flask) -> None:
    telephone, _ = sets_up(board)
    thief = AVisitor(app)
    thief.signs_in("junta")
    assert [says(thief, "000000").status_code for _ in range(factor.TRIES)] == [401] * factor.TRIES
    assert says(thief, telephone.waits()).status_code == 429


def test_nobody_comes_to_the_code_without_the_password_or_with_an_old_one(board: AVisitor, app: Flask) -> None:
    sets_up(board)
    assert AVisitor(app).opens(CODE).location == "/panel/es/entrar"
    halfway = AVisitor(app)
    halfway.signs_in("junta")
    assert halfway.opens(CODE).status_code == 200
    board.presses("/panel/es/mi-cuenta/clave", on="/panel/es/mi-cuenta", password=PASSWORD, new="otra-y-distinta", again="otra-y-distinta")
    assert halfway.opens(CODE).location == "/panel/es/entrar", "the password changed meanwhile"


def test_setting_it_up_needs_the_password_and_a_right_code_and_ends_other_sessions(board: AVisitor, app: Flask) -> None:
    elsewhere = AVisitor(app)
    elsewhere.signs_in("junta")
    assert board.presses(f"{OWN}/empezar", on=OWN, password=WRONG).status_code == 400
    board.presses(f"{OWN}/empezar", on=OWN, password=PASSWORD)
    assert board.presses(f"{OWN}/confirmar", on=OWN, code="123").status_code == 400
    assert elsewhere.opens("/panel/es/").status_code == 200
    sets_up(board)
    assert elsewhere.opens("/panel/es/").status_code == 302
    assert board.opens("/panel/es/").status_code == 200


def test_another_telephone_takes_over_only_when_it_has_shown_a_code(board: AVisitor) -> None:
    old, _ = sets_up(board)
    board.presses(f"{OWN}/empezar", on=OWN, password=PASSWORD)
    board.signs_out()
    board.signs_in("junta")
    assert says(board, old.waits()).status_code == 303
    new, _ = sets_up(board)
    board.signs_out()
    board.signs_in("junta")
    assert says(board, old.waits()).status_code == 401
    assert says(board, new.waits()).status_code == 303


def test_it_can_be_taken_away_where_it_is_not_required(board: AVisitor, app: Flask) -> None:
    sets_up(board)
    assert board.presses(f"{OWN}/quitar", on=OWN, password=WRONG).status_code == 400
    app.config["SECOND_FACTOR"] = "required"
    assert board.presses(f"{OWN}/quitar", on=OWN, password=PASSWORD).status_code == 400
    app.config["SECOND_FACTOR"] = "optional"
    assert board.presses(f"{OWN}/quitar", on=OWN, password=PASSWORD).status_code == 303
    board.signs_out()
    assert board.signs_in("junta").location == "/panel/es/"


def test_where_it_is_required_the_board_sees_nothing_else_until_it_is_set(board: AVisitor, app: Flask) -> None:
    app.config["SECOND_FACTOR"] = "required"
    for path in ("/panel/es/", "/panel/es/mi-cuenta", "/panel/es/territorio/", "/panel/es/nada"):
        assert board.opens(path).location == OWN, path
    assert "Principal" not in board.reads(OWN)
    assert board.presses("/panel/es/descargas", on=OWN, mes="2026-03").location == OWN
    sets_up(board)
    assert board.opens("/panel/es/").status_code == 200
    coordinator = signed_in(app, "rosa", "coordinator", "P-LIMA")
    assert coordinator.opens("/panel/es/").status_code == 200, "hers to choose"


def test_neither_secret_nor_recovery_code_stands_readable_in_the_database(board: AVisitor, app: Flask) -> None:
    telephone, codes = sets_up(board)
    with app.app_context(), reading() as connection:
        kept = repr([connection.execute(select(table.__table__)).all() for table in (SecondFactor, RecoveryCode)])
        row = connection.execute(select(SecondFactor.secret)).one()
    assert row.secret and telephone.secret not in row.secret
    assert [code for code in codes if code in kept or code.replace("-", "") in kept] == []


def test_what_an_administrator_takes_away_the_password_opens_again(board: AVisitor, app: Flask) -> None:
    sets_up(board)
    assert app.test_cli_runner().invoke(args=["accounts", "reset", "junta", "--second-factor"]).exit_code == 0
    board.signs_out()
    assert board.signs_in("junta").location == "/panel/es/"
    with app.app_context():
        account = roster.by_username("junta")
        assert account and not factor.has(account.id)
