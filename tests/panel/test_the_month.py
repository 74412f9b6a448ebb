"""The month at each level: what is below adds up to what is above."""

import re
from datetime import date

from app.database import writing
from app.federation import registry
from app.rollups import levels
from tests.a_visitor import AVisitor
from tests.stories import Confederation


def rows(html: str) -> dict[str, list[str]]:
    """The last table of a page, what lies beneath: the words of each row's head, and of its cells."""
    found = {}
    for row in re.findall(r"<tr.*?</tr>", html.rpartition("<table")[2], re.DOTALL):
        head = re.search(r'<th scope="row">(.*?)</th>', row, re.DOTALL)
        if head:
            found[words(head[1])] = [words(cell) for cell in re.findall(r"<td.*?>(.*?)</td>", row, re.DOTALL)]
    return found


def words(html: str) -> str:
    """What is read of a piece of a page."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def number(cell: str) -> int:
    """The figure of a cell."""
    return int(re.sub(r"[^\d-]", "", cell.partition(" de ")[0]))


def test_what_is_below_adds_up_to_what_is_above_at_every_level(lively: Confederation, board: AVisitor) -> None:
    for path in (
        "/panel/es/",
        "/panel/es/organizacion/P-LIMA",
        "/panel/es/territorio/",
        "/panel/es/territorio/15",
        "/panel/es/territorio/1501",
    ):
        table = rows(board.reads(f"{path}?mes=2026-03"))
        total = table.pop("Total")
        assert table, path
        for place in range(1, 7):
            assert sum(number(row[place]) for row in table.values() if row[1] != "sin registro") == number(total[place]), (
                f"{path}, column {place}"
            )


def test_the_nation_is_the_sum_of_the_days_of_its_kitchens(lively: Confederation, board: AVisitor) -> None:
    days = 0
    for code in ("K-001", "K-002", "K-003"):
        table = rows(board.reads(f"/panel/es/comedor/{code}?mes=2026-03"))
        days += sum(number(row[5]) for row in table.values() if len(row) == 7)
    assert days == 22 + 22 + 10
    assert number(rows(board.reads("/panel/es/?mes=2026-03"))["Total"][6]) == days


def test_a_day_of_which_nothing_is_known_is_not_a_day_on_which_nothing_was_cooked(lively: Confederation, rosa: AVisitor) -> None:
    table = rows(rosa.reads("/panel/es/comedor/K-001?mes=2026-03"))
    assert table["miércoles 4 de marzo"] == ["no se cocinó"]
    assert table["jueves 5 de marzo"] == ["sin registro"]
    assert table["lunes 2 de marzo"][5] == "22"


def test_a_day_on_which_only_food_came_says_nothing_of_rations(lively: Confederation, rosa: AVisitor) -> None:
    phone = lively.a_phone("manos")
    phone.uses("arroz", 5_000, on="2026-03-06")
    phone.syncs()
    lively.counts()
    table = rows(rosa.reads("/panel/es/comedor/K-001?mes=2026-03"))
    assert table["viernes 6 de marzo"] == ["sin anotar raciones"]


def test_one_goes_down_by_links_to_the_kitchen_and_up_by_the_trail(lively: Confederation, board: AVisitor) -> None:
    below = {"/panel/es/": "organizacion/P-LIMA", "/panel/es/organizacion/P-LIMA": "organizacion/D-VMT"}
    below["/panel/es/organizacion/D-VMT"] = "comedor/K-001"
    for path, wanted in below.items():
        assert f'href="/panel/es/{wanted}?mes=2026-03"' in board.reads(f"{path}?mes=2026-03")
    kitchen = board.reads("/panel/es/comedor/K-001?mes=2026-03")
    for above in ("N", "P-LIMA", "D-VMT"):
        assert f'href="/panel/es/organizacion/{above}?mes=2026-03"' in kitchen


def test_a_coordinators_trail_ends_at_her_own_organisation(lively: Confederation, rosa: AVisitor) -> None:
    kitchen = rosa.reads("/panel/es/comedor/K-001?mes=2026-03")
    assert "organizacion/P-LIMA" in kitchen
    assert "CONAMOVIDI" not in kitchen


def test_who_has_not_reported_is_named_with_when_she_was_last_heard(lively: Confederation, rosa: AVisitor, board: AVisitor) -> None:
    silent = rosa.reads("/panel/es/sin-registro/?mes=2026-03")
    assert "Nueva Esperanza" in silent and "sin celular" in silent
    assert "Manos Unidas" not in silent
    assert "No falta nadie" in board.reads("/panel/es/sin-registro/P-CUSCO?mes=2026-03")
    april = rosa.reads("/panel/es/sin-registro/?mes=2026-04")
    assert "Manos Unidas" in april and "Nueva Esperanza" in april and "Ñawi Wasi" not in april


def test_a_kitchen_that_changed_province_is_with_each_in_its_months(lively: Confederation, rosa: AVisitor) -> None:
    with lively.app.app_context():
        with writing() as connection:
            registry.move(connection, "D-VMT", "P-CUSCO", date(2026, 4, 1))
        levels.coalesce()
    assert "22" in rows(rosa.reads("/panel/es/comedor/K-001?mes=2026-03"))["lunes 2 de marzo"]
    assert "Invitar un celular" not in rosa.reads("/panel/es/comedor/K-001?mes=2026-03"), "its phones are another's now"
    assert rosa.opens("/panel/es/comedor/K-001?mes=2026-04").status_code == 404
    assert rosa.opens("/panel/es/comedor/K-001").status_code == 404


def test_kitchens_are_found_without_accents_or_capitals(lively: Confederation, board: AVisitor) -> None:
    for text, found in {"NAWI": "Ñawi Wasi", "maria manos": "Manos Unidas", "k-002": "Nueva Esperanza"}.items():
        assert found in board.reads(f"/panel/es/comedores?q={text}"), text
    assert "Ningún comedor" in board.reads("/panel/es/comedores?q=zzz")
