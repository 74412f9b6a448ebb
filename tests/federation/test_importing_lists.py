"""National lists come in: whole, once, each row where it belongs, and what is doubtful is said."""

import csv
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.database import reading
from app.federation import contacts
from app.federation.models import Kitchen, Membership, Unit
from tests import a_list
from tests.stories import Confederation

HEADINGS = ["Código", "Nombre del Comedor", "Departamento", "Provincia", "Distrito", "Ubigeo", "Dirección", "Estado"]


def imports(app: Flask, file: Path, *words: str) -> tuple[int, str]:
    """What `flask federation import` answers, and how it ends."""
    result = app.test_cli_runner().invoke(args=["federation", "import", str(file), *words])
    return result.exit_code, result.output


def kitchens(app: Flask) -> dict[str, dict[str, object]]:
    """All kitchens by code, with the code of what each hangs from."""
    above = Unit.__table__.alias()
    columns = select(Unit.code, Unit.name, above.c.code.label("above"), *Kitchen.__table__.c).join(Kitchen, Kitchen.id == Unit.id)
    joined = columns.outerjoin(Membership, Membership.unit_id == Unit.id).outerjoin(above, above.c.id == Membership.parent_id)
    with app.app_context(), reading() as connection:
        return {row.code: row._asdict() for row in connection.execute(joined)}


def test_several_thousand_kitchens_come_in_once_however_often_they_are_imported(app: Flask, tmp_path: Path) -> None:
    file = a_list.as_xlsx(tmp_path / "ollas.xlsx", a_list.thousands(4000), above=3)
    status, said = imports(app, file)
    assert (status, "Todavía no hay confederación" in said, "--root" in said) == (1, True, True)
    status, said = imports(app, file, "--root", "CONAMOVIDI", "--since", "2026-01")
    assert status == 0, said
    assert "Comedores nuevos: 4,000. Cambiaron: 0. Sin cambio: 0. Filas fuera: 0." in said
    first = kitchens(app)
    one = first["X000001"]
    assert (one["name"], one["kind"], one["ubigeo"], one["above"]) == ("Olla Común N° 1", "olla_comun", a_list.DISTRICTS[7], "CONAMOVIDI")
    assert (one["latitude_e6"], one["longitude_e6"], one["listed_users"], str(one["opened_on"])) == (
        -12_000_100,
        -75_000_100,
        16,
        "2026-01-01",
    )
    status, said = imports(app, file)
    assert (status, "nuevos: 0. Cambiaron: 0. Sin cambio: 4,000" in said) == (0, True)
    assert kitchens(app) == first


def test_what_changed_in_the_list_changes_here_and_a_blank_says_nothing(confederation: Confederation, tmp_path: Path) -> None:
    manos = ["K-001", "Manos Unidas de VMT", "", "", "Comas", "150110", "Av. Perú 1", ""]
    rows = [
        HEADINGS,
        manos,
        ["K-003", "", "", "", "", "80101", "", "CERRADO"],
    ]
    file = a_list.as_csv(tmp_path / "l.csv", rows, "cp1252", ";")
    status, said = imports(confederation.app, file, "--since", "2026-03")
    assert (status, "Cambiaron: 2." in said) == (0, True), said
    found = kitchens(confederation.app)
    assert [found["K-001"][name] for name in ("name", "ubigeo", "address", "above")] == [manos[1], "150110", "Av. Perú 1", "D-VMT"]
    assert [found["K-003"][name] for name in ("name", "listed_state")] == ["Ñawi Wasi", "inactive"]
    assert str(found["K-003"]["closed_on"]) == "2026-03-01"
    assert imports(confederation.app, file, "--since", "2026-04")[1].count("Sin cambio: 2") == 1
    rows[2][-1] = "activo"
    assert "Cambiaron: 1." in imports(confederation.app, a_list.as_csv(file, rows))[1]
    assert kitchens(confederation.app)["K-003"]["closed_on"] is None


def test_a_new_kitchen_hangs_from_its_provinces_organisation(confederation: Confederation, tmp_path: Path) -> None:
    rows = [HEADINGS, *([f"N{n}", f"Nuevo {n}", "", "", "", ubigeo, "", ""] for n, ubigeo in enumerate(["150103", "080102", "200101"]))]
    file = a_list.as_csv(tmp_path / "l.csv", rows, "utf-16", "\t")
    status, said = imports(confederation.app, file, "--dry-run")
    assert (status, "Era un ensayo" in said, len(kitchens(confederation.app))) == (0, True, 3)
    status, said = imports(confederation.app, file)
    found = kitchens(confederation.app)
    assert [found[f"N{n}"]["above"] for n in range(3)] == ["P-LIMA", "P-CUSCO", "N"]
    assert "       1  su provincia no tiene organización" in said
    rows += [["N9", "Otro", "", "", "", "200101", "", ""]]
    imports(confederation.app, a_list.as_csv(file, rows), "--under", "D-VMT")
    assert kitchens(confederation.app)["N9"]["above"] == "D-VMT"
    assert kitchens(confederation.app)["N2"]["above"] == "N", "an import moves nobody"
    assert "No existe la organización «NADA»" in imports(confederation.app, file, "--under", "NADA")[1]
    assert "es un comedor" in imports(confederation.app, file, "--under", "K-001")[1]


DOUBTFUL = [
    HEADINGS,
    ["A1", "Bien", "Lima", "Lima", "Ate", "150103", "", ""],
    ["A2", "Reniec", "Lima", "Lima", "San Juan de Lurigancho", "140137", "", ""],
    ["A3", "Sin lugar", "Puno", "", "Santa Rosa", "", "", ""],
    ["A4", "Otro nombre", "Lima", "Lima", "Lurigancho", "150119", "", "en veremos"],
    ["", "Sin código", "Lima", "Lima", "Comas", "", "", ""],
    ["A1", "Otro", "Lima", "Lima", "Ate", "150103", "", ""],
    ["A1", "Bien", "Lima", "Lima", "Ate", "150103", "", ""],
    ["", "", "Lima", "Lima", "Comas", "", "", ""],
    ["P-LIMA", "No soy comedor", "Lima", "Lima", "Comas", "", "", ""],
    ["A5", "=HYPERLINK()", "Lima", "Lima", "Comas", "", "", ""],
    ["A6", "Bien", "Lima", "Lima", "Ate", "", "=1+1", "activo"],
]


def test_every_doubtful_row_is_reported_with_what_was_done(confederation: Confederation, tmp_path: Path) -> None:
    file, report = a_list.as_csv(tmp_path / "l.csv", DOUBTFUL), tmp_path / "dudas.csv"
    status, said = imports(confederation.app, file, "--report", str(report))
    assert (status, "nuevos: 6. Cambiaron: 0. Sin cambio: 0. Filas fuera: 4." in said) == (0, True), said
    assert "fila 4 A3 Puno / Santa Rosa: hay varios distritos con ese nombre" in said
    rows = list(csv.reader(report.read_text(encoding="utf-8-sig").splitlines()))
    assert [(row[0], row[1], row[2]) for row in rows[1:]] == [
        *[("3", "A2", "Se tomó"), ("4", "A3", "Quedó fuera"), ("5", "A4", "Se tomó"), ("5", "A4", "Se tomó")],
        *[("6", "150110-" + rows[5][1][7:], "Se tomó"), ("7", "A1", "Quedó fuera"), ("8", "A1", "Se tomó"), ("9", "", "Quedó fuera")],
        *[("10", "P-LIMA", "Quedó fuera"), ("12", "A6", "Se tomó")],
    ]
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]
    found = kitchens(confederation.app)
    assert (found["A2"]["ubigeo"], found["A4"]["ubigeo"], found["A5"]["name"]) == ("150132", "150118", "=HYPERLINK()")
    assert "nuevos: 0. Cambiaron: 0. Sin cambio: 6." in imports(confederation.app, file)[1]


def test_a_strict_import_takes_all_or_nothing(confederation: Confederation, tmp_path: Path) -> None:
    file = a_list.as_csv(tmp_path / "l.csv", DOUBTFUL)
    status, said = imports(confederation.app, file, "--strict")
    assert (status, "No se cambió nada" in said, len(kitchens(confederation.app))) == (1, True, 3)
    whole = a_list.as_csv(tmp_path / "l.csv", DOUBTFUL[:3])
    assert imports(confederation.app, whole, "--strict")[0] == 0


def test_a_whole_list_in_reniecs_codes_is_read_as_such_and_bare_codes_are_asked_about(confederation: Confederation, tmp_path: Path) -> None:
    pairs = [("140101", "150101"), ("070101", "080101"), ("190101", "200101"), ("240101", "070101")]
    rows = [HEADINGS, *([f"R{n}", f"C{n}", *a_list.names(inei), reniec, "", ""] for n, (reniec, inei) in enumerate(pairs))]
    status, said = imports(confederation.app, a_list.as_csv(tmp_path / "l.csv", rows))
    assert (status, "son de RENIEC" in said) == (0, True)
    assert [kitchens(confederation.app)[f"R{n}"]["ubigeo"] for n in range(4)] == [inei for _, inei in pairs]
    alone = [["codigo", "nombre", "ubigeo"], ["S1", "a", "140137"], ["S2", "b", "140138"], ["S3", "c", "070101"]]
    file = a_list.as_csv(tmp_path / "l.csv", alone)
    status, said = imports(confederation.app, file)
    assert (status, "--ubigeo reniec" in said) == (1, True), said
    assert imports(confederation.app, file, "--ubigeo", "reniec")[0] == 0
    assert kitchens(confederation.app)["S3"]["ubigeo"] == "080101"


def test_a_map_comes_in_with_its_points_and_their_usual_mistakes_are_put_right(confederation: Confederation, tmp_path: Path) -> None:
    said = {"COD": "G", "NOM_OLLA": "Olla", "DISTRITO": "Comas", "DPTO": "LIMA", "cantidad_beneficiarios": 40}
    points = [[-77.05, -11.93], [-11.93, -77.05], [77.05, 11.93], [10.0, 50.0], [0.0, 0.0]]
    features = [(said | {"COD": f"G{n}", "NOM_OLLA": f"Olla {n}"}, point) for n, point in enumerate(points)]
    status, answer = imports(confederation.app, a_list.as_geojson(tmp_path / "l.geojson", features))
    assert status == 0, answer
    found = kitchens(confederation.app)
    assert [found[f"G{n}"]["latitude_e6"] for n in range(5)] == [-11_930_000] * 3 + [None, None]
    assert [found[f"G{n}"]["listed_users"] for n in range(5)] == [40] * 5
    assert "no están en el Perú" in answer and "cambiadas" in answer and "signo menos" in answer


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04half", b"a,b\n1,2\n", b"%PDF-1.7"], ids=["empty", "cut", "no headings", "pdf"])
def test_what_is_no_list_changes_nothing_and_is_said_in_spanish(confederation: Confederation, tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "l.csv"
    file.write_bytes(content)
    status, said = imports(confederation.app, file)
    assert (status, "No se pudo leer" in said, "no se cambió nada" in said) == (1, True, True)
    with confederation.app.app_context(), reading() as connection:
        assert connection.scalar(select(func.count()).select_from(Kitchen)) == 3


def test_a_mobile_telephone_is_kept_sealed_and_changes_with_the_list(confederation: Confederation, tmp_path: Path) -> None:
    def mobiles(*said: str) -> dict[str, str]:
        rows = [["Código", "Nombre", "Ubigeo", "Celular de la presidenta"], ["N-1", "Nuevo", "150110", "51 999888777"]]
        rows += [[code, "", place, one] for (code, place), one in zip((("K-001", "150143"), ("K-002", "150132")), said, strict=True)]
        _, told = imports(confederation.app, a_list.as_csv(tmp_path / "l.csv", rows))
        with confederation.app.app_context(), reading() as connection:
            codes = {row.id: row.code for row in connection.execute(select(Unit.id, Unit.code))}
            known = contacts.read(connection, codes)
        return {codes[kitchen]: number for kitchen, number in known.items()} | {"told": told}

    first = mobiles("987654321 / 912345678", "(01) 234-5678")
    assert "no hay un número de celular donde debería estar" in first.pop("told")
    assert first == {"K-001": "987654321", "N-1": "999888777"}
    again = mobiles("987-654-321", "")
    assert "nuevos: 0. Cambiaron: 0." in again.pop("told")
    assert again == first, "a blank says nothing"
    assert mobiles("", "911222333")["K-002"] == "911222333"
