"""Coming in and going out."""

from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from app import clock
from app.accounts import browsers, roster
from app.accounts.models import WebSession
from app.database import db, reading, writing
from tests.a_visitor import PASSWORD, AVisitor, signed_in, with_an_account
from tests.stories import Confederation


def test_a_coordinator_signs_in_and_gets_the_page_she_had_asked_for(rosa: AVisitor) -> None:
    sent_away = rosa.opens("/panel/es/comedores?q=manos")
    assert sent_away.status_code == 302
    assert sent_away.location == "/panel/es/entrar?next=/panel/es/comedores?q%3Dmanos"
    assert 'value="/panel/es/comedores?q=manos"' in rosa.reads(sent_away.location)

    answer = rosa.signs_in(" Rosa ", back="/panel/es/comedores?q=manos")
    assert (answer.status_code, answer.location) == (303, "/panel/es/comedores?q=manos")
    assert "Manos Unidas" in rosa.reads(answer.location)
    assert rosa.opens("/panel/es/entrar").status_code == 302


@pytest.mark.parametrize(
    "elsewhere", ["//bad.example", "https://bad.example/panel/", "/\\bad.example", "/panel/\\..\\", "javascript:x", "/app/es/"]
)
def test_a_link_in_a_mail_sends_nobody_elsewhere(rosa: AVisitor, elsewhere: str) -> None:
    assert rosa.signs_in("rosa", back=elsewhere).location == "/panel/es/"


def test_nobody_learns_who_has_an_account(rosa: AVisitor, app: Flask) -> None:
    with_an_account(app, "ana", "coordinator", "P-CUSCO")
    with app.app_context():
        roster.disable("ana")
    answers = [rosa.signs_in(*who) for who in (("rosa", "no es esta"), ("nadie", PASSWORD), ("ana", PASSWORD))]
    pages = {answer.get_data(as_text=True).replace(name, "") for answer, name in zip(answers, ("rosa", "nadie", "ana"), strict=True)}
    assert [answer.status_code for answer in answers] == [401, 401, 401]
    assert len({page.split("<form")[0] for page in pages}) == 1
    assert rosa.opens("/panel/es/").status_code == 302


def test_signing_out_ends_the_session_also_for_a_copied_cookie(rosa: AVisitor, app: Flask) -> None:
    rosa.signs_in("rosa")
    copied = rosa.client.get_cookie("panel")
    assert copied is not None
    assert rosa.signs_out().status_code == 303
    thief = app.test_client()
    thief.set_cookie("panel", copied.value)
    assert thief.get("/panel/es/").status_code == 302


def test_every_sign_in_has_a_new_session_and_forgets_what_the_browser_carried(rosa: AVisitor, app: Flask) -> None:
    rosa.proof("/panel/es/entrar")
    planted = rosa.client.get_cookie("panel")
    rosa.signs_in("rosa")
    first = rosa.client.get_cookie("panel")
    rosa.signs_out()
    rosa.signs_in("rosa")
    second = rosa.client.get_cookie("panel")
    assert planted and first and second and len({planted.value, first.value, second.value}) == 3
    with app.app_context(), reading() as connection:
        assert len(connection.execute(select(WebSession.token_hash)).all()) == 2


def test_a_browser_left_alone_for_half_a_day_is_signed_out(rosa: AVisitor, app: Flask) -> None:
    rosa.signs_in("rosa")
    with app.app_context(), writing() as connection:
        connection.execute(WebSession.__table__.update().values(last_seen_at=clock.now() - browsers.IDLE + timedelta(minutes=1)))
    assert rosa.opens("/panel/es/").status_code == 200, "a page opened in time begins the half day anew"
    with app.app_context(), writing() as connection:
        seen = connection.scalar(select(WebSession.last_seen_at))
        assert seen is not None and clock.utc(seen) > clock.now() - timedelta(minutes=1)
        connection.execute(WebSession.__table__.update().values(last_seen_at=clock.now() - browsers.IDLE - timedelta(seconds=1)))
    assert rosa.opens("/panel/es/").status_code == 302


def test_closing_an_account_ends_what_it_had_open(confederation: Confederation) -> None:
    rosa = signed_in(confederation.app, "rosa", "coordinator", "P-LIMA")
    assert rosa.opens("/panel/es/").status_code == 200
    with confederation.app.app_context():
        roster.disable("rosa")
    assert rosa.opens("/panel/es/").status_code == 302


def test_of_old_sessions_nothing_is_kept(rosa: AVisitor, app: Flask) -> None:
    rosa.signs_in("rosa")
    with app.app_context(), writing() as connection:
        connection.execute(WebSession.__table__.update().values(last_seen_at=clock.now() - browsers.FORGOTTEN - timedelta(days=1)))
    rosa.signs_in("rosa")
    with app.app_context(), reading() as connection:
        assert len(connection.execute(select(WebSession.token_hash)).all()) == 1


def test_a_sign_in_without_proof_is_refused_and_offers_a_fresh_form(rosa: AVisitor) -> None:
    answer = rosa.client.post("/panel/es/entrar", data={"username": "rosa", "password": PASSWORD})
    assert answer.status_code == 400
    assert 'name="csrf_token"' in answer.get_data(as_text=True)
    assert PASSWORD not in answer.get_data(as_text=True)
    assert rosa.opens("/panel/es/").status_code == 302


def test_over_tls_forms_work_although_our_pages_send_no_referrer(rosa: AVisitor) -> None:
    rosa.client.environ_overrides = {"wsgi.url_scheme": "https"}
    assert rosa.signs_in("rosa").status_code == 303


def test_neither_password_nor_session_nor_code_stands_readable_in_the_database(confederation: Confederation, database_url: str) -> None:
    rosa = signed_in(confederation.app, "rosa", "coordinator", "P-LIMA")
    code = confederation.invitation()
    with rosa.client.session_transaction() as session:
        token = session["_user_id"]
    with confederation.app.app_context(), reading() as connection:
        tables = [connection.execute(table.select()).all() for table in db.metadata.sorted_tables]
        kept = repr(tables).encode()
    if database_url.startswith("sqlite"):
        file = Path(database_url.removeprefix("sqlite:///"))
        kept += b"".join(part.read_bytes() for part in file.parent.glob(f"{file.name}*"))
    assert b"rosa" in kept
    assert [secret for secret in (PASSWORD, token, code) if secret.encode() in kept] == []
