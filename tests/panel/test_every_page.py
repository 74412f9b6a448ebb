"""Every page of the panel, walked by the URL map: it opens in every role, with and without data, and only for whose it is."""

from collections import Counter
from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.routing import Rule

from app import clock
from app.accounts import incidents
from app.accounts.models import Account
from app.database import db
from app.review import notices
from app.sync import held
from tests.a_visitor import AVisitor, signed_in
from tests.guards.test_templates import INLINE, Page
from tests.stories import Confederation

ROLES = {"coordinator": "P-LIMA", "board": "N", "administrator": "N"}
#: The pages of figures that there are beside the month, of an organisation, a kitchen and a place each.
QUESTIONS = ("plate", "deliveries", "trends")
#: For whom pages are that not everybody who is signed in may open.
CLOSED = {"board": ("board", "administrator"), "administrator": ("administrator",)}
#: Pages about a month of a kitchen: there for whom it hung from in that month.
OF_A_MONTH = ("panel.kitchen", *(f"panel.kitchen_{name}" for name in QUESTIONS), "panel.ask_observe", "panel.ask_accept")
#: Pages about no unit at all: what is carried is carried for anybody.
OF_NOBODY = ("panel.hand_over", "panel.take_receipts")
FILLED = {"prefix": "150143", "_unknown": "nada", "token": "x", "on": "2026-03-02", "key": "00", "number": "1"}


def rules(app: Flask) -> Iterator[Rule]:
    """The panel's addresses."""
    return (rule for rule in app.url_map.iter_rules() if rule.endpoint.startswith("panel.") and rule.endpoint != "panel.nowhere")


def closed(app: Flask, rule: Rule, role: str) -> bool:
    """Whether the page is not there for this role."""
    return role not in CLOSED.get(app.view_functions[rule.endpoint].audience, ROLES)  # type: ignore[attr-defined]


def address(rule: Rule, unit: str, kitchen: str, **more: str) -> str:
    """The address with its holes filled: organisations get a unit's code, kitchens a kitchen's."""
    code = kitchen if "/comedor/" in rule.rule else unit
    built = rule.build({name: (FILLED | more | {"code": code})[name] for name in rule.arguments})
    assert built is not None, rule.rule
    return built[1]


def something_held(confederation: Confederation, kitchen: str) -> dict[str, str]:
    """A phone of the kitchen, a person of its roll, a notice to it, the key of an operation of hers that is held; and an incident."""
    phone = confederation.a_phone(kitchen)
    person = phone.registers("Ana")
    phone.write("rations.counted", {"slot": 1, "counts": {"paid": -1}})
    assert phone.syncs() == 200
    with confederation.app.app_context():
        waiting = held.list_for([confederation.kitchens[kitchen]])
        account = db.session.scalars(select(Account.id)).first()
        incidents.record(account or 0, clock.now(), {"what": "Se perdió un celular"}, None)
        notice = notices.issue(confederation.kitchens[kitchen], notices.draft("Aviso", "Hola", ""), account or 0, "opened")
    return {"device_id": phone.device, "person": person, "notice_id": notice, "key": waiting[0].key}


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("month", ["", "?mes=2026-03", "?mes=2001-01"])
def test_every_page_opens_in_every_role_with_and_without_data(lively: Confederation, role: str, month: str) -> None:
    visitor = signed_in(lively.app, "ella", role, ROLES[role])
    more = something_held(lively, "manos")
    visitor.presses("/panel/es/comedor/K-001/padron/motivo", motivo="right")  # pages with names ask for a reason first
    opened = 0
    for rule in rules(lively.app):
        # In 2001 the kitchen hung from nothing: for a coordinator it was not there yet.
        before = month.endswith("2001-01") and role == "coordinator" and rule.endpoint in OF_A_MONTH
        if "GET" not in (rule.methods or ()) or closed(lively.app, rule, role) or before:
            continue
        answer = visitor.opens(address(rule, ROLES[role], "K-001", **more) + month)
        assert answer.status_code == (302 if rule.endpoint == "panel.door" else 200), f"{rule.rule}{month}"
        if answer.status_code == 200:
            well_made(answer.get_data(as_text=True), rule.rule)
        opened += 1
    assert opened > 8


def well_made(html: str, where: str) -> None:
    """Elements end where they began, ids are unique, what points at one finds it, and nothing is inline that the browser would refuse."""
    page = Page(html)
    assert page.crossed == [], where
    assert [wrong for wrong, times in Counter(page.ids).items() if times > 1] == [], where
    assert [wanted for wanted in page.wanted if wanted not in page.ids] == [], where
    assert [what for what, pattern in INLINE.items() if pattern.search(html)] == [], where


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_of_what_is_not_hers_a_coordinator_finds_nothing(lively: Confederation, rosa: AVisitor, method: str) -> None:
    more = something_held(lively, "wasi")
    form = {"csrf_token": rosa.proof("/panel/es/"), "unidad": "P-CUSCO", "mes": "2026-03", "formato": "csv", "why": "porque sí"}
    hers = [rule for rule in rules(lively.app) if method in (rule.methods or ()) and rule.endpoint not in OF_NOBODY]
    tried = [rule for rule in hers if "<code>" in rule.rule or method == "POST"]
    assert len(tried) > 4
    for rule in tried:
        for unit, kitchen in (("P-CUSCO", "K-003"), ("N", "K-003"), ("NADA", "NADA"), ("K-003", "P-CUSCO")):
            path = address(rule, unit, kitchen, **more)
            answer = rosa.client.open(path, method=method, data=form | {"unidad": unit} if method == "POST" else None)
            assert answer.status_code == 404, path
            assert "Ñawi" not in answer.get_data(as_text=True), path


def test_a_key_or_phone_of_another_kitchen_opens_nothing_under_ones_own(lively: Confederation, rosa: AVisitor) -> None:
    foreign = something_held(lively, "wasi")
    for path in (
        f"en-observacion/{foreign['key']}",
        f"celulares/{foreign['device_id']}/cerrar",
        f"celulares/{foreign['device_id']}",
        "en-observacion/zz",
        "en-observacion/00",
    ):
        assert rosa.opens(f"/panel/es/comedor/K-001/{path}").status_code == 404, path


def test_pages_of_the_board_are_not_there_for_a_coordinator(lively: Confederation, rosa: AVisitor, board: AVisitor) -> None:
    assert rosa.opens("/panel/es/territorio/15").status_code == 404
    assert "Territorio" not in rosa.reads("/panel/es/")
    assert "Lima" in board.reads("/panel/es/territorio/15?mes=2026-03")
    for wrong in ("1", "150", "15013", "xx", "99", "1501321"):
        assert board.opens(f"/panel/es/territorio/{wrong}").status_code == 404, wrong


def test_nothing_changes_without_the_pages_own_proof(lively: Confederation, rosa: AVisitor) -> None:
    more = something_held(lively, "manos")
    posts = [
        rule
        for rule in lively.app.url_map.iter_rules()
        if rule.endpoint.startswith(("panel.", "accounts.")) and "POST" in (rule.methods or ())
    ]
    assert len(posts) > 5
    for rule in posts:
        path = address(rule, "P-LIMA", "K-001", **more)
        answer = rosa.client.post(path, data={"csrf_token": "inventada", "unidad": "P-LIMA", "why": "x"})
        assert answer.status_code == (404 if closed(lively.app, rule, "coordinator") else 400), path
        assert answer.status_code == 404 or "mucho tiempo" in answer.get_data(as_text=True), path
    assert rosa.opens("/panel/es/").status_code == 200, "not even the session ended"


def test_no_month_that_cannot_be_is_shown(rosa: AVisitor) -> None:
    for month in ("2026-13", "enero", "1999-12", "2026-3", "99999-01"):
        assert rosa.opens(f"/panel/es/?mes={month}").status_code == 404, month


def test_an_address_that_is_no_page_is_a_friendly_page(rosa: AVisitor) -> None:
    answer = rosa.opens("/panel/es/lo/que/sea")
    assert answer.status_code == 404
    assert "Volver al inicio" in answer.get_data(as_text=True)
    assert answer.headers["Cache-Control"] == "no-store"


def test_whoever_is_not_signed_in_is_sent_to_the_sign_in_and_pages_are_kept_by_nobody(lively: Confederation, rosa: AVisitor) -> None:
    stranger = AVisitor(lively.app)
    for path in ("/panel/", "/panel/es/", "/panel/es/comedor/K-001", "/panel/es/territorio/", "/panel/es/nada"):
        assert stranger.opens(path).status_code == 302, path
    assert rosa.opens("/panel/es/").headers["Cache-Control"] == "no-store"


def test_a_failure_of_ours_is_said_kindly_and_tells_nothing(rosa: AVisitor, app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        raise RuntimeError("secreto")

    monkeypatch.setattr("app.panel.directory.find", fails)
    app.config["PROPAGATE_EXCEPTIONS"] = False
    answer = rosa.opens("/panel/es/comedores")
    assert answer.status_code == 500
    assert "no se perdió nada" in answer.get_data(as_text=True)
    assert "secreto" not in answer.get_data(as_text=True)
