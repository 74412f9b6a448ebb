"""A person of the roll and what is known of her: she sees it, takes it away, objects, asks to be erased; nothing of anybody else leaves."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.phone.leader import Leader
from tests.phone.test_every_screen import faults, width

SHARED = """() => {
    globalThis.shared = [];
    Navigator.prototype.canShare = () => true;
    Navigator.prototype.share = async ({ files }) => { for (const file of files) globalThis.shared.push([file.name, await file.text()]); };
}"""
NAMES = ("Juana", "Quispe", "Huamán", "Mateo", "Rosa", "Olga", "Claveles", "Manos Unidas")


@pytest.fixture
def before_juana(leader: Leader) -> Leader:
    """Rosa's phone, without signal, open at Juana, of whom a registration and a plate were written."""
    leader.enters()
    other = leader.confederation.a_phone(name="Olga")
    juana = other.registers("Juana", paternal="Quispe", maternal="Huamán", address="Jr. Los Claveles 123", consent="spoken")
    other.registers("Mateo", "user", age=7, guardian=juana)
    other.serves(juana)
    other.syncs()
    leader.page.reload()
    leader.sees("1 marcada")
    leader.loses_signal()
    leader.opens(f"#/persona/{juana}")
    leader.sees("Juana Quispe Huamán")
    return leader


def press(page: Page, name: str) -> None:
    """Press the button of this name."""
    page.get_by_role("button", name=name, exact=True).filter(visible=True).click()


def test_she_sees_who_explained_her_permission(before_juana: Leader) -> None:
    permission = before_juana.page.locator("#persona dl")
    expect(permission).to_contain_text("Sí, lo dijo de palabra · 2 mar. 2026 · se lo explicó Olga", use_inner_text=True)


def test_she_takes_a_copy_of_her_own_data_and_of_nobody_elses(before_juana: Leader, tmp_path: Path) -> None:
    with before_juana.page.expect_download() as downloading:
        press(before_juana.page, "Darle una copia")
    assert downloading.value.suggested_filename == "sus-datos.txt"
    downloading.value.save_as(tmp_path / "copy.txt")
    copy = (tmp_path / "copy.txt").read_text().splitlines()
    assert copy[:3] == ["Juana Quispe Huamán", "Viene como: Socia", "Dirección: Jr. Los Claveles 123"]
    assert copy[-5:] == ["Ración con nombre", "Socia", "2 mar. 2026", "Registro en el padrón", "2 mar. 2026"]
    assert not {"Mateo", "Olga", "Rosa"} & set(" ".join(copy[4:]).split())


def test_the_copy_goes_through_the_share_sheet_where_there_is_one(before_juana: Leader) -> None:
    before_juana.page.evaluate(SHARED)
    press(before_juana.page, "Darle una copia")
    before_juana.page.wait_for_function("() => globalThis.shared.length")
    [[name, text]] = before_juana.page.evaluate("globalThis.shared")
    assert (name, text.splitlines()[0]) == ("sus-datos.txt", "Juana Quispe Huamán")


def test_she_objects_and_takes_it_back(before_juana: Leader) -> None:
    press(before_juana.page, "No quiere salir en listas")
    before_juana.sees("Pidió no salir en listas · 2 mar. 2026")
    before_juana.finds_signal()
    before_juana.sees_pending(0)
    press(before_juana.page, "Retirar el pedido")
    expect(before_juana.page.get_by_role("button", name="No quiere salir en listas")).to_be_visible()


def test_she_asks_to_be_erased_after_reading_what_it_means(before_juana: Leader) -> None:
    press(before_juana.page, "Pide que se borren")
    before_juana.sees("Una vez borrado no se puede recuperar.")
    assert faults(before_juana.page) == []
    before_juana.saves()
    before_juana.sees("Pidió que se borren sus datos · 2 mar. 2026. Lo hará su federación.")
    press(before_juana.page, "Deshacer")
    expect(before_juana.page.get_by_role("button", name="Pide que se borren")).to_be_visible()


def test_the_privacy_notice_is_read_without_signal(before_juana: Leader) -> None:
    before_juana.opens("#/padron")
    press(before_juana.page, "Aviso de privacidad")
    before_juana.sees("Comer aquí nunca depende de su permiso.")
    assert faults(before_juana.page) == []


def test_permission_is_asked_with_its_words_and_says_who_asks(leader: Leader) -> None:
    leader.enters()
    leader.goes_to("Padrón")
    press(leader.page, "Registrar")
    leader.sees("Diga sí o no: igual comerá aquí.")
    leader.sees("Se lo explica Rosa.")


def test_a_diagnosis_is_shown_whole_and_names_nobody(before_juana: Leader) -> None:
    before_juana.page.evaluate(SHARED)
    before_juana.opens("#/enviar")
    press(before_juana.page, "Enviar diagnóstico")
    before_juana.sees("Código del comedor")
    assert faults(before_juana.page) == []
    press(before_juana.page, "Enviar")
    before_juana.page.wait_for_function("() => globalThis.shared.length")
    [[name, text]] = before_juana.page.evaluate("globalThis.shared")
    said = dict(line.split(": ", 1) for line in text.splitlines())
    assert (name, said["Código del comedor"], said["Anotaciones"], said["Por enviar"]) == ("diagnostico.txt", "K-001", "5", "0")
    assert re.fullmatch(r"mi-comedor \d+", said["Bases de datos"])  # with its version
    assert "shell-" in said["Versiones guardadas"]
    assert "Chrome/" in said["Navegador"]
    assert [wrong for wrong in NAMES if wrong in text] == []


@pytest.mark.parametrize("letters", ["112.5%", "225%"])
def test_nothing_of_it_is_wider_than_the_phone(before_juana: Leader, letters: str) -> None:
    before_juana.page.evaluate("size => document.documentElement.style.setProperty('font-size', size)", letters)
    press(before_juana.page, "No quiere salir en listas")
    before_juana.sees("Pidió no salir en listas")
    assert width(before_juana.page) == 360
    press(before_juana.page, "Aviso de privacidad")
    assert before_juana.page.locator("#privacidad").evaluate("sheet => sheet.scrollWidth") <= 360
