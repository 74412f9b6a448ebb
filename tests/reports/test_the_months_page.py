"""The month on one page, read back with a reader of its own."""

import io
import re
from pathlib import Path

import pytest
import typst
from pypdf import PdfReader

from app import clock
from app.database import reading, writing
from app.federation.models import Unit
from app.reports import month_page, typeset
from app.reports.span import Span
from tests.reports.taking import take
from tests.stories import Confederation

LONGEST = "Asociación de Madres «Ñandú» & #set text(0pt) de la Santísima $x^2$ *Trinidad* "


@pytest.fixture
def march(confederation: Confederation) -> Confederation:
    """A month of Manos Unidas with plates, food and money, handed in."""
    manos = confederation.a_phone("manos")
    manos.serves(manos.registers("Juana", sex="f"), bracket="18-59", sex="f")
    manos.counts(paid=100, cook=3, price=300)
    manos.receives("arroz", 150_000, asked_qty=200_000, promised_qty=180_000, promised_on="2026-02-27")
    manos.write("food.used", {"food": "arroz", "source": "pca", "qty": 20_000, "value_cents": 10_000})
    manos.write("cash.spent", {"amount_cents": 36_500, "fund": "own", "category": "food"})
    manos.hands_in("2026-03")
    assert manos.syncs() == 200
    return confederation


def page(confederation: Confederation, tmp_path: Path, *words: str) -> tuple[PdfReader, str]:
    """The page of a scope, and its words."""
    answer = take(confederation, "resumen-mensual", tmp_path / "r.pdf", *words, form="pdf")
    assert answer.exit_code == 0, answer.output
    reader = PdfReader(tmp_path / "r.pdf")
    # An endless word may break anywhere, between characters of no width.
    return reader, " ".join(reader.pages[0].extract_text().replace("\u200b", "").split())


def renamed(confederation: Confederation, code: str, name: str) -> None:
    """Somebody calls a unit so."""
    with confederation.app.app_context(), writing() as connection:
        connection.execute(Unit.__table__.update().where(Unit.code == code).values(name=name))


def test_a_kitchens_page_says_its_month_and_leaves_room_for_two_signatures(march: Confederation, tmp_path: Path) -> None:
    reader, text = page(march, tmp_path, "--scope", "K-001")
    assert len(reader.pages) == 1
    for said in ("Manos Unidas", "Villa María", "marzo de 2026", "Mes entregado el 2 mar. 2026", "104 raciones servidas", "Mujeres 1"):
        assert said in text, said
    for said in (
        "el Estado pone S/ 0.96: el 22 %",
        "Comensales 65 % S/ 302.50",
        "Prometido 180",
        "llegaron tarde: 1",
        "65 % de cada ración",
    ):
        assert said in text.replace("\u00a0", " "), said
    assert "Presidenta: nombre, DNI y firma" in text
    assert "Tesorera: nombre, DNI y firma" in text
    assert "Suma de control (SHA-256)" in text


def test_the_page_is_tagged_in_spanish_and_titled(march: Confederation, tmp_path: Path) -> None:
    reader, _ = page(march, tmp_path, "--scope", "K-001")
    root = reader.trailer["/Root"]
    assert root["/Lang"] == "es-PE"
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert reader.metadata is not None and reader.metadata.title == "Resumen del mes: Manos Unidas, marzo de 2026"


def test_it_passes_the_standard_of_pages_that_can_be_read_aloud(
    march: Confederation, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    compiled = typst.compile
    monkeypatch.setattr(typst, "compile", lambda *given, **more: compiled(*given, **more, pdf_standards=["ua-1"]))
    assert len(page(march, tmp_path)[0].pages) == 1


def test_a_province_and_the_nation_have_theirs_without_signatures(march: Confederation, tmp_path: Path) -> None:
    for scope, said in (("P-LIMA", "1 de 2 cocinas con registro"), ("national", "1 de 3 cocinas con registro")):
        reader, text = page(march, tmp_path, "--scope", scope)
        assert len(reader.pages) == 1
        assert said in text
        assert "1 con el mes entregado" in text
        assert "firma" not in text


def test_of_a_silent_month_the_page_says_that_nothing_is_known(march: Confederation, tmp_path: Path) -> None:
    for scope in ("K-002", "P-CUSCO"):
        reader, text = page(march, tmp_path, "--scope", scope)
        assert len(reader.pages) == 1
        assert "Sin registro no es lo mismo que cero" in text
        assert "raciones servidas" not in text


@pytest.mark.parametrize("name", [(LONGEST * 3)[:160], "Ñ" * 160, "W" * 160, '"]; #panic() {{ 7*7 }} \\u{1F372} 🍲 ياسمين'])
def test_whatever_a_kitchen_is_called_it_stays_one_page_and_text(march: Confederation, tmp_path: Path, name: str) -> None:
    for code in ("K-001", "D-VMT"):
        renamed(march, code, name)
    reader, text = page(march, tmp_path, "--scope", "K-001")
    assert len(reader.pages) == 1
    assert "Tesorera: nombre, DNI y firma" in text
    assert "".join(name.split())[:20] in "".join(text.split())


def test_a_name_of_one_endless_word_stays_on_the_paper_and_a_checksum_in_one_piece(march: Confederation, tmp_path: Path) -> None:
    renamed(march, "K-001", "W" * 160)
    reader, _ = page(march, tmp_path, "--scope", "K-001")
    lines = reader.pages[0].extract_text().splitlines()
    assert max(line.count("W") for line in lines) < 60
    assert any(re.search(r"[0-9a-f]{64}", line) for line in lines)


def test_the_largest_figures_fit_too(march: Confederation) -> None:
    with march.app.app_context(), reading() as connection:
        unit = connection.execute(Unit.__table__.select().where(Unit.code == "K-001")).one()
        made = month_page.build(connection, unit, Span("2026-03", ("2026-03",)))
        made.content["tables"] = [
            table | {"rows": [[row[0], *("888,888,888.8" for _ in row[1:])] for row in table["rows"]]} for table in made.content["tables"]
        ]
        made.cutoff = clock.now()
        assert len(PdfReader(io.BytesIO(typeset.compiled(made, "pdf"))).pages) == 1
