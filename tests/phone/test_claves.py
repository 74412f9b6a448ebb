"""A phone that opens with a clave: asked at every start, tried in vain, forgotten, handed over, stolen; and what it leaves meanwhile."""

from datetime import UTC, datetime, timedelta

from playwright.sync_api import expect
from sqlalchemy import select, update

from app.clock import now
from app.database import reading, writing
from app.federation.models import Device
from app.sync.models import Held, Operation
from tests.phone.conftest import NOON
from tests.phone.leader import Leader
from tests.phone.test_every_screen import faults
from tests.phone.test_when_things_go_wrong import the_federation

CLAVE = "482913"


def sets_a_clave(leader: Leader, clave: str = CLAVE) -> None:
    """On *Por enviar*; the phone locks, and asks for it at once."""
    leader.opens("#/enviar")
    leader.page.get_by_role("link", name="Mi clave").click()
    leader.page.get_by_label("Clave de 6 números", exact=True).fill(clave)
    leader.page.get_by_role("button", name="Guardar mi clave").click()
    expect(leader.page.locator("#candado")).to_be_visible()


def says(leader: Leader, clave: str = CLAVE) -> None:
    """Type a clave on the lock screen."""
    leader.page.get_by_label("Su clave de 6 números").fill(clave)
    leader.page.get_by_role("button", name="Abrir", exact=True).click()


def opens(leader: Leader) -> None:
    """The right clave, and the notebook."""
    says(leader)
    expect(leader.page.locator("#hoy")).to_be_visible()


def writes_out_of_reach(leader: Leader) -> None:
    """Three plates that the federation does not hear of: its door is shut, though there is signal."""
    leader.page.context.route("**/sync", lambda route: route.abort())
    leader.taps("Socia", 3)
    leader.sees_saved()
    leader.sees_pending(1)


def received(leader: Leader) -> list[str]:
    """Kinds in the federation's log, in its order."""
    log = Operation.__table__.c
    with leader.server.app.app_context(), reading() as connection:
        return list(connection.execute(select(log.kind).order_by(log.seq)).scalars())


def held(leader: Leader) -> list[str]:
    """Why the federation holds what it holds."""
    with leader.server.app.app_context(), reading() as connection:
        return list(connection.execute(select(Held.__table__.c.reason)).scalars())


def is_closed(leader: Leader) -> None:
    """The panel says that her phone was stolen."""
    with leader.server.app.app_context(), writing() as connection:
        connection.execute(update(Device).values(revoked_at=now()))


DATABASES = "async () => (await indexedDB.databases()).map(({ name }) => name)"


def test_a_clave_is_asked_at_every_start_and_wrong_ones_cost_time_that_no_clock_shortens(leader: Leader) -> None:
    leader.enters()
    leader.taps("Socia", 3)
    leader.sees_saved()
    sets_a_clave(leader)
    opens(leader)
    assert leader.counter("Socia") == "3"
    leader.loses_signal()
    leader.page.reload()
    for wrong in range(5):
        says(leader, f"00000{wrong}")
        leader.sees("Esa no es su clave." if wrong < 4 else "Se probó muchas veces.")
    leader.page.clock.set_fixed_time(datetime(2027, 3, 2, 17, 0, tzinfo=UTC))
    leader.page.reload()
    leader.sees("Se probó muchas veces.")
    button = leader.page.get_by_role("button", name="Abrir", exact=True)
    expect(button).to_be_disabled()
    expect(button).to_be_enabled(timeout=60_000)
    opens(leader)


def test_a_forgotten_clave_is_replaced_with_a_code_and_nothing_unsent_is_lost(leader: Leader) -> None:
    leader.enters()
    sets_a_clave(leader)
    opens(leader)
    writes_out_of_reach(leader)
    leader.page.reload()
    leader.page.get_by_role("link", name="Olvidé mi clave").click()
    leader.page.get_by_label("Código de su coordinadora").fill(leader.confederation.invitation())
    leader.page.get_by_role("button", name="Seguir").click()
    leader.page.get_by_role("button", name="Rosa").click()
    leader.page.get_by_label("Clave de 6 números", exact=True).fill("111111")
    leader.page.get_by_role("button", name="Guardar mi clave").click()
    expect(leader.page.locator("#candado")).to_be_visible()
    leader.page.context.unroute("**/sync")
    says(leader, "111111")
    leader.sees_pending(0)
    assert leader.counter("Socia") == "3"
    assert received(leader) == ["keeper.joined", "rations.counted"]


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


def lucia_takes_the_phone(leader: Leader) -> None:
    """Somebody new says her name."""
    leader.page.get_by_role("button", name="Escribe otra persona").click()
    leader.page.locator("#quien").get_by_role("textbox").fill("Lucía")
    leader.saves()


def test_who_takes_over_closes_the_place_of_who_leaves(leader: Leader) -> None:
    leader.enters()
    sets_a_clave(leader)
    opens(leader)
    leader.opens("#/enviar")
    lucia_takes_the_phone(leader)
    leader.page.get_by_role("button", name="Escribe otra persona").click()
    leader.page.get_by_role("button", name="Ya no escribe aquí").click()
    leader.sees_saved()
    leader.page.get_by_role("button", name="Escribe otra persona").click()
    expect(leader.page.locator("#quien").get_by_role("button", name="Rosa")).to_have_count(0)
    leader.sees_pending(0)
    leader.page.reload()
    leader.sees("Ahora escribe Lucía.")  # nobody has a clave any more
    assert received(leader)[-2:] == ["keeper.joined", "keeper.left"]


def test_a_keeper_who_has_a_clave_is_asked_for_it_when_she_takes_the_phone(leader: Leader) -> None:
    leader.enters()
    sets_a_clave(leader)
    opens(leader)
    leader.opens("#/enviar")
    lucia_takes_the_phone(leader)
    leader.page.get_by_role("button", name="Escribe otra persona").click()
    leader.page.locator("#quien").get_by_role("button", name="Rosa").click()
    expect(leader.page.locator("#candado")).to_be_visible()
    says(leader)
    leader.sees("Ahora escribe Rosa.")


def test_a_phone_that_nobody_touches_locks_and_what_was_half_typed_is_there_afterwards(leader: Leader) -> None:
    leader.enters()
    sets_a_clave(leader)
    opens(leader)
    leader.goes_to("Padrón")
    leader.page.get_by_role("button", name="Registrar", exact=True).click()
    leader.fills("Juana")
    leader.page.wait_for_timeout(1_500)
    leader.page.clock.set_fixed_time(NOON + timedelta(minutes=6))
    expect(leader.page.locator("#candado")).to_be_visible(timeout=40_000)
    says(leader)
    leader.page.get_by_role("button", name="Registrar", exact=True).click()
    expect(leader.page.get_by_label("Nombres", exact=True)).to_have_value("Juana")


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
    is_closed(leader)
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
