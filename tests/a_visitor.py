"""Somebody of the federation at the panel without a browser, with whom its tests read as stories."""

import re
from typing import Any

from flask import Flask
from werkzeug.test import TestResponse

from app.accounts import roster

PASSWORD = "larga-y-segura-1"


class AVisitor:
    """`signs_in`, `opens` pages, `presses` buttons: with the proof that the page gave her, as a browser does."""

    def __init__(self, app: Flask):
        self.client = app.test_client()

    def signs_in(self, username: str, password: str = PASSWORD, back: str = "", **browser: Any) -> TestResponse:
        """Fill in the sign-in."""
        form = {"username": username, "password": password, "next": back, "csrf_token": self.proof("/panel/es/entrar")}
        return self.client.post("/panel/es/entrar", data=form, **browser)

    def signs_out(self) -> TestResponse:
        """Press Salir."""
        return self.presses("/panel/es/salir", on="/panel/es/")

    def opens(self, path: str) -> TestResponse:
        """Open a page of the panel."""
        return self.client.get(path)

    def reads(self, path: str) -> str:
        """Open a page that must be there, and read it."""
        answer = self.opens(path)
        assert answer.status_code == 200, f"{path}: {answer.status_code}"
        return answer.get_data(as_text=True)

    def presses(self, path: str, on: str = "/panel/es/", **values: str) -> TestResponse:
        """Send a form that stands on the page `on`."""
        return self.client.post(path, data={"csrf_token": self.proof(on), **values})

    def proof(self, page: str) -> str:
        """The proof that a page puts into its forms."""
        found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', self.reads(page))
        assert found, f"{page} has no form"
        return found[1]


def with_an_account(app: Flask, username: str, role: str, unit: str) -> AVisitor:
    """Somebody new, whose password is PASSWORD, and who has not signed in yet."""
    with app.app_context():
        roster.create(username, f"Doña {username.title()}", role, unit, PASSWORD)
    return AVisitor(app)


def signed_in(app: Flask, username: str, role: str, unit: str) -> AVisitor:
    """Somebody new who has signed in."""
    visitor = with_an_account(app, username, role, unit)
    assert visitor.signs_in(username).status_code == 303
    return visitor
