"""Headings as offices write them find their columns, and nobody's private column is taken for another."""

import io
from pathlib import Path

import pytest

from app.federation.importing.run import HEADINGS as KITCHENS
from app.federation.importing.run import NEEDED
from app.sheets import Headings, Unreadable, read
from app.sync.roll_import.run import HEADINGS as PEOPLE

SPELT = {
    "code": ("CÓDIGO", "Cod.", "COD_COMEDOR", "Código de la Olla Común", "ID OLLA", "COD_OC", "Codigo PCA", "CODIGO_UNICO_RUNOC"),
    "name": (
        "NOM_COMEDOR",
        "Nombre del comedor",
        "NombreComedor",
        "NOM_OC",
        "Nombre de la OSB",
        "Denominación",
        "OLLA COMÚN (según RUNOC)",
    ),
    "ubigeo": ("Ubigeo", "UBIGEO INEI", "COD_UBIGEO", "cod. ubigeo", "IDDIST", "UBIGEO_2025"),
    "department": ("Departamento", "DPTO.", "NOMBDEP", "Región", "DEPARTAMENTO_INEI"),
    "district": ("DISTRITO", "Nombre de distrito", "nom_dist"),
    "latitude": ("Latitud", "LAT", "Coordenada Y", "coord_y", "Y", "latitud (WGS84)", "lat_y"),
    "longitude": ("Longitud", "LONG", "LNG", "Coordenada X", "X"),
    "state": ("Estado", "ESTADO ACTUAL", "Situación", "estado_comedor"),
    "contact": (
        "Celular",
        "TELEFONO",
        "Celular de la presidenta",
        "CEL.",
        "N° de celular",
        "TELEFONO_CONTACTO",
        "Teléfono del responsable",
    ),
    "users": ("N° de usuarios", "Cantidad de beneficiarios", "Nro. Usuarios", "TOTAL_USUARIOS", "usuarios activos", "N_BENEF"),
}
NOBODYS = ("Presidenta", "Nombre de la presidenta", "DNI", "Teléfono fijo", "Nombre del responsable", "Correo electrónico", "N°", "")


def found(headings: Headings, *cells: str) -> dict[str, str]:
    """Which heading was taken for which column."""
    sheet = read(io.BytesIO((";".join(cells) + "\n" + ";".join("1" * len(cells))).encode()))
    return headings.find(sheet, ()).headings


@pytest.mark.parametrize("column", SPELT)
def test_every_usual_spelling_finds_its_column(column: str) -> None:
    assert [found(KITCHENS, spelt, "Nada") for spelt in SPELT[column]] == [{column: spelt} for spelt in SPELT[column]]


def test_what_is_about_people_is_no_kitchens_column() -> None:
    assert found(KITCHENS, *NOBODYS) == {}
    padron = ("DNI", "Ap. Paterno del Apoderado", "Apellido Paterno", "AP. MATERNO", "Nombres", "FEC_NAC", "DNI DEL APODERADO")
    assert found(PEOPLE, *padron) == {
        "doc_number": "DNI",
        "guardian_paternal": "Ap. Paterno del Apoderado",
        "paternal": "Apellido Paterno",
        "maternal": "AP. MATERNO",
        "names": "Nombres",
        "born_on": "FEC_NAC",
        "guardian_dni": "DNI DEL APODERADO",
    }


def test_the_better_of_two_headings_is_taken_and_the_title_above_is_none() -> None:
    assert found(KITCHENS, "ID", "Código del comedor", "Nombre")["code"] == "Código del comedor"
    rows = b"Comedor;;\nlista;de;2025\nCODIGO;COMEDOR;DISTRITO\n1;a;b\n"
    assert KITCHENS.find(read(io.BytesIO(rows)), NEEDED).lines[0].number == 4
    with pytest.raises(Unreadable, match="no_headings"):
        KITCHENS.find(read(io.BytesIO(b"CODIGO;COMEDOR\n1;a\n")), NEEDED)


def test_the_files_of_headings_say_nothing_twice() -> None:
    for headings in ("app/federation/importing/headings.tsv", "app/sync/roll_import/headings.tsv"):
        lines = Path(headings).read_text(encoding="utf-8").splitlines()
        assert len({line.split("\t")[0] for line in lines}) == len(lines) > 10
