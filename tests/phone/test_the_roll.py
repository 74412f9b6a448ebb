"""The screen *Padrón*: people join, are corrected, leave and come back, and nothing is forbidden."""

from playwright.sync_api import expect

from tests.phone.leader import Leader

TYPED_WHILE_SAVING = """() => {
    const form = document.querySelector("#ficha form");
    form.requestSubmit();
    const late = setInterval(() => {
        if (document.querySelector("#ficha").open) form.dispatchEvent(new Event("input"));
        else clearInterval(late);
    });
}"""


def test_a_name_and_how_she_comes_are_enough(leader: Leader) -> None:
    leader.enters()
    leader.goes_to("Padrón")
    leader.sees("Aquí irá su padrón")
    leader.page.get_by_role("button", name="Registrar", exact=True).click()
    leader.page.locator("#ficha button[type=submit]").click()
    leader.sees("Falta este dato.")
    leader.fills("Juana", "Socia")
    leader.saves()
    expect(leader.page.get_by_role("link", name="Juana Socia")).to_be_visible()


def test_somebody_alike_is_shown_while_typing_and_never_forbidden(leader: Leader) -> None:
    leader.enters()
    leader.registers("Juana", "Socia", Apellido_paterno="Quispe", Apellido_materno="Huamán")
    leader.page.get_by_role("button", name="Registrar", exact=True).click()
    leader.fills("Juana", Apellido_paterno="Kispe", Apellido_materno="Guaman")
    leader.sees("Ya hay en el padrón alguien parecido")
    leader.chooses("Socia")
    leader.saves()
    expect(leader.page.locator("#padron .rows > li")).to_have_count(2)


def test_a_document_is_looked_at_and_only_warned_about(leader: Leader) -> None:
    leader.enters()
    leader.goes_to("Padrón")
    leader.page.get_by_role("button", name="Registrar", exact=True).click()
    leader.fills("Juana", "Socia")
    leader.chooses("DNI")
    leader.page.get_by_label("Número de documento").fill("10117410-5")
    leader.sees("El último dígito no corresponde")
    leader.saves()
    expect(leader.page.get_by_role("link", name="DNI 10117410", exact=False)).to_have_accessible_name("Juana Socia · DNI 10117410")


def test_questions_are_asked_only_of_whom_they_concern(leader: Leader) -> None:
    leader.enters()
    leader.goes_to("Padrón")
    leader.page.get_by_role("button", name="Registrar", exact=True).click()
    expect(leader.page.get_by_text("¿Está gestando?")).to_be_visible()
    leader.chooses("Hombre")
    expect(leader.page.get_by_text("¿Está gestando?")).to_be_hidden()
    expect(leader.page.get_by_text("¿Quién responde por ella o por él?")).to_be_hidden()
    leader.page.get_by_label("O su edad").fill("7")
    expect(leader.page.get_by_text("¿Quién responde por ella o por él?")).to_be_visible()


def test_what_is_half_typed_survives_a_closed_tab(leader: Leader) -> None:
    leader.enters()
    leader.goes_to("Padrón")
    leader.page.get_by_role("button", name="Registrar", exact=True).click()
    leader.fills("Juana", Apellido_paterno="Quispe")
    leader.page.wait_for_timeout(800)
    leader.page.reload()
    leader.page.get_by_role("button", name="Registrar", exact=True).click()
    leader.sees("Seguimos donde se quedó")
    expect(leader.page.get_by_label("Nombres", exact=True)).to_have_value("Juana")
    leader.page.get_by_role("button", name="Empezar de nuevo").click()
    expect(leader.page.get_by_label("Nombres", exact=True)).to_have_value("")


def test_she_is_corrected_leaves_and_comes_back(leader: Leader) -> None:
    leader.enters()
    leader.registers("Juana", "Socia", Apellido_paterno="Quispe")
    leader.page.get_by_role("link", name="Quispe, Juana").click()
    leader.page.get_by_role("button", name="Corregir o completar").click()
    leader.page.get_by_label("Dirección").fill("Jr. Los Claveles 123")
    leader.saves()
    leader.sees("Jr. Los Claveles 123")
    leader.page.get_by_role("button", name="Ya no viene").click()
    leader.chooses("Se mudó")
    leader.saves()
    leader.sees("Ya no viene desde el")
    leader.page.get_by_role("button", name="Ha vuelto").click()
    expect(leader.page.get_by_text("Ya no viene desde el")).to_be_hidden()
    leader.sees("Corrección de datos")


def test_two_phones_that_wrote_differently_are_settled_by_a_tap(leader: Leader) -> None:
    leader.enters()
    other = leader.confederation.a_phone(name="Olga")
    juana = other.registers("Juana", paternal="Quispe")
    other.syncs()
    leader.page.reload()
    leader.opens(f"#/persona/{juana}")
    leader.sees("Juana Quispe")
    leader.loses_signal()
    leader.page.get_by_role("button", name="Corregir o completar").click()
    leader.page.get_by_label("Apellido paterno", exact=True).fill("Quispé")
    leader.saves()
    other.amends(juana, {"paternal": "Quispe"}, paternal="Kispe")
    other.syncs()
    leader.finds_signal()
    leader.sees("dos teléfonos escribieron distinto")
    leader.page.get_by_role("button", name="Quispé", exact=True).click()
    expect(leader.page.locator("#persona").get_by_text("dos teléfonos escribieron distinto")).to_have_count(0)
    leader.sees("Juana Quispé")


def test_a_draft_that_outlived_its_saving_swallows_nobody(leader: Leader) -> None:
    leader.enters()
    leader.goes_to("Padrón")
    for names in ("Ana", "Berta"):
        leader.page.get_by_role("button", name="Registrar", exact=True).click()
        leader.fills(names, "Socia")
        leader.page.evaluate(TYPED_WHILE_SAVING)
        expect(leader.page.locator("dialog[open]")).to_have_count(0)
        leader.page.wait_for_timeout(600)
    expect(leader.page.locator("#padron .rows > li")).to_have_count(2)
