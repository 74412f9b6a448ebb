"""Lists come in by the panel: looked at first, written only with a yes, and only where she may write."""

import re
from io import BytesIO
from pathlib import Path
from typing import Any

from sqlalchemy import func, select
from werkzeug.test import TestResponse

from app.books.roll.models import Beneficiary
from app.database import reading
from app.federation.models import Kitchen
from tests import a_list
from tests.a_visitor import AVisitor
from tests.stories import Confederation

ROLL = "/panel/es/comedor/K-001/padron/importar"
LIST = "/panel/es/importar"


def chooses(visitor: AVisitor, page: str, file: Path | bytes, **values: str) -> TestResponse:
    """Send a file from the page's form."""
    content = file if isinstance(file, bytes) else file.read_bytes()
    form: dict[str, Any] = {"csrf_token": visitor.proof(page), "archivo": (BytesIO(content), "lista.bin"), **values}
    return visitor.client.post(page, data=form, content_type="multipart/form-data")


def says_yes(visitor: AVisitor, shown: str) -> TestResponse:
    """Press the button that stands under what was shown."""
    form = re.search(r'<form method="post" action="(/panel/es/[^"]*importar)">(.*?)</form>', shown, re.DOTALL)
    assert form, "nothing to confirm"
    hidden = dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', form[2]))
    return visitor.client.post(form[1], data=hidden)


def there_are(confederation: Confederation, model: Any) -> int:
    """How many rows a table has."""
    with confederation.app.app_context(), reading() as connection:
        return int(connection.scalar(select(func.count()).select_from(model)) or 0)


def test_a_coordinator_looks_at_a_padron_and_then_imports_it(confederation: Confederation, rosa: AVisitor, tmp_path: Path) -> None:
    rows = [["DNI", "Apellidos", "Nombres", "Condición"], ["10117410", "Quispe Huamán", "Juana <b>", "socia"], ["x", "", "", "2"]]
    shown = chooses(rosa, ROLL, a_list.as_xlsx(tmp_path / "p.xlsx", rows)).get_data(as_text=True)
    assert "Todavía no se escribió nada" in shown and "queda fuera" in shown and "no tiene nombre" in shown
    assert there_are(confederation, Beneficiary) == 0
    done = says_yes(rosa, shown)
    assert (done.status_code, "Listo" in done.get_data(as_text=True)) == (200, True)
    assert there_are(confederation, Beneficiary) == 1
    again = chooses(rosa, ROLL, a_list.as_xlsx(tmp_path / "p.xlsx", rows)).get_data(as_text=True)
    says_yes(rosa, again)
    assert there_are(confederation, Beneficiary) == 1


def test_the_board_looks_at_a_list_of_thousands_and_then_imports_it(confederation: Confederation, board: AVisitor, tmp_path: Path) -> None:
    file = a_list.as_xlsx(tmp_path / "ollas.xlsx", a_list.thousands(3000))
    shown = chooses(board, LIST, file, desde="2026-03", organizacion="P-LIMA").get_data(as_text=True)
    assert "3,000" in shown and there_are(confederation, Kitchen) == 3
    assert says_yes(board, shown).status_code == 200
    assert there_are(confederation, Kitchen) == 3003


def test_what_is_no_list_is_said_on_the_page(confederation: Confederation, rosa: AVisitor, board: AVisitor) -> None:
    for visitor, page, values in ((rosa, ROLL, {}), (board, LIST, {"desde": "2026-03"})):
        answer = chooses(visitor, page, b"PK\x03\x04half", **values)
        assert (answer.status_code, "cortado" in answer.get_data(as_text=True)) == (422, True)
        assert chooses(visitor, page, b"", **values).status_code == 422
        form = {"csrf_token": visitor.proof(page), "llevado": "aGk=", **values}
        assert visitor.client.post(page, data=form).status_code == 404
    answer = chooses(board, LIST, b"codigo,nombre,ubigeo\n1,a,150101\n", desde="2026-03", organizacion="NADA")
    assert "No existe la organización «NADA»" in answer.get_data(as_text=True)
    assert there_are(confederation, Kitchen) == 3


def test_a_coordinator_imports_no_kitchens_and_no_foreign_padron(confederation: Confederation, rosa: AVisitor) -> None:
    assert rosa.opens(LIST).status_code == 404
    assert rosa.opens(ROLL.replace("K-001", "K-003")).status_code == 404
    form = {"csrf_token": rosa.proof(ROLL), "archivo": (BytesIO(b"Nombres,DNI\na,1\n"), "p.csv")}
    assert rosa.client.post(ROLL.replace("K-001", "K-003"), data=form, content_type="multipart/form-data").status_code == 404
