"""One ration's journey, from a kitchen without signal to the table that goes to the ministry: make, keep, push, recount, export."""

import csv
from pathlib import Path

from tests.stories import Confederation


def test_a_ration_recorded_with_no_signal_reaches_the_ministrys_table(confederation: Confederation, tmp_path: Path) -> None:
    phone = confederation.a_phone("manos", day="2026-03-02")
    phone.loses_signal()

    juana = phone.registers("Juana", paternal="Quispe")  # make: a filled-in form becomes an operation
    phone.serves(juana, "member", price=250)
    phone.counts(paid=18, price=350)
    assert phone.syncs() == 0  # keep: with no signal it is done all the same

    phone.finds_signal()
    assert phone.syncs() == 200  # push: everything in one request
    assert {answer["answer"] for answer in phone.answers.values()} == {"accepted"}

    confederation.counts()  # recount: days, months, the tree and the territory

    table = tmp_path / "consolidado.csv"  # export: what leaves the house
    month = ("--period", "2026-03", "--scope", "national", "--format", "csv")
    confederation.says("reports", "export", "consolidado-mensual", *month, "--out", table)
    rows = {row["Código"]: row for row in csv.DictReader(table.read_text("utf-8-sig").splitlines())}
    assert rows["K-001"]["Raciones de socias"] == "1"
    assert rows["K-001"]["Raciones pagadas"] == "18"
    assert rows["K-003"]["Raciones pagadas"] == ""  # a kitchen that said nothing is not a kitchen that served nothing
