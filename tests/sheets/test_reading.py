"""Files as offices hold them, and as nobody should send them: every one is read whole or refused in words."""

import io
import zipfile
from datetime import date

import openpyxl
import pytest
import xlsxwriter

from app.sheets import Sheet, Unreadable, read, sheet
from app.sheets.sheet import MOST_BYTES
from app.words import say

ROWS = [["Código", "Nombre", "Distrito"], ["01", "Niño Jesús", "Ancón"], ["02", "Señor de Luren, el grande", "Ñaña"]]


def cells(content: bytes) -> list[list[str]]:
    """The rows of the first sheet."""
    return [line.cells for line in read(io.BytesIO(content))[0].lines]


def refused(content: bytes) -> str:
    """Why a file is not read; every reason has its words."""
    with pytest.raises(Unreadable) as refusal:
        read(io.BytesIO(content))
    assert say("sheets", "unreadable", reason=refusal.value.reason, detail=refusal.value.detail)
    return refusal.value.reason


def typed(rows: list[list[str]], separator: str) -> str:
    """Rows as a CSV with everything quoted that needs it."""
    return "".join(separator.join(f'"{cell}"' if separator in cell else cell for cell in row) + "\r\n" for row in rows)


def workbook(*rows: list[object], **styled: str) -> bytes:
    """An Excel file with these rows in its first sheet, and dates shown as `dates`."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"default_date_format": styled.get("dates", "dd/mm/yyyy")})
    page = book.add_worksheet("Hoja 1")
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            page.write(number, column, value)
    book.close()
    return file.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "latin-1", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_any_common_encoding_and_separator_gives_the_same_rows(encoding: str, separator: str) -> None:
    assert cells(typed(ROWS, separator).encode(encoding)) == ROWS


def test_a_csv_may_tell_its_separator_and_wrap_lines_in_quotes() -> None:
    assert cells(b"sep=|\r\na|b\r\n1|2\r\n") == [["a", "b"], ["1", "2"]]
    lines = read(io.BytesIO(b'a;b\n"one\ntwo";2\n\n3;4')).pop().lines
    assert [(line.number, line.cells) for line in lines] == [(1, ["a", "b"]), (2, ["one two", "2"]), (5, ["3", "4"])]


def test_a_workbook_gives_numbers_dates_and_texts_as_a_person_reads_them() -> None:
    given = [150101, 10117410.0, -12.0464, date(1984, 5, 17), "  Ñaña \n Alta ", True, None, "01"]
    assert cells(workbook(["a"] * 8, given))[1] == ["150101", "10117410", "-12.0464", "1984-05-17", "Ñaña Alta", "1", "", "01"]


def test_a_formula_is_its_last_value_and_never_run() -> None:
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file)
    page = book.add_worksheet()
    page.write_formula("A1", '=HYPERLINK("http://evil.example","x")', None, "Los Olivos")
    page.write_string("B1", "=1+1")
    book.close()
    assert cells(file.getvalue()) == [["Los Olivos", "=1+1"]]
    assert cells(b"=1+1,@SUM(A1)\n2,3\n")[0] == ["=1+1", "@SUM(A1)"]


def test_hidden_sheets_stay_hidden_and_rich_text_is_text() -> None:
    book = openpyxl.Workbook()
    book.create_sheet("Oculta").sheet_state = "hidden"
    book.worksheets[1]["A1"] = "secreto"
    book.worksheets[0]["A1"] = "visto"
    book.worksheets[0]["C7"] = 1
    file = io.BytesIO()
    book.save(file)
    found = read(io.BytesIO(file.getvalue()))
    assert [(one.name, [(line.number, line.cells) for line in one.lines]) for one in found] == [
        ("Sheet", [(1, ["visto"]), (7, ["", "", "1"])])
    ]


def test_half_a_file_is_no_file() -> None:
    book = workbook(*[["x" * 50, n] for n in range(500)])
    text = "".join(f"{n};Comedor {n};Áncash\n" for n in range(100)).encode()
    geo = b'{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"a":1},"geometry":null}]}'
    for whole in (book, geo):
        for share in (4, 2, 1.05):
            assert refused(whole[: int(len(whole) / share)]) == "cut"
    assert refused(text[:-10]) == "cut"
    assert refused(text[:-7]) == "cut", "in the middle of a letter"
    assert refused(b'a;b\n1;"2\n3') == "cut"
    assert refused(("a;b\n" + '1;"2\n' + "3;4\n" * 100).encode()) == "quotes"


def test_what_is_no_table_is_said_to_be_none() -> None:
    for content in (b"", b"\n\n", b"\xef\xbb\xbf"):
        assert refused(content) == "empty"
    assert refused(b"%PDF-1.7 ...") == refused(b"a,b\0,c\n" + b"x" * 200) == "no_table"
    assert refused(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600) == "old_workbook"
    assert refused(b"<html><table><tr><td>x") == "web_page"
    assert refused(b'{"a": 1}') == refused(b"[1, 2]") == "no_features"
    assert refused(b"{a: 1}") == refused(b'{"a":' * 100_000) == "broken"
    assert refused(b"x" * (MOST_BYTES + 1)) == "too_large"
    assert refused(("x" * 40_000 + "\n").encode()) == "too_large"


def zipped(**parts: str | bytes) -> bytes:
    """A workbook made by hand of these parts, in which `sheet` is the sheet."""
    ns = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    rel = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    whole: dict[str, str | bytes] = {
        "xl/workbook.xml": f'<workbook {ns} xmlns:r="{rel}"><sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": '<Relationships><Relationship Id="r1" Target="worksheets/a.xml"/></Relationships>',
        "xl/worksheets/a.xml": parts.pop("sheet", f"<worksheet {ns}/>"),
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (whole | {f"xl/{name}.xml": content for name, content in parts.items()}).items():
            archive.writestr(name, content)
    return file.getvalue()


def test_bombs_do_not_go_off() -> None:
    laughs = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    assert refused(zipped(sheet=f'<!DOCTYPE x [<!ENTITY a0 "ha">{laughs}]><worksheet>&a11;</worksheet>')) == "broken"
    outside = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><worksheet><c><v>&a;</v></c></worksheet>'
    assert refused(zipped(sheet=outside)) == "broken"
    assert refused(zipped(sheet=b"<worksheet>" + b" " * (210 * 2**20))) == "too_large"
    assert refused(zipped(sheet="<w><row><c r='XFD1'><v>1</v></c></row></w>")) == "too_large"
    far = zipped(sheet="<w><row r='1048576'><c r='B1048576'><v>1</v></c><c r='XFD1048576'/></row></w>")
    assert cells(far) == [["", "1"]], "an empty cell far away is nothing"
    assert refused(zipped(sheet="<w><row><c t='s'><v>7</v></c></row></w>")) == "broken"
    assert refused(zipped(sheet="<w><row></w>")) == "broken"
    many = "<w>" + "<row><c><v>1</v></c></row>" * (sheet.MOST_ROWS + 1) + "</w>"
    assert refused(zipped(sheet=many)) == "too_large"


def test_geojson_gives_properties_and_the_point_longitude_first() -> None:
    text = """{"type":"FeatureCollection","features":[
        {"type":"Feature","properties":{"NOMBRE":"Ñawi","N":45.0,"ok":true,"x":null,"y":[1]},"geometry":{"type":"Point","coordinates":[-77.03,-12.05]}},
        {"type":"Feature","properties":{"OTRA":"b"},"geometry":{"type":"Polygon","coordinates":[[[1,2]]]}}]}"""
    found: Sheet = read(io.BytesIO(b"\xef\xbb\xbf" + text.encode()))[0]
    assert [(line.number, line.cells) for line in found.lines] == [
        (0, ["NOMBRE", "N", "ok", "x", "y", "longitude", "latitude", "OTRA"]),
        (1, ["Ñawi", "45", "1", "", "", "-77.03", "-12.05"]),
        (2, ["", "", "", "", "", "", "", "b"]),
    ]
