"""The server's journal, beside the database: a line is whole on the disk, or costs no other."""

import os

import pytest

from app import journal
from tests.stories import Confederation


def test_a_disk_that_takes_a_line_in_bits_gets_all_of_it(confederation: Confederation, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = os.write
    with confederation.app.app_context():
        monkeypatch.setattr(os, "write", lambda handle, line: whole(handle, line[:7]))
        journal.write({"revoked": "one", "by": "system"})
        assert [entry["revoked"] for entry in journal.entries("revoked")] == ["one"]


def test_a_line_that_a_crash_cut_costs_no_other(confederation: Confederation) -> None:
    with confederation.app.app_context():
        journal.write({"revoked": "one", "by": "system"})
        with open(confederation.app.config["JOURNAL"], "ab") as file:
            file.write(b'{"revoked": "tw')
        assert [entry["revoked"] for entry in journal.entries("revoked")] == ["one"]
        journal.write({"revoked": "three", "by": "system"})
        assert [entry["revoked"] for entry in journal.entries("revoked")] == ["one", "three"]
