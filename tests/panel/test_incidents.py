"""The incident log: written down once, followed, never changed; and how much of the law's 48 hours is left."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from app import clock
from app.accounts import incidents
from app.accounts.models import IncidentEntry
from app.database import reading
from tests.a_visitor import AVisitor
from tests.stories import Confederation

LOG = "/panel/es/incidentes"
NEW = f"{LOG}/nuevo"


def lima(hours_ago: float) -> str:
    """A moment as the browser's box of day and hour writes it."""
    return (datetime.now(clock.LIMA) - timedelta(hours=hours_ago)).strftime("%Y-%m-%dT%H:%M")


def records(who: AVisitor, hours_ago: float = 1, **more: str) -> str:
    """Write an incident down; its page."""
    said = {"discovered": lima(hours_ago), "what": "Robaron un celular", "data": "El padrón", "people": "40", "done": ""}
    answer = who.presses(NEW, on=NEW, **(said | more))
    assert answer.status_code == 303, answer.get_data(as_text=True)
    return str(answer.location)


def test_an_incident_is_recorded_and_the_48_hours_run(board: AVisitor) -> None:
    page = records(board, 1)
    told = board.reads(page)
    assert "Robaron un celular" in told and "Quedan 46 horas" in told and "40" in told
    assert "Quedan 46 horas" in board.reads(LOG)
    late = board.reads(records(board, 50.5))
    assert "pasaron hace 2 horas" in late
    assert "Se avisa a la Autoridad Nacional" in late and "DS 016-2024-JUS" in late and "por confirmar" in late


def test_telling_the_authority_stops_the_clock(board: AVisitor) -> None:
    page = records(board, 10)
    for kind, words in (("people_told", "reunión"), ("authority_told", "mesa de partes, cargo 123")):
        assert board.presses(page, on=page, kind=kind, told=lima(2), done=words).status_code == 303
    told = board.reads(page)
    assert "dentro de las 48 horas" in told and "cargo 123" in told and "Quedan" not in told
    late = records(board, 60)
    board.presses(late, on=late, kind="authority_told", told=lima(1), done="cargo 5")
    assert "11 horas después de las 48 horas" in board.reads(late)


def test_what_follows_is_added_and_nothing_is_changed(board: AVisitor) -> None:
    page = records(board)
    board.presses(page, on=page, kind="followed", done="Eran más", people="1200")
    told = board.reads(f"{page}/hoja")
    assert "Robaron un celular" in told and "Eran más" in told and "1,200" in told and "40 personas" in told
    assert "Firma de la responsable" in told and "<form" not in told.split("<main")[1]


def test_a_form_sent_twice_is_written_once(board: AVisitor, app: Flask) -> None:
    moment = lima(3)
    assert records(board, discovered=moment) == records(board, discovered=moment)
    page = records(board, discovered=moment)
    for _ in range(2):
        board.presses(page, on=page, kind="followed", done="Se avisó a la central", people="")
    with app.app_context():
        told = incidents.find(int(page.rsplit("/", 1)[1]))
    assert told and len(told.entries) == 2


def test_what_cannot_be_is_refused_with_words_and_what_was_typed_stays(board: AVisitor) -> None:
    good = {"discovered": lima(1), "what": "Robaron un celular", "people": ""}
    for wrong, words in (
        ({"discovered": lima(-5)}, "No puede ser después"),
        ({"discovered": "ayer"}, "No puede ser después"),
        ({"discovered": "0001-01-01T00:00"}, "Anotar"),
        ({"what": "  "}, "Cuente qué pasó"),
        ({"people": "muchas"}, "con un número"),
        ({"people": "-3"}, "con un número"),
        ({"people": "99999999"}, "con un número"),
        ({"what": "x" * 2001}, "muy largo"),
    ):
        answer = board.presses(NEW, on=NEW, **(good | wrong))
        assert words in answer.get_data(as_text=True) or answer.status_code == 303, wrong
    page = records(board, 5)
    for wrong in ({"told": lima(9)}, {"told": lima(-1)}, {"told": ""}, {"done": " "}, {"kind": "opened"}, {"kind": ""}):
        follow = {"kind": "authority_told", "told": lima(1), "done": "cargo 123"}
        answer = board.presses(page, on=page, **(follow | wrong))
        assert answer.status_code == 400, wrong


def test_it_is_the_boards_and_what_was_written_is_sealed(confederation: Confederation, board: AVisitor, rosa: AVisitor) -> None:
    page = records(board)
    for path in (LOG, NEW, page, f"{page}/hoja"):
        assert rosa.opens(path).status_code == 404, path
    assert rosa.presses(NEW, on="/panel/es/", discovered=lima(1), what="x").status_code == 404
    assert board.opens(f"{LOG}/999").status_code == 404
    with confederation.app.app_context(), reading() as connection:
        assert b"Robaron" not in b"".join(connection.scalars(select(IncidentEntry.words)))


@pytest.mark.parametrize("hours", [0, 47.99, 48, 48.01, 500])
def test_the_clock_of_48_hours(hours: float) -> None:
    discovered = datetime(2026, 3, 2, 12, tzinfo=UTC)
    told = incidents.Told(1, discovered, [])
    left = told.left(discovered + timedelta(hours=hours))
    assert left == timedelta(hours=48) - timedelta(hours=hours)
