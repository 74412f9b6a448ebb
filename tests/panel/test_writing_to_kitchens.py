"""Who has not reported is written to kindly: at her kitchen's mobile where it is known, else to whom the coordinator chooses."""

import re
from urllib.parse import unquote

import pytest
from sqlalchemy import select

from app.database import reading
from app.federation.models import Kitchen
from tests.a_visitor import AVisitor
from tests.panel.test_notices import publishes
from tests.panel.test_the_month import words
from tests.stories import Confederation

SILENT, CONTACT = "/panel/es/sin-registro/?mes=2026-03", "/panel/es/comedor/K-002/contacto"


def links(html: str) -> list[tuple[str, str]]:
    """The WhatsApp links of a page: to which number, with which words."""
    return [(number, unquote(text)) for number, text in re.findall(r'https://wa\.me/(\d*)\?text=([^"&]+)', html)]


def test_the_silent_are_written_to_warmly_and_none_is_named_to_the_others(lively: Confederation, rosa: AVisitor) -> None:
    (to_one, one), (to_all, everybody) = links(rosa.reads(SILENT))
    assert (to_one, to_all) == ("", "")
    assert one.startswith("Hola, compañeras de Nueva Esperanza. ¿Cómo están?")
    assert "marzo de 2026" in one and "marzo de 2026" in everybody
    assert "Nueva Esperanza" not in everybody


@pytest.mark.parametrize("typed", ["987654321", "+51 987 654 321", "51-987-654-321", "(987) 654.321"])
def test_a_number_is_kept_sealed_and_used(lively: Confederation, rosa: AVisitor, typed: str) -> None:
    assert rosa.presses(CONTACT, mobile=typed).status_code == 303
    assert links(rosa.reads(SILENT))[0][0] == "51987654321"
    page = publishes(rosa)
    assert sorted(number for number, _ in links(rosa.reads(page))) == ["", "", "51987654321"], "to all, to Manos Unidas, to her"
    with lively.app.app_context(), reading() as connection:
        (kept,) = connection.scalars(select(Kitchen.contact).where(Kitchen.contact.is_not(None)))
    assert b"987654321" not in kept
    rosa.presses(CONTACT, mobile="")
    assert links(rosa.reads(SILENT))[0][0] == "", "and forgotten when asked"


@pytest.mark.parametrize("typed", ["12345678", "887654321", "98765432", "9876543210", "987654321; 912345678", "nueve"])
def test_what_is_no_mobile_is_not_kept(lively: Confederation, rosa: AVisitor, typed: str) -> None:
    answer = rosa.presses(CONTACT, mobile=typed)
    assert answer.status_code == 400
    assert "no es un número de celular" in words(answer.get_data(as_text=True))
    assert links(rosa.reads(SILENT))[0][0] == ""
