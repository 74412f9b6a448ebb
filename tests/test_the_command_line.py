"""Whoever types a command wrongly, or too early, is told in her language what to do."""

import re
from pathlib import Path

import pytest
from flask import Flask

from app import create_app
from app.words import say
from tests.databases import TEST_KEY, free_port

ENGLISH = re.compile(r"\b(?:Usage|Options|Commands|Show this|Try|Missing|Invalid|such|is not|default|Traceback)\b")


@pytest.mark.parametrize(
    "words",
    [
        "rollups totals",
        "reports export",
        "reports export consolidado-mensual --period",
        "reports list --nada",
        "reports list de más",
        "rollups nada",
        "federation list --level base --format pdf",
        "demo load --kitchens 0",
        "demo load --kitchens muchas",
        "reports export --help",
        "devices --help",
    ],
)
def test_click_speaks_spanish(sqlite_app: Flask, words: str) -> None:
    said = sqlite_app.test_cli_runner().invoke(args=words.split()).output
    assert said
    assert ENGLISH.findall(said) == []


def test_what_click_says_rarely_stays_as_it_is() -> None:
    assert say("commandline", "click", text="Press any key to continue...") == ""


@pytest.mark.parametrize("where", ["sqlite:///{folder}/new.sqlite", "postgresql://postgres@127.0.0.1:{port}/none"])
@pytest.mark.parametrize("words", ["federation list --level base", "rollups totals --level province --period 2026-03", "accounts list"])
def test_a_database_that_is_not_ready_is_told_in_words(tmp_path: Path, where: str, words: str) -> None:
    url = where.format(folder=tmp_path, port=free_port())
    app = create_app({"DATABASE_URL": url, "MASTER_KEY": TEST_KEY, "JOURNAL": str(tmp_path / "journal.jsonl"), "TESTING": True})
    told = app.test_cli_runner().invoke(args=words.split())
    assert told.exit_code == 1
    assert "flask --app wsgi db upgrade" in told.output
    assert "Traceback" not in told.output


@pytest.fixture
def sqlite_app(sqlite_url: str, tmp_path: Path) -> Flask:
    """The application, where the database makes no difference."""
    return create_app({"DATABASE_URL": sqlite_url, "MASTER_KEY": TEST_KEY, "JOURNAL": str(tmp_path / "journal.jsonl"), "TESTING": True})
