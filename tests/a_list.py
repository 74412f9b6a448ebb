"""Invented lists of kitchens, in the files in which ministries and municipalities keep theirs."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import xlsxwriter

from app.places.territory import TABLE

PLACES = dict(line.split("\t") for line in TABLE.read_text(encoding="utf-8").splitlines())
DISTRICTS = [code for code in PLACES if len(code) == 6]


def names(ubigeo: str) -> list[str]:
    """Department, province and district."""
    return [PLACES[ubigeo[:length]] for length in (2, 4, 6)]


def as_csv(path: Path, rows: list[list[Any]], encoding: str = "utf-8", separator: str = ",") -> Path:
    """The rows as a CSV."""
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=separator).writerows(rows)
    path.write_bytes(text.getvalue().encode(encoding))
    return path


def as_xlsx(path: Path, rows: list[list[Any]], above: int = 0) -> Path:
    """The rows as a workbook, in its second sheet, `above` rows further down than they need be."""
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("Portada").write("A1", "REGISTRO NACIONAL")
        page = book.add_worksheet("Padrón 2025")
        page.write(0, 0, "LISTADO DE COMEDORES")
        for number, row in enumerate(rows, above):
            page.write_row(number, 0, row)
    return path


def as_geojson(path: Path, features: list[tuple[dict[str, Any], list[float]]]) -> Path:
    """Properties and points as GeoJSON."""
    points = [{"type": "Feature", "properties": said, "geometry": {"type": "Point", "coordinates": at}} for said, at in features]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": points}), encoding="utf-8")
    return path


def thousands(count: int) -> list[list[Any]]:
    """So many kitchens all over Peru, with headings; numbers are numbers, so that ubigeos have lost their zeros."""
    rows: list[list[Any]] = [
        [
            "N°",
            "COD_OLLA",
            "Nombre de la Olla Común",
            "Dpto.",
            "Provincia",
            "Distrito",
            "UBIGEO INEI",
            "Latitud",
            "Longitud",
            "N° de usuarios",
        ]
    ]
    for number in range(count):
        ubigeo = DISTRICTS[number * 7 % len(DISTRICTS)]
        shouted = [name.upper() for name in names(ubigeo)]
        point = [-12 - number / 10_000, -75 - number / 10_000]
        rows.append([number + 1, f"X{number:06d}", f"Olla Común N° {number}", *shouted, int(ubigeo), *point, 15 + number % 90])
    return rows
