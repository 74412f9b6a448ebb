"""`flask diagnose` finds what is wrong before the kitchens do, and tells counts, never people."""

import json
from base64 import b64encode
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text

from app import create_app
from app.database import writing
from tests.stories import Confederation, found


def diagnosis(app: Flask) -> tuple[int, dict[str, dict[str, object]]]:
    """The exit status and what was found, by check."""
    result = app.test_cli_runner().invoke(args=["diagnose", "--format", "json"])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.output
    return result.exit_code, {check["name"]: check for check in json.loads(result.stdout)}


def states(app: Flask) -> dict[str, object]:
    return {name: check["state"] for name, check in diagnosis(app)[1].items()}


def test_a_new_installation_is_well_and_says_what_to_look_at(app: Flask) -> None:
    status, checks = diagnosis(app)
    assert status == 0
    assert {name for name, check in checks.items() if check["state"] == "ill"} == set()
    assert checks["administrator"]["state"] == "look"
    assert "PUBLIC_URL" in str(checks["settings"]["values"])


def test_every_finding_has_its_words(confederation: Confederation) -> None:
    phone = confederation.a_phone()
    phone.registers("Rosa", paternal="Quispe")
    phone.syncs()
    said = confederation.says("diagnose")
    assert len(said.splitlines()) == 14
    assert "operaciones recibidas: 2" in said
    assert "La llave abre lo que hay en esta base" in said
    assert "Quispe" not in said


def test_the_tables_of_another_release_are_ill(app: Flask) -> None:
    with app.app_context(), writing() as connection:
        connection.execute(text("update alembic_version set version_num = '0001'"))
    status, checks = diagnosis(app)
    assert status == 1
    assert checks["migrations"]["state"] == "ill"


def test_another_key_is_ill(confederation: Confederation, database_url: str, tmp_path: Path) -> None:
    phone = confederation.a_phone()
    phone.registers("Rosa", paternal="Quispe")
    phone.syncs()
    other = {"MASTER_KEY": b64encode(b"another key than the one of tests").decode(), "JOURNAL": str(tmp_path / "journal.jsonl")}
    assert states(create_app({"DATABASE_URL": database_url, "TESTING": True, **other}))["key"] == "ill"


@pytest.mark.parametrize("url", ["postgresql://nobody@127.0.0.1:1/nothing", "sqlite:////nowhere/at/all.sqlite"])
def test_no_database_is_ill_and_is_said_without_a_traceback(url: str, tmp_path: Path) -> None:
    key = b64encode(b"a key of this test's own, 32 bytes").decode()
    app = create_app({"DATABASE_URL": url, "MASTER_KEY": key, "JOURNAL": str(tmp_path / "journal.jsonl")})
    status, checks = diagnosis(app)
    assert status == 1
    assert checks["database"]["state"] == "ill"


def test_totals_that_nobody_adds_up_are_ill(confederation: Confederation) -> None:
    phone = confederation.a_phone()
    phone.counts(member=20)
    phone.syncs()
    with confederation.app.app_context(), writing() as connection:
        connection.execute(text("update touched_month set since = '2026-03-02 12:00:00+00:00'"))
    assert states(confederation.app)["counting"] == "ill"
    confederation.counts()
    assert states(confederation.app)["counting"] == "well"


def test_the_counters_are_for_an_administrator(app: Flask) -> None:
    found(app)
    assert app.test_client().get("/salud/cifras").status_code == 302
