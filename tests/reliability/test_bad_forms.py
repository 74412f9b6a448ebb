"""Forms of the panel with fields that no page sends: an answer in words, never a fault of ours, alike on both databases."""

import io
import os
import re
from typing import Any

import pytest
from argon2 import PasswordHasher
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from werkzeug.test import TestResponse

from app.accounts import passwords
from app.review.person import FIELDS
from tests.a_visitor import PASSWORD, signed_in
from tests.databases import HOME
from tests.reliability.bad.twins import Twins

#: Forms sent to each database: `make reliability` sends more.
MANY = int(os.environ.get("BODIES", "400")) // 10
#: Left out: who signs out is answered by nothing else.
BESIDE = ("/panel/es/salir",)
#: What would do for a field; each form takes what it knows.
GOOD = {"mes": "2026-03", "formato": "csv", "unidad": "N", "motivo": "program", "role": "board", "unit": "N", "name": "Elsa"}
GOOD |= {"username": "elsa", "password": PASSWORD, "new": PASSWORD, "again": PASSWORD, "code": "123456", "people": "3", "sure": "si"}
GOOD |= {"title": "Hoy", "text": "Hay asamblea", "kind": "followed", "done": "Se dijo", "comment": "Falta el martes.", "seen": "1"}
GOOD |= {"mobile": "987654321", "reason": "moved", "why": "Porque no", "desde": "2026-03-01", "organizacion": "P-LIMA"}
JUNK = ("", "\0", "a\0b", "9" * 5_000, "-1", "2026-13", "2026-02-30", "9999-12", "0000-00", "' or 1=1 --", "<b>", "=1+1", "🍲" * 300)
FILES = (b"", b"\0", b"PK\x03\x04", b"a;b\r\n" * 50, b"\xff\xfe\x00\xd8", b"codigo,nombre\nK-9,\0\n", b'"')


def _fields() -> list[str]:
    """The names of every field that the panel's templates draw."""
    pages = [page.read_text() for room in ("panel", "accounts") for page in (HOME / "templates" / room).rglob("*.html")]
    drawn = {name for page in pages for name in re.findall(r'name="([a-z_]+)"', page)}
    return sorted(drawn - {"csrf_token", "viewport"} | set(GOOD) | set(FIELDS))


def _forms(app: Flask) -> list[str]:
    rules = [rule.rule for rule in app.url_map.iter_rules() if "POST" in (rule.methods or ()) and rule.rule.startswith("/panel")]
    return sorted(set(rules) - set(BESIDE))


@st.composite
def _filled(draw: st.DrawFn, forms: list[str], places: dict[str, str]) -> tuple[str, dict[str, Any]]:
    """One of the forms, filled in well but for up to four fields; seldom under an address that is not there."""
    form, said = draw(st.sampled_from(forms)), dict(GOOD)
    for name in draw(st.lists(st.sampled_from(_fields()), max_size=4)):
        said[name] = draw(st.sampled_from(JUNK) | st.text(st.characters(exclude_categories=["Cs"]), max_size=30))
    if draw(st.booleans()):
        said["archivo"] = draw(st.sampled_from(FILES) | st.binary(max_size=200))
    for name, value in places.items():
        form = re.sub(rf"<(?:\w+:)?{name}>", value if draw(st.integers(0, 9)) else "77", form)
    return re.sub(r"<[^>]+>", "0" * 32, form), said


class _Board:
    """Somebody of the board, who signs in again when she has shut herself out."""

    def __init__(self, app: Flask) -> None:
        self.app, self.times = app, 0
        self._comes_in()

    def _comes_in(self) -> None:
        self.times += 1
        self.visitor = signed_in(self.app, f"junta{self.times}", "board", "N")
        self.proof = self.visitor.proof("/panel/es/")

    def sends(self, path: str, said: dict[str, Any]) -> int:
        """Send a form; returns the status of the answer, which has words if it is no."""
        answer = self._posts(path, said)
        if "/entrar" in answer.headers.get("Location", ""):
            self._comes_in()
            answer = self._posts(path, said)
        if answer.status_code >= 400:
            assert "<h1" in answer.get_data(as_text=True), path
        return answer.status_code

    def _posts(self, path: str, said: dict[str, Any]) -> TestResponse:
        uploaded = {name: (io.BytesIO(value), "lista.csv") if isinstance(value, bytes) else value for name, value in said.items()}
        return self.visitor.client.post(path, data={"csrf_token": self.proof, **uploaded})


def test_a_form_that_no_page_sends_is_answered_in_words(twins: Twins, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "hasher", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    person = next(example["id"] for example in twins.knows_the_examples() if example["kind"] == "beneficiary.registered")
    forms, places = (
        _forms(twins.apps[0]),
        {"code": "K-001", "person": person, "number": "1", "device_id": twins.phone.device},
    )
    assert len(forms) > 30
    boards = [_Board(app) for app in twins.apps]

    @settings(max_examples=MANY, suppress_health_check=list(HealthCheck), deadline=None)
    @given(_filled(forms, places))
    def told(form: tuple[str, dict[str, Any]]) -> None:
        answers = [board.sends(*form) for board in boards]
        assert answers[0] == answers[1], form
        assert 200 <= answers[0] < 500, form

    told()
    twins.rows()  # and what the forms did is as much in one as in the other
