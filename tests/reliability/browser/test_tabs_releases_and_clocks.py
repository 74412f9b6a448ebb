"""Two tabs at once, an old one during an upgrade, a release that comes in the middle of an entry, and clocks that are years off."""

from datetime import UTC, datetime
from typing import Any

from playwright.sync_api import Page, expect

from tests.phone.conftest import NOON
from tests.phone.leader import Leader
from tests.reliability.browser.rosa import Rosa

#: Makes of ours a release with a later version of the notebook.
NEWER = """const { open } = IDBFactory.prototype;
    IDBFactory.prototype.open = function (name, at) { return open.call(this, name, at && at + 1); };"""
#: It opens the notebook, and has no other business.
OPENS = """async () => {
    const { name, version } = (await indexedDB.databases()).find(({ name }) => name.startsWith("mi-comedor"));
    await new Promise((resolve, reject) => Object.assign(indexedDB.open(name, version + 1), { onsuccess: resolve, onerror: reject }));
}"""
#: The worker asks for a new version, and tries to install it; resolves when that is over.
UPDATE = """async () => {
    const known = await navigator.serviceWorker.getRegistration("/app/");
    await known.update().catch(() => {});
    const coming = known.installing;
    if (coming) await new Promise((resolve) => { coming.onstatechange = resolve; });
    return known.waiting ? "one waits" : "none waits";
}"""
#: How the download of a release breaks: a script is cut short, a portal answers.
BREAKS: tuple[dict[str, Any], ...] = (
    {"fault": "cut_after_bytes", "after": -20, "about": "/static/phone/app.js"},
    {"fault": "answered_by_a_portal", "about": "/static"},
)


def another_tab(rosa: Rosa, page: Page) -> Leader:
    """The same Rosa in another tab of the same browser."""
    return Leader(page, rosa.server, rosa.confederation, url=rosa.url)


def test_what_two_tabs_write_at_once_arrives_once_and_both_see_it(rosa: Rosa) -> None:
    other = another_tab(rosa, rosa.handset.tab())
    other.opens("#/padron")
    rosa.link.fails("refused")
    for number in range(3):
        rosa.writes(f"Ana {number}")
        other.registers(f"Eva {number}")
        rosa.promised.append(f"person Eva {number}")
    rosa.sees("Eva 2")
    other.sees("Ana 2")
    rosa.link.mend()
    for tab in (rosa, other):
        tab.opens("#/enviar")
        tab.page.get_by_role("button", name="Enviar ahora").click(no_wait_after=True)
    other.sees_pending(0)
    other.page.close()
    rosa.comes_home()


def test_a_release_in_the_middle_of_an_entry_waits_for_it_however_its_download_breaks(rosa: Rosa) -> None:
    rosa.goes_to("Padrón")
    rosa.page.get_by_role("button", name="Registrar", exact=True).click()
    rosa.fills("Flora", "Socia")
    rosa.page.evaluate("window.stillHere = true")
    rosa.server.stop()
    rosa.server.start(MI_COMEDOR_ASSETS="source")  # another shell, as after a release
    for fault in BREAKS:
        rosa.link.fails(**fault)
        assert rosa.page.evaluate(UPDATE) == "none waits"
        assert rosa.link.seen
    rosa.link.mend()
    assert rosa.page.evaluate(UPDATE) == "one waits"
    expect(rosa.page.locator("#aviso-version")).not_to_have_attribute("hidden", "")
    expect(rosa.page.get_by_label("Nombres", exact=True)).to_have_value("Flora")
    assert rosa.page.evaluate("window.stillHere") is True
    rosa.saves()
    rosa.promised.append("person Flora")
    rosa.page.get_by_role("button", name="Actualizar ahora").click()
    rosa.page.wait_for_function("() => !window.stillHere")
    rosa.goes_to("Padrón")
    rosa.sees("Flora")
    rosa.comes_home()


def test_a_clock_that_is_years_off_orders_nothing_and_loses_nothing(rosa: Rosa) -> None:
    """A day outside the contract's hundred years is held for somebody's eyes; any other counts for the day that she was shown."""
    for year in (1970, 2001, 2038, 2107):
        rosa.page.clock.set_fixed_time(datetime(year, 1, 1, 17, tzinfo=UTC))
        rosa.opens()
        rosa.sees(f"Para este celular hoy es 1 de enero de {year}.")
        rosa.writes(f"Luz {year}")
        if year in (1970, 2107):
            rosa.promised[-1] = f"held person Luz {year}"
        rosa.comes_home()
    rosa.page.clock.set_fixed_time(NOON)
    rosa.opens("#/enviar")
    rosa.sees("Necesita sus ojos")
    rosa.goes_to("Padrón")
    rosa.sees("Luz 1970")
    rosa.sees("Luz 2038")


def test_an_old_tab_during_an_upgrade_loses_nothing_that_it_said_was_saved(rosa: Rosa) -> None:
    """The newer release opens the notebook: the old tab steps aside, and what was not saved stays in its boxes."""
    rosa.link.fails("refused")
    rosa.writes("Justa")
    rosa.page.get_by_role("button", name="Registrar", exact=True).click()
    rosa.fills("Delia", "Socia")
    other = rosa.handset.tab()
    other.goto(f"{rosa.server.url.replace(str(rosa.server.port), str(rosa.link.port))}/salud")
    other.evaluate(OPENS)
    rosa.page.locator("dialog[open] button[type=submit]").click()
    rosa.sees("No se guardó")
    expect(rosa.page.get_by_label("Nombres", exact=True)).to_have_value("Delia")
    other.close()
    rosa.page.add_init_script(NEWER)
    rosa.page.reload()
    rosa.goes_to("Padrón")
    rosa.sees("Justa")
    rosa.writes("Delia")
    rosa.comes_home()
