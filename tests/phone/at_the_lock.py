"""What a leader does with claves, in verbs; and what the server then has of hers."""

from playwright.sync_api import expect
from sqlalchemy import select

from app.database import reading
from app.sync.models import Held, Operation
from tests.phone.leader import Leader

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
