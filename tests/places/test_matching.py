"""Which district a row means: INEI's codes and RENIEC's, names as lists write them, and what is not guessed."""

from collections.abc import Iterator

import pytest
from flask import Flask

from app.database import reading
from app.places.matching import RENIEC, Gazetteer, Named, Placed

#: In the official table two districts of Tayacaja bear the names of two others: the codes that left them.
STALE = {"090708", "090712"}


@pytest.fixture
def gazetteer(app: Flask) -> Iterator[Gazetteer]:
    """The territory that ships with the application."""
    with app.app_context(), reading() as connection:
        yield Gazetteer(connection)


def shouted(gazetteer: Gazetteer, code: str, ubigeo: str) -> Named:
    """A district as a list in capitals without accents would have it, under some code."""
    names = [gazetteer.names[ubigeo[:length]].upper().translate(str.maketrans("ÁÉÍÓÚÑ-", "AEIOUN ")) for length in (2, 4, 6)]
    return Named(code, *names)


def test_every_district_is_found_by_its_names_alone_and_with_a_code_that_lost_its_zero(gazetteer: Gazetteer) -> None:
    districts = [code for code in gazetteer.names if len(code) == 6 and code not in STALE]
    assert len(districts) > 1800
    for code in districts:
        assert gazetteer.place(shouted(gazetteer, "", code)) == Placed(code)
        assert gazetteer.place(shouted(gazetteer, code.lstrip("0") + ".0", code)) == Placed(code)


def test_every_code_of_reniec_is_told_apart_by_its_names(gazetteer: Gazetteer) -> None:
    pairs = [line.split("\t") for line in RENIEC.read_text().splitlines()]
    assert len(pairs) > 1800
    for code, ubigeo in pairs:
        named = shouted(gazetteer, code, ubigeo)
        assert gazetteer.place(named).ubigeo == ubigeo, "one stray row"
        assert gazetteer.place(named, "reniec") == Placed(ubigeo), "a whole file of them"


FOUND = {
    Named("150132", "Lima", "Lima", "SJL"): ("150132", ""),
    Named("", "LIMA", "", "S.J. Lurigancho"): ("150132", ""),
    Named("", "Lima Metropolitana", "", "Cercado"): ("150101", ""),
    Named("", "Provincia Constitucional del Callao", "", "Mi Peru"): ("070107", ""),
    Named("", "Dpto. de Cuzco", "CUZCO", "Distrito de Wanchaq"): ("080108", ""),
    Named("140137", "LIMA", "LIMA", "SAN JUAN DE LURIGACHO"): ("150132", "close_name"),
    Named("140137", "LIMA", "LIMA", "SAN JUAN DE LURIGANCHO"): ("150132", "reniec_row"),
    Named("150119", "Lima", "Lima", "Lurigancho"): ("150118", "code_and_name"),
    Named("999999", "Lima", "Lima", "Ate"): ("150103", "code_unknown"),
    Named("150103", "Lima", "Lima", "AA.HH. Huaycán"): ("150103", "name_unknown"),
    Named("", "", "", "Villa El Salvador"): ("150142", "only_district"),
    Named("070101"): ("070101", ""),
    Named("70101"): ("070101", "zero"),
    Named("1501030001"): ("150103", ""),
    Named("", "Lima", "", "Santa Rosa"): ("150139", ""),
    Named("", "Puno", "", "Santa Rosa"): (None, "ambiguous"),
    Named("", "", "", "Santa Rosa"): (None, "ambiguous"),
    Named("150101", "Cusco", "Cusco", "Nada"): (None, "code_and_name_unknown"),
    Named("", "Cusco", "Cusco", "Nada"): (None, "name_not_found"),
    Named("159999"): (None, "code_unplaced"),
    Named("S/C"): (None, "code_unplaced"),
    Named(): (None, "nowhere"),
}


def test_what_a_row_says_of_its_place_is_understood_or_left_in_doubt(gazetteer: Gazetteer) -> None:
    assert {named: gazetteer.place(named) for named in FOUND} == {named: Placed(*placed) for named, placed in FOUND.items()}
