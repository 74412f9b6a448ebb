"""A phone with claves and the federation: forgotten by it, locked with work to send, stolen; and what it leaves meanwhile."""

from playwright.sync_api import expect

from tests.phone.at_the_lock import held, opens, received, says, sets_a_clave, writes_out_of_reach
from tests.phone.leader import Leader
from tests.phone.test_every_screen import faults
from tests.phone.test_when_things_go_wrong import the_federation

DATABASES = "async () => (await indexedDB.databases()).map(({ name }) => name)"


def test_a_phone_with_claves_that_the_federation_forgot_enters_again_by_one_of_them(leader: Leader) -> None:
    leader.enters()
    sets_a_clave(leader)
    opens(leader)
    writes_out_of_reach(leader)
    the_federation(leader, forgets=True)
    leader.page.context.unroute("**/sync")
    leader.opens("#/enviar")
    leader.page.get_by_role("button", name="Enviar ahora").click()
    leader.page.get_by_role("link", name="Tengo un código nuevo").click()
    leader.sees("Bienvenida, compañera")
    code = leader.confederation.invitation()
    leader.page.evaluate("code => { location.hash = code; }", code)  # another link pasted over the page
    leader.page.get_by_role("button", name="Sí, es mi comedor").click()
    leader.sees("Su cuaderno tiene clave")
    says(leader, "000000")
    leader.sees("Esa no es su clave.")
    assert faults(leader.page) == []
    says(leader)
    expect(leader.page.locator("#candado")).to_be_visible()
    opens(leader)
    leader.sees_pending(0)
    assert leader.counter("Socia") == "3"
    assert received(leader) == ["keeper.joined", "rations.counted"]


def test_a_locked_phone_leaves_its_work_in_the_inbox_once(leader: Leader) -> None:
    leader.enters()
    sets_a_clave(leader)
    opens(leader)
    writes_out_of_reach(leader)
    with leader.page.expect_response("**/sync/inbox"):
        leader.page.reload()
    expect(leader.page.locator("#candado")).to_be_visible()
    leader.page.wait_for_timeout(1_000)
    assert received(leader) == ["keeper.joined", "rations.counted"]
    leader.page.context.unroute("**/sync")
    opens(leader)
    leader.sees_pending(0)
    assert received(leader) == ["keeper.joined", "rations.counted"]


def test_a_stolen_phone_leaves_all_in_the_inbox_and_goes_on_wiping_where_it_was_stopped(leader: Leader) -> None:
    leader.enters()
    sets_a_clave(leader)
    opens(leader)
    writes_out_of_reach(leader)
    the_federation(leader, closes=True)
    other = leader.page.context.new_page()
    leader.page.close()
    other.add_init_script("IDBFactory.prototype.deleteDatabase = () => { throw new Error('switched off'); }")
    other.goto(f"{leader.server.url}/app/es/")
    expect(other.get_by_text("No podemos abrir el cuaderno")).to_be_visible(timeout=30_000)
    assert held(leader) == ["closed"]
    other.close()
    leader.loses_signal()
    leader.page = leader.page.context.new_page()
    leader.opens()
    leader.sees("Este teléfono ya no es del comedor")
    assert leader.page.evaluate(DATABASES) == []
    leader.finds_signal()
    leader.page.get_by_role("link", name="Tengo un código nuevo").click()
    leader.sees("Bienvenida, compañera")
