"""What the application refuses to start with, and what every answer of it says."""

from base64 import b64encode
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from app import create_app, settings
from tests.databases import TEST_KEY

SQLITE = {"DATABASE_URL": "sqlite://"}


@pytest.mark.parametrize("key", ["", "short", b64encode(b"x" * 16).decode(), "not base64 at all! not base64 at all!", settings.EXAMPLE_KEY])
def test_production_refuses_a_missing_a_weak_and_the_example_key(key: str) -> None:
    with pytest.raises(settings.Unsafe, match="MI_COMEDOR_KEY"):
        create_app({"ENVIRONMENT": "production", "MASTER_KEY": key, **SQLITE})


def test_a_database_without_tables_is_not_ready_to_take_a_kitchens_day(tmp_path: Path) -> None:
    app = create_app({"DATABASE_URL": f"sqlite:///{tmp_path / 'new.sqlite'}", "MASTER_KEY": TEST_KEY})
    answer = app.test_client().get("/salud")
    assert (answer.status_code, answer.get_json()["ready"]) == (503, False)


def test_production_starts_with_a_key_of_its_own_and_keeps_its_cookies_to_tls() -> None:
    app = create_app({"ENVIRONMENT": "production", "MASTER_KEY": b64encode(b"a key of this test's own, 32 bytes").decode(), **SQLITE})
    assert app.config["SESSION_COOKIE_SECURE"]
    assert app.config["SESSION_COOKIE_HTTPONLY"]


def test_a_second_factor_is_required_in_production_and_optional_where_it_is_tried_out() -> None:
    key = b64encode(b"a key of this test's own, 32 bytes").decode()
    made = {name: create_app({"ENVIRONMENT": name, "MASTER_KEY": key, **SQLITE}) for name in ("production", "development")}
    assert {name: app.config["SECOND_FACTOR"] for name, app in made.items()} == {"production": "required", "development": "optional"}
    with pytest.raises(settings.Unsafe, match="MI_COMEDOR_SECOND_FACTOR"):
        create_app({"SECOND_FACTOR": "sometimes", "MASTER_KEY": key, **SQLITE})


def test_a_developers_machine_makes_its_own_key_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MI_COMEDOR_INSTANCE", str(tmp_path))
    first, second = create_app(), create_app()
    assert first.config["MASTER_KEY"] == second.config["MASTER_KEY"] == (tmp_path / "key").read_text()
    assert (tmp_path / "key").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("address", ["/", "/app/es/", "/app/es/entrar", "/panel/es/entrar", "/salud", "/sync/schema.json", "/nothing/here"])
def test_every_answer_forbids_what_is_not_ours(client: FlaskClient, address: str) -> None:
    answer = client.get(address)
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_the_offline_shell_has_no_cookie_and_no_token(client: FlaskClient) -> None:
    for address in ("/app/es/", "/app/es/entrar", "/app/sw.js", "/app/manifest.webmanifest"):
        answer = client.get(address)
        assert answer.status_code == 200
        assert "Set-Cookie" not in answer.headers
        assert "csrf" not in answer.get_data(as_text=True).lower()
