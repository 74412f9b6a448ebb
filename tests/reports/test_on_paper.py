"""A table on paper, read back with a reader of its own: the rows and totals of the CSV, on sheets that say what they are."""

import io
import unicodedata
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest
import typst
from pypdf import PdfReader

from app.reports import consolidated, fits, paper, press
from app.reports.lines import TooLong
from app.reports.span import Span
from app.reports.table import Column, Report
from tests.reports.taking import read, take
from tests.stories import Confederation

COLUMNS = [
    Column("code", "Código"),
    Column("name", "Nombre"),
    Column("district", "Distrito"),
    Column("rations", "Raciones en total", "rations"),
    Column("due_cents", "Importe de las raciones (S/)", "centimos"),
    Column("rations_f", "No está en papel", "rations"),
]


def words(reader: PdfReader, page: int | None = None) -> str:
    """What stands on a page, or on all; an endless word may break anywhere, between characters of no width."""
    pages = reader.pages if page is None else [reader.pages[page]]
    return " ".join(" ".join(one.extract_text() for one in pages).replace("\u200b", "").split())


def table(rows: list[list[str | int | None]]) -> Report:
    """A report that holds these rows, and one total."""
    month, cutoff = Span("2026-03", ("2026-03",)), datetime(2026, 4, 1, tzinfo=UTC)
    total: list[str | int | None] = ["N", "Todas", None, 7, 12_345_678, None]
    return Report(consolidated.NAME, "Consolidado", "N", "Nación", month, cutoff, COLUMNS, rows, [total], federation="CONAMOVIDI")


def test_the_paper_has_the_rows_and_totals_of_the_csv(
    confederation: Confederation, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(paper, "FEW", 0)  # as a large one: by a process of its own
    phone = confederation.a_phone("manos")
    phone.counts(paid=1_210, social_case=2, price=350)
    phone.receives("arroz", 1_040_500, value_cents=140_010)
    assert phone.syncs() == 200
    told = [take(confederation, consolidated.NAME, tmp_path / f"m.{form}", form=form).output.split()[-1] for form in ("csv", "pdf")]
    assert told[0] == told[1], "the checksum"
    text = words(PdfReader(tmp_path / "m.pdf"))
    lines = read(tmp_path / "m.csv")
    shown = ("Raciones de casos sociales", "Personas atendidas, con nombre", "Importe de las raciones (S/)")
    for line in lines:
        of = [line["Distrito"]] if line["Nivel"] == "Cocina" else [line["Cocinas abiertas"], line["Cocinas que informaron"]]
        figures = [line[name].replace("4242.00", "4,242.00") for name in shown]
        assert " ".join([line["Código"], line["Nombre"], *of]) in text
        assert " ".join(figures).strip() in text
    assert f"Filas 3; totales: {len(lines) - 3}" in text
    assert "1 1,212 0 0 1,210 0 2 0 4,242.00 1,040.5 0" in text


def test_every_page_has_the_head_its_number_and_the_checksum_and_can_be_read_aloud(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled = typst.compile
    monkeypatch.setattr(typst, "compile", lambda *given, **more: compiled(*given, **more, pdf_standards=["ua-1"]))
    report = table([[f"K-{n:03d}", "W" * 60 + " #panic() $x^2$ ياسمين", "Cusco", 1_000_000 + n, None, 1] for n in range(60)])
    content = msgspec.json.encode(paper.content(report))
    reader = PdfReader(io.BytesIO(press.compiled(paper.LAYOUT, content, report.cutoff)))
    pages = len(reader.pages)
    assert pages > 1
    for page in range(pages):
        text = words(reader, page)
        assert f"Página {page + 1} de {pages}" in text
        assert report.checksum in text
        assert "Importe de las raciones (S/)" in text or page == pages - 1
    text = words(reader)
    assert "K-059" in text and "1,000,059" in text and "123,456.78" in text
    assert "#panic()$x^2$" in text.replace(" ", ""), "as it was written, and not as markup"
    assert "No está en papel" not in text
    assert max(line.count("W") for page in reader.pages for line in page.extract_text().splitlines()) < 30, "in its column"
    root = reader.trailer["/Root"]
    assert (root["/Lang"], bool(root["/MarkInfo"]["/Marked"])) == ("es-PE", True)
    assert reader.metadata is not None and reader.metadata.title == "Consolidado: Nación, marzo de 2026"


def test_what_no_paper_holds_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paper, "MOST", 3)
    rows: list[list[str | int | None]] = [["K", "N", "D", 1, 1, 1]] * 2
    paper.content(table(rows))
    with pytest.raises(TooLong):
        paper.content(table(rows * 2))


def test_no_letter_is_wider_than_it_is_said_to_be(tmp_path: Path) -> None:
    (tmp_path / "letters.typ").write_text(
        '#set text(font: "Libertinus Serif", size: 7pt)\n'
        "#context metadata(json(bytes(sys.inputs.letters)).map(letter => measure(letter * 10).width / 10mm))"
    )
    letters = [*(letter for letter in fits.EMS if letter != " " and not unicodedata.combining(letter)), *"áéíóúüñÁÉÍÓÚÜÑ"]
    given = {"letters": msgspec.json.encode(letters).decode()}
    found = typst.query(tmp_path / "letters.typ", "metadata", field="value", one=True, ignore_system_fonts=True, sys_inputs=given)
    for letter, width in zip(letters, msgspec.json.decode(found), strict=True):
        assert width <= fits.width(letter), letter
