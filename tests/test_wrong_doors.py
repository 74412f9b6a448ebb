"""Whoever comes to a wrong door, or to the right one in a wrong way, is told so in her language; a machine, in a code."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.accounts import sessions


@pytest.mark.parametrize(
    ("method", "path", "status", "words"),
    [
        ("GET", "/nada", 404, "Aquí no hay nada"),
        ("POST", "/", 405, "Así no se puede"),
        ("PUT", "/app/es/", 405, "Así no se puede"),
        ("PUT", "/panel/es/comedores", 405, "Así no se puede"),
    ],
)
def test_a_person_is_told_in_spanish(client: FlaskClient, method: str, path: str, status: int, words: str) -> None:
    answer = client.open(path, method=method)
    assert answer.status_code == status
    assert words in answer.get_data(as_text=True)
    assert ("Allow" in answer.headers) == (status == 405)


@pytest.mark.parametrize(
    ("method", "path", "reason"),
    [("GET", "/sync", "method-not-allowed"), ("GET", "/sync/nada", "not-found"), ("POST", "/salud", "method-not-allowed")],
)
def test_a_machine_is_told_in_a_code(client: FlaskClient, method: str, path: str, reason: str) -> None:
    assert client.open(path, method=method).get_json() == {"reason": reason}


@pytest.mark.parametrize("path", ["/panel/es/", "/panel/es/entrar", "/"])
def test_a_fault_of_ours_is_told_in_spanish_also_when_the_database_is_gone(
    app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    def gone(*_: object) -> None:
        raise OSError("the database is gone")

    app.config["PROPAGATE_EXCEPTIONS"] = False
    monkeypatch.setattr(sessions, "reading", gone)
    monkeypatch.setitem(app.view_functions, "doors", gone)
    gone.audience = "public"  # type: ignore[attr-defined]
    with client.session_transaction() as cookie:
        cookie["_user_id"] = "somebody"
    answer = client.get(path)
    assert answer.status_code == 500
    assert "La falla es nuestra" in answer.get_data(as_text=True)
