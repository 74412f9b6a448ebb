"""`flask accounts` as the person at the server uses it."""

import re

from flask import Flask

from app.accounts import passwords
from tests.a_visitor import PASSWORD, AVisitor
from tests.stories import Confederation

ROSA = ["accounts", "create", "--username", "Rosa", "--name", "Rosa Quispe", "--role", "coordinator", "--unit", "P-LIMA"]


def run(app: Flask, *words: str, typed: str = "") -> tuple[int, str]:
    """A command's exit status, and all it says."""
    result = app.test_cli_runner().invoke(args=list(words), input=typed)
    return result.exit_code, result.output


def test_an_account_is_made_with_a_password_that_is_shown_once_and_works(confederation: Confederation) -> None:
    status, said = run(confederation.app, *ROSA)
    shown = re.search(r"(?:[2-9a-z]{4}-){3}[2-9a-z]{4}", said)
    assert status == 0
    assert shown
    assert AVisitor(confederation.app).signs_in("rosa", shown[0]).status_code == 303
    status, said = run(confederation.app, "accounts", "list")
    assert status == 0
    assert "rosa" in said and "P-LIMA" in said and "abierta" in said and shown[0] not in said


def test_a_password_can_be_given_and_is_then_not_said(confederation: Confederation) -> None:
    status, said = run(confederation.app, *ROSA, "--password-stdin", typed="una muy larga, de verdad\n")
    assert status == 0
    assert "larga" not in said
    assert AVisitor(confederation.app).signs_in("rosa", "una muy larga, de verdad").status_code == 303


def test_what_cannot_be_is_refused_with_words_and_exit_status_1(confederation: Confederation) -> None:
    assert run(confederation.app, *ROSA)[0] == 0
    for changed, expected in {
        ("--username", "rosa"): "Ya hay una cuenta",
        ("--username", "R"): "no sirve",
        ("--unit", "P-NADA"): "No existe la organización",
        ("--unit", "K-001"): "no puede ser",
        ("--role", "board"): "no puede ser",
        ("--name", " "): "Escriba el nombre",
    }.items():
        words = [*ROSA, "--username", "otra", *changed]
        status, said = run(confederation.app, *words)
        assert (status, expected in said) == (1, True), (changed, said)
    status, said = run(confederation.app, *ROSA, "--username", "otra", "--password-stdin", typed="corta\n")
    assert (status, f"al menos {passwords.SHORTEST}" in said) == (1, True)


def test_a_closed_account_opens_nothing(confederation: Confederation) -> None:
    run(confederation.app, *ROSA, "--password-stdin", typed="una muy larga, de verdad\n")
    assert run(confederation.app, "accounts", "disable", "rosa")[0] == 0
    assert AVisitor(confederation.app).signs_in("rosa", "una muy larga, de verdad").status_code == 401
    assert "cerrada" in run(confederation.app, "accounts", "list")[1]
    assert run(confederation.app, "accounts", "disable", "nadie")[0] == 1


def test_a_link_from_the_server_gives_a_new_password_once(confederation: Confederation) -> None:
    run(confederation.app, *ROSA)
    status, said = run(confederation.app, "accounts", "reset", "Rosa")
    link = re.search(r"/panel/es/clave/[\w-]{43}", said)
    assert status == 0 and link
    rosa = AVisitor(confederation.app)
    assert rosa.presses(link[0], on=link[0], password=PASSWORD, again=PASSWORD).status_code == 303
    assert rosa.signs_in("rosa").status_code == 303
    status, said = run(confederation.app, "accounts", "sessions", "rosa", "--end")
    assert (status, "entró" in said, "ningún navegador" in said) == (0, True, True)
    assert rosa.opens("/panel/es/").status_code == 302
    assert run(confederation.app, "accounts", "reset", "nadie")[0] == 1


def test_a_closed_account_gets_no_link_until_it_is_open_again(confederation: Confederation) -> None:
    run(confederation.app, *ROSA)
    run(confederation.app, "accounts", "disable", "rosa")
    status, said = run(confederation.app, "accounts", "reset", "rosa")
    assert (status, "accounts enable rosa" in said) == (1, True)
    assert run(confederation.app, "accounts", "enable", "rosa")[0] == 0
    assert run(confederation.app, "accounts", "reset", "rosa")[0] == 0


def test_the_last_administrator_is_not_closed(confederation: Confederation) -> None:
    boss = ["accounts", "create", "--name", "Ana", "--role", "administrator", "--unit", "N", "--username"]
    run(confederation.app, *boss, "ana")
    status, said = run(confederation.app, "accounts", "disable", "ana")
    assert (status, "única cuenta de administración" in said) == (1, True)
    run(confederation.app, *boss, "eva")
    assert run(confederation.app, "accounts", "disable", "ana")[0] == 0
    assert run(confederation.app, "accounts", "disable", "eva")[0] == 1
