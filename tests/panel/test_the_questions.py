"""The questions of a province's evening and a board's morning: who ate, who pays for the plate, what came, how it went."""

import re
from datetime import date

import pytest

from app.database import writing
from app.federation import registry
from app.rollups.follow import catch_up
from tests.a_visitor import AVisitor
from tests.panel.test_the_month import rows, words
from tests.stories import Confederation

ABOVE = ("organizacion/N", "organizacion/P-LIMA", "organizacion/D-VMT", "comedor/K-001", "territorio", "territorio/15", "territorio/150143")


def tables(html: str) -> dict[str, list[str]]:
    """The rows of every table of a page."""
    found: dict[str, list[str]] = {}
    for table in html.split("<table")[1:]:
        found |= rows("<table" + table)
    return found


@pytest.fixture
def march(confederation: Confederation) -> Confederation:
    """March at Manos Unidas, with money and food of everybody; in May a little again. Of the others nothing is known."""
    phone = confederation.a_phone("manos")
    ana = phone.registers("Ana")
    phone.serves(ana, bracket="18-59", sex="f")
    phone.serves(phone.registers("Luis", "user"), "paid", 350, bracket="60+", sex="m")
    phone.serves(phone.registers("Tito", "user"), "paid", 350)
    phone.counts(paid=17)
    phone.uses("arroz", 10_000, value_cents=3_000)
    phone.uses("aceite", 500, source="donation")
    phone.spends(1_000, "subsidy")
    phone.spends(8_000)
    delivery = phone.new_id()
    phone.receives("arroz", 80_000, delivery=delivery, asked_qty=120_000, promised_qty=100_000, promised_on="2026-02-26")
    phone.receives("aceite", 6_000, delivery=delivery, promised_qty=6_000, promised_on="2026-02-26")
    phone.counts(paid=8, on="2026-05-04")
    assert phone.syncs() == 200
    with confederation.app.app_context():
        catch_up()
    return confederation


def test_who_ate_is_told_by_class_by_age_and_by_sex_and_what_is_not_known_too(march: Confederation, board: AVisitor) -> None:
    for path in ("?mes=2026-03", "comedor/K-001?mes=2026-03", "territorio/15?mes=2026-03"):
        told = tables(board.reads(f"/panel/es/{path}"))
        assert (told["Socias"], told["Pagadas"]) == (["1", "1"], ["19", "2"]), path
        assert (told["18 a 59 años"], told["60 años y más"], told["0 a 5 años"]) == (["1", "1"], ["1", "1"], ["0", "0"])
        assert (told["Mujeres"], told["Varones"], told["sin dato"]) == (["1", "1"], ["1", "1"], ["1", "1"])


@pytest.mark.parametrize("above", ABOVE)
def test_who_pays_for_the_plate_is_the_same_from_the_nation_down_to_the_kitchen(march: Confederation, board: AVisitor, above: str) -> None:
    page = board.reads(f"/panel/es/{above}/plato?mes=2026-03")
    told = {name: cells[-1].replace("\xa0", " ") for name, cells in tables(page).items()}
    assert (told["El Estado, en comida"], told["El Estado, en dinero"]) == ("S/ 30.00", "S/ 10.00")
    # 1 member's plate at 2.50 and 19 paid at 3.50 were collected; the women completed what the kitchen spent of its own.
    assert (told["Los comensales"], told["Las mujeres"], told["Todo el plato"]) == ("S/ 69.00", "S/ 11.00", "S/ 120.00")
    assert "el Estado pone S/&nbsp;2.00: el 33 %" in page.replace("\xa0", "&nbsp;")
    assert "0.5 litros" in page, "food without a value is named, not reckoned"
    for said in ("65 %", "Ley 25307", "CONAMOVIDI, 2021", "¿Qué cuenta esto?", "al día hasta"):
        assert said in page


def test_a_part_of_silent_kitchens_is_said_beside_every_figure(march: Confederation, rosa: AVisitor) -> None:
    for question in ("", "/plato", "/entregas"):
        page = rosa.reads(f"/panel/es/organizacion/P-LIMA{question}?mes=2026-03")
        assert "de 1 comedor con registro; abiertos en el mes: 2" in words(page)
        assert "sin registro" in " ".join(rows(page)["Nueva Esperanza"])


def test_a_delivery_is_asked_promised_received_and_late(march: Confederation, board: AVisitor) -> None:
    for above in ABOVE:
        page = board.reads(f"/panel/es/{above}/entregas?mes=2026-03")
        told = tables(page)
        assert (told["Pedido"], told["Prometido"]) == (["120 kg", "0 litros"], ["100 kg", "6 litros"]), above
        assert (told["Recibido"], told["Faltó de lo prometido"]) == (["80 kg", "6 litros"], ["20 kg", "0 litros"])
        assert "1 de 1 llegaron tarde" in words(page)
    days = rows(board.reads("/panel/es/comedor/K-001/entregas?mes=2026-03"))
    assert days["lunes 2 de marzo"][:3] == ["1", "1 de 1", "4"]


def test_a_month_of_silence_has_no_column_and_is_not_a_month_of_zero(march: Confederation, board: AVisitor) -> None:
    for above in ABOVE:
        page = board.reads(f"/panel/es/{above}/tendencias?mes=2026-05")
        told = rows(page)
        assert (told["may. 2026"][0], told["abr. 2026"], told["mar. 2026"][0]) == ("8", ["sin registro"], "20"), above
        first = page.split('<svg class="columns"')[1].split("</svg>")[0]
        assert (first.count('class="dyed"'), first.count('class="silence"')) == (2, 10)
    assert len(rows(board.reads("/panel/es/organizacion/N/tendencias?mes=2026-05&meses=36"))) == 36
    assert len(rows(board.reads("/panel/es/organizacion/N/tendencias?mes=2026-05&meses=999"))) == 12


def test_the_trend_of_what_moved_away_ends_where_it_stopped_being_hers(march: Confederation, rosa: AVisitor) -> None:
    with march.app.app_context():
        with writing() as connection:
            registry.move(connection, "D-VMT", "P-CUSCO", date(2026, 5, 1))
        catch_up()
    for above in ("organizacion/D-VMT", "comedor/K-001"):
        assert rosa.opens(f"/panel/es/{above}/tendencias?mes=2026-05").status_code == 404
        assert rows(rosa.reads(f"/panel/es/{above}/tendencias?mes=2026-04"))["mar. 2026"][0] == "20"


def test_the_trend_of_what_came_to_her_begins_when_it_came(march: Confederation, rosa: AVisitor) -> None:
    with march.app.app_context():
        with writing() as connection:
            registry.move(connection, "D-VMT", "P-CUSCO", date(2026, 3, 1))
            registry.move(connection, "D-VMT", "P-LIMA", date(2026, 5, 1))
        catch_up()
    told = rows(rosa.reads("/panel/es/comedor/K-001/tendencias?mes=2026-05"))
    assert (told["may. 2026"][0], told["mar. 2026"]) == ("8", ["sin registro"])


def test_a_department_of_the_map_speaks_is_silent_or_has_no_kitchens(march: Confederation, board: AVisitor) -> None:
    tiles = {"raciones": "LIM 20: Lima, 20 raciones", "cobertura": "1 de 2 comedores con registro", "estado": "el Estado pone el 33.3 %"}
    for shown, said in tiles.items():
        page = board.reads(f"/panel/es/territorio/?mes=2026-03&ver={shown}")
        drawn = page.split('<svg class="tiles"')[1].split("</svg>")[0]
        links = re.findall(r'<a href="([^"]+)" aria-label="([^"]+)"', drawn)
        assert [address for address, _ in links] == ["/panel/es/territorio/15?mes=2026-03", "/panel/es/territorio/08?mes=2026-03"]
        assert said in links[0][1]
        assert "Cusco" in links[1][1] and ("0 de 1" if shown == "cobertura" else "sin registro") in links[1][1]
        assert drawn.count('data-shade="empty"') == 23


def test_one_goes_down_by_links_within_the_same_question_and_month(march: Confederation, board: AVisitor) -> None:
    below = {"organizacion/N": "organizacion/P-LIMA", "organizacion/P-LIMA": "organizacion/D-VMT", "organizacion/D-VMT": "comedor/K-001"}
    below |= {"territorio": "territorio/15", "territorio/15": "territorio/1501", "territorio/150143": "comedor/K-001"}
    for question in ("plato", "entregas"):
        for above, wanted in below.items():
            assert f'href="/panel/es/{wanted}/{question}?mes=2026-03"' in board.reads(f"/panel/es/{above}/{question}?mes=2026-03")


def test_beneath_a_day_stand_its_notes_without_anybodys_name(march: Confederation, board: AVisitor) -> None:
    assert 'href="/panel/es/comedor/K-001/dia/2026-03-02"' in board.reads("/panel/es/comedor/K-001?mes=2026-03")
    page = board.reads("/panel/es/comedor/K-001/dia/2026-03-02")
    told = rows(page)
    assert told["Raciones sin nombre"][0] == "Raciones: Pagadas: 17 Precios: Pagadas: S/ 3.50"
    assert sorted(row[0] for name, row in told.items() if name.startswith("Ración con nombre")) == [
        "Clase: Pagada Precio: S/ 3.50",
        "Clase: Socia Precio: S/ 2.50",
    ]
    assert "Ana" not in page and "Luis" not in page
    assert all(row[1] == "Rosa" for row in told.values()), "who wrote it is a keeper of the notebook"


def test_what_was_undone_or_corrected_is_shown_as_such(confederation: Confederation, board: AVisitor) -> None:
    phone = confederation.a_phone("manos")
    first = phone.counts(paid=10)
    phone.counts([first], paid=12)
    phone.undoes(phone.uses("arroz", 5_000))
    phone.write("service.skipped", {"slot": 2, "reason": "no_gas"})
    assert phone.syncs() == 200
    told = rows(board.reads("/panel/es/comedor/K-001/dia/2026-03-02"))
    assert {name for name in told if name.startswith("Raciones")} == {"Raciones sin nombre corregida después", "Raciones sin nombre"}
    assert told["Víveres usados anulada"][0].startswith("Alimento: Arroz")
    assert told["No se cocinó"][0] == "Motivo: No había gas o leña"


def test_a_day_that_cannot_be_or_is_not_hers_is_no_page(march: Confederation, rosa: AVisitor) -> None:
    for wrong in ("2026-02-30", "2026-3-2", "1999-12-31", "2126-01-01", "lunes", "20260302"):
        assert rosa.opens(f"/panel/es/comedor/K-001/dia/{wrong}").status_code == 404, wrong
    assert rosa.opens("/panel/es/comedor/K-003/dia/2026-03-02").status_code == 404
    assert "Sin registro de este día" in rosa.reads("/panel/es/comedor/K-001/dia/2026-03-20")
