"""A kitchen without signal: another kitchen's leader carries what it wrote, and its copy opens on a new phone when the old one is lost."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect
from sqlalchemy import select

from app.database import reading
from app.sync.models import Operation
from tests.phone.conftest import NOON
from tests.phone.leader import Leader

Another = Callable[..., Leader]


@pytest.fixture
def another(browser: Browser, browser_context_args: dict[str, Any], leader: Leader) -> Iterator[Another]:
    """More phones of the same confederation, each with its leader."""
    contexts = []

    def enters(name: str, kitchen: str = "manos") -> Leader:
        context = browser.new_context(**browser_context_args)
        contexts.append(context)
        context.set_default_timeout(20_000)
        page = context.new_page()
        page.clock.set_fixed_time(NOON)
        other = Leader(page, leader.server, leader.confederation)
        other.enters(name, kitchen)
        return other

    yield enters
    for context in contexts:
        context.close()


def log(leader: Leader, kitchen: str = "manos") -> list[str]:
    """The kinds in a kitchen's log, in order."""
    query = select(Operation.kind).where(Operation.kitchen_id == leader.confederation.kitchens[kitchen]).order_by(Operation.seq)
    with leader.server.app.app_context(), reading() as connection:
        return list(connection.scalars(query))


def keeps(leader: Leader, button: str, folder: Path) -> Path:
    """Press a button that makes a file, and put it where the chat would."""
    with leader.page.expect_download() as coming:
        leader.page.get_by_role("button", name=button).click()
    file = folder / coming.value.suggested_filename
    coming.value.save_as(file)
    return file


def opens(leader: Leader, file: Path) -> None:
    """Open a file that somebody sent, on *Por enviar*."""
    leader.opens("#/enviar")
    leader.page.get_by_label("Abrir un archivo de Mi Comedor").set_input_files(file)


def chooses(leader: Leader, file: Path) -> None:
    """Choose a file on the page that opens what needs signal."""
    expect(leader.page.get_by_role("heading", name="Abrir un archivo")).to_be_visible()
    leader.page.get_by_label("Elegir el archivo").set_input_files(file)


def serves_without_signal(leader: Leader, rations: int = 3) -> None:
    """She enters, loses signal, and writes down what she serves."""
    leader.enters()
    leader.sees_pending(0)
    leader.loses_signal()
    leader.taps("Socia", rations)
    leader.sees_saved()
    leader.opens("#/enviar")
    leader.sees_pending(1)


def carries(leader: Leader, bundle: Path, folder: Path) -> Path:
    """Send what another phone sealed, and make its receipt."""
    leader.opens("archivo")
    chooses(leader, bundle)
    leader.sees("1 de 1 enviados")
    return keeps(leader, "Devolver el comprobante", folder)


def hands_over(leader: Leader, folder: Path) -> Path:
    """Make the bundle, and see that it takes no mark away."""
    bundle = keeps(leader, "Enviar por otra persona", folder)
    assert bundle.name == "envio-K-001.txt"
    assert bundle.read_text().startswith("mi-comedor/1 bundle\n# Mande un archivo cerrado")
    leader.sees("Sigue por enviar hasta que vuelva el comprobante.")
    expect(leader.page.get_by_text("Es de otro teléfono")).to_be_hidden()
    leader.sees_pending(1)
    return bundle


def test_what_was_written_without_signal_goes_by_another_leader(leader: Leader, another: Another, tmp_path: Path) -> None:
    serves_without_signal(leader)
    bundle = hands_over(leader, tmp_path)
    elena = another("Elena", "olla")
    opens(elena, bundle)
    elena.page.get_by_role("link", name="Es de otro teléfono. Con señal, ábralo aquí.").click()
    assert log(leader) == ["keeper.joined"]
    receipt = carries(elena, bundle, tmp_path)
    assert receipt.name == "comprobante-envio-K-001.txt"
    assert log(leader) == ["keeper.joined", "rations.counted"]
    elena.page.get_by_role("button", name="Ya lo devolví: quitar de aquí").click()
    expect(elena.page.get_by_text("Lleva lo de otro comedor")).to_have_count(0)
    opens(elena, receipt)
    elena.sees("No es suyo, o llegó dañado.")

    opens(leader, receipt)
    leader.sees("Comprobante leído.")
    leader.sees_pending(0)
    leader.finds_signal()
    leader.page.get_by_role("button", name="Enviar ahora").click()
    leader.sees("La federación recibió todo")
    assert log(leader) == ["keeper.joined", "rations.counted"]


def test_a_carrier_who_loses_signal_keeps_it_and_goes_on(leader: Leader, another: Another, tmp_path: Path) -> None:
    serves_without_signal(leader)
    bundle = keeps(leader, "Enviar por otra persona", tmp_path)
    elena = another("Elena", "olla")
    elena.opens("archivo")
    elena.sees("Elegir el archivo")
    elena.loses_signal()
    chooses(elena, bundle)
    elena.sees("No hay señal. Lo que lleva está guardado aquí")
    elena.sees("0 de 1 enviados")
    elena.finds_signal()
    elena.sees("1 de 1 enviados")
    elena.opens("archivo")
    elena.sees("1 de 1 enviados")
    assert log(leader) == ["keeper.joined", "rations.counted"]


def test_a_stranger_s_file_is_told_and_her_own_is_just_sent(leader: Leader, tmp_path: Path) -> None:
    serves_without_signal(leader)
    bundle = keeps(leader, "Enviar por otra persona", tmp_path)
    photo = tmp_path / "foto.jpg"
    photo.write_bytes(bytes(range(256)) * 40)
    opens(leader, photo)
    leader.sees("No es suyo, o llegó dañado.")
    leader.finds_signal()
    leader.opens("archivo")
    chooses(leader, bundle)
    leader.sees("Ese archivo es de este mismo teléfono.")
    expect(leader.page.get_by_text("Lleva lo de otro comedor")).to_have_count(0)
    assert log(leader) == ["keeper.joined", "rations.counted"]


def test_a_copy_opens_on_a_new_phone_and_the_unsent_work_of_the_lost_one_arrives(leader: Leader, another: Another, tmp_path: Path) -> None:
    serves_without_signal(leader)
    copy = keeps(leader, "Guardar copia", tmp_path)
    assert copy.name == "copia-K-001.txt"
    leader.page.close()

    luz = another("Luz")
    luz.opens("archivo")
    for new in ("1 anotaciones no estaban", "Todo lo que trae ya estaba"):  # twice is once
        chooses(luz, copy)
        luz.sees("La copia se abrió.")
        luz.sees(new)
    assert sorted(log(luz)) == ["keeper.joined", "keeper.joined", "rations.counted"]
    luz.page.get_by_role("link", name="Volver a mi cuaderno").click()
    luz.goes_to("Hoy")
    expect(luz.page.get_by_role("textbox", name=re.compile("^Socia"))).to_have_value("3")

    elena = another("Elena", "olla")
    elena.opens("archivo")
    chooses(elena, copy)
    elena.sees("Esa copia es de otro comedor.")
