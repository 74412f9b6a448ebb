"""In production the server writes lines of JSON in which nobody is found, whatever goes wrong."""

import json
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn

import pytest
from flask import Flask

from app import audience, create_app, logs
from tests.databases import TEST_KEY
from tests.stories import found


@pytest.fixture(autouse=True)
def _the_processs_loggers() -> Iterator[None]:
    """They are as before afterwards."""
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    yield
    root.handlers, root.level = before, level


@pytest.fixture
def production(sqlite_url: str, tmp_path: Path) -> Flask:
    settings = {"ENVIRONMENT": "production", "MASTER_KEY": TEST_KEY, "JOURNAL": str(tmp_path / "journal.jsonl")}
    return create_app({"DATABASE_URL": sqlite_url, **settings})


def lines(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def test_a_request_is_told_by_its_rule(production: Flask, capsys: pytest.CaptureFixture[str]) -> None:
    production.test_client().get("/panel/es/kitchens/K-001?dni=40404040")
    production.test_client().get("/rosa/quispe")
    written = capsys.readouterr().err
    told = lines(written)
    assert [line["event"] for line in told] == ["request", "request"]
    assert "K-001" not in written
    assert "40404040" not in written
    assert told[1]["rule"] == "none"
    assert {"at", "level", "method", "rule", "status", "ms", "bytes"} <= told[0].keys()


def test_a_phone_is_told_by_eight_characters(production: Flask, capsys: pytest.CaptureFixture[str]) -> None:
    phone = found(production).a_phone()
    phone.registers("Rosa", paternal="Quispe")
    assert phone.syncs() == 200
    written = capsys.readouterr().err
    sync = lines(written)[-1]
    assert sync["rule"] == "/sync"
    assert sync["device"] == phone.device[:8]
    for secret in (phone.device, phone.secret, phone.door, "Quispe"):
        assert secret not in written


def test_an_error_is_told_by_its_way_and_not_by_its_words(production: Flask, capsys: pytest.CaptureFixture[str]) -> None:
    @audience.audience("public")
    def breaks(who: str) -> NoReturn:
        raise ValueError(f"{who} Quispe could not be written")

    production.add_url_rule("/breaks/<who>", view_func=breaks)
    assert production.test_client().get("/breaks/rosa").status_code == 500
    written = capsys.readouterr().err
    trouble, request = lines(written)
    assert trouble["error"] == ["ValueError"]
    assert trouble["way"][-1].endswith(" breaks")
    assert trouble["event"] == "Exception on /breaks/<who> [GET]"
    assert request["status"] == 500
    assert "rosa" not in written
    assert "Quispe" not in written


def test_what_gunicorn_says_of_an_address_is_left_out() -> None:
    record = logging.makeLogRecord({"msg": "Error handling request %s", "args": ("/panel/es/kitchens/K-001",)})
    assert json.loads(logs.Line().format(record))["event"] == "Error handling request …"
