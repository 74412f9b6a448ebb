"""A phone that opens with a clave: asked at every start, tried in vain, forgotten, handed over."""

from datetime import UTC, datetime, timedelta

from playwright.sync_api import expect

from app.database import writing
from app.federation.models import Device
from tests.phone.at_the_lock import opens, received, says, sets_a_clave, writes_out_of_reach
from tests.phone.conftest import NOON
from tests.phone.leader import Leader
from tests.phone.test_every_screen import faults


def test_a_clave_is_asked_at_every_start_and_wrong_ones_cost_time_that_no_clock_shortens(leader: Leader) -> None:
    leader.enters()
    leader.taps("Socia", 3)
    leader.sees_saved()
    sets_a_clave(leader)
    opens(leader)
    assert leader.counter("Socia") == "3"
    leader.page.reload()
    leader.page.evaluate("() => { IDBObjectStore.prototype.put = () => { throw new DOMException('', 'QuotaExceededError'); }; }")
    says(leader)
    leader.sees("Libere espacio y vuelva a intentar.")
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
    expect(leader.page.locator("[data-text=wait]")).to_have_text("1")
    expect(button).to_be_enabled(timeout=60_000)
    opens(leader)


def forgets_and_sets(leader: Leader, clave: str) -> None:
    """The coordinator tells her a code; with it she sets another clave, and the phone locks."""
    leader.page.reload()
    leader.page.get_by_role("link", name="Olvidé mi clave").click()
    leader.page.get_by_label("Código de su coordinadora").fill(leader.confederation.invitation())
    leader.page.get_by_role("button", name="Seguir").click()
    leader.page.get_by_role("button", name="Rosa").click()
    leader.page.get_by_label("Clave de 6 números", exact=True).fill(clave)
    leader.page.get_by_role("button", name="Guardar mi clave").click()
    expect(leader.page.locator("#candado")).to_be_visible()
    leader.page.context.unroute("**/sync")


def test_a_forgotten_clave_is_replaced_with_a_code_and_nothing_unsent_is_lost_also_if_the_phone_is_forgotten(leader: Leader) -> None:
    leader.enters()
    sets_a_clave(leader)
    opens(leader)
    writes_out_of_reach(leader)
    forgets_and_sets(leader, "111111")
    says(leader, "111111")
    leader.sees_pending(0)
    assert leader.counter("Socia") == "3"
    assert received(leader) == ["keeper.joined", "rations.counted"]
    writes_out_of_reach(leader)
    with leader.server.app.app_context(), writing() as connection:
        connection.execute(Device.__table__.delete())
    forgets_and_sets(leader, "222222")
    says(leader, "222222")
    leader.sees_pending(0)
    assert received(leader) == ["keeper.joined", "rations.counted", "rations.counted"]


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


def test_a_keeper_who_has_a_clave_is_asked_for_it_when_she_takes_the_phone_and_when_she_carries_files(leader: Leader) -> None:
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
    leader.opens("archivo")
    says(leader)
    leader.sees("Elegir el archivo")
    assert faults(leader.page) == []


def test_the_second_keeper_chooses_hers_once_the_first_has_opened(leader: Leader) -> None:
    leader.enters()
    sets_a_clave(leader)
    opens(leader)
    leader.opens("#/enviar")
    lucia_takes_the_phone(leader)
    leader.page.get_by_role("link", name="Mi clave").click()
    leader.sees("Usted todavía no tiene clave.")
    says(leader)
    leader.sees("Para Lucía")
    leader.page.get_by_label("Clave de 6 números", exact=True).fill("111111")
    leader.page.get_by_role("button", name="Guardar mi clave").click()
    leader.page.get_by_role("button", name="L", exact=True).click()
    says(leader, "111111")
    leader.goes_to("Hoy")
    leader.opens("#/enviar")
    leader.sees("Ahora escribe Lucía.")


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
