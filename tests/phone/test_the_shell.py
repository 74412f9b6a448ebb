"""The shell: kept whole after one visit, light enough for a bad link, replaced only when nothing is half-typed."""

import re

import brotli
import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Page, expect

from app.phone import assets, shell
from tests.link import Link
from tests.phone.leader import Leader

BUDGET = 60_000
ENTER = 20_000


def size(client: FlaskClient, path: str) -> int:
    """Bytes of the body over the wire."""
    answer = client.get(path, headers={"Accept-Encoding": "br, gzip"})
    assert answer.status_code == 200, path
    return len(answer.data)


def test_all_that_a_phone_keeps_is_light(client: FlaskClient) -> None:
    with client.application.app_context():
        files = list(assets.wanted_by_the_phone())
    pages = ["/app/es/", "/app/sw.js", "/app/manifest.webmanifest"]
    sizes = {path: size(client, path) for path in [*files, *pages]}
    assert sum(sizes.values()) <= BUDGET, sizes


def test_a_browser_makes_the_same_of_the_page_that_says_less(app: Flask, page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    parsed = "html => new DOMParser().parseFromString(html, 'text/html').documentElement.outerHTML"
    templates = ["phone/app.html", "phone/entrar.html"]
    with app.test_request_context():
        light = [shell.render(template, "es", "") for template in templates]
        monkeypatch.setattr(shell, "_slim", lambda html: html.replace(">\n<", "><"))
        whole = [shell.render(template, "es", "") for template in templates]
    assert sum(map(len, light)) < sum(map(len, whole))
    assert [page.evaluate(parsed, html) for html in light] == [page.evaluate(parsed, html) for html in whole]


def test_the_page_to_enter_is_usable_after_few_bytes(leader: Leader, link: Link) -> None:
    code = leader.confederation.invitation()
    leader.page.goto(f"{link.url}/app/es/entrar#{code}")
    expect(leader.page.get_by_role("heading", name="Manos Unidas")).to_be_visible()
    assert link.down <= ENTER, link.down


def test_what_the_page_to_enter_brought_is_not_fetched_again_to_be_kept(leader: Leader, link: Link) -> None:
    code = leader.confederation.invitation()
    leader.page.goto(f"{link.url}/app/es/entrar#{code}")
    leader.page.get_by_role("button", name="Sí, es mi comedor").click()
    leader.page.get_by_label("Su nombre").wait_for()
    leader.page.evaluate("() => navigator.serviceWorker.ready.then(() => true)")
    assert link.down <= BUDGET + ENTER, link.down


def test_after_one_visit_the_app_opens_without_a_server(leader: Leader) -> None:
    leader.enters()
    leader.server.stop()
    for screen in ("", "#/padron", "#/mes"):
        leader.opens(screen)
        leader.page.reload()
        expect(leader.page.locator("main")).to_be_visible()
    assert leader.page.evaluate("fetch('/app/es/').then(answer => answer.ok)")


def test_she_sees_what_her_month_cost(leader: Leader, link: Link) -> None:
    leader.url = link.url
    leader.enters()
    leader.opens("#/enviar")
    leader.page.get_by_role("button", name="Enviar ahora").click()
    told = leader.page.get_by_text("Internet usado este mes:")
    expect(told).to_have_text(re.compile(r"[1-9]\d* kB"))
    assert 0 < int(re.findall(r"\d+", told.inner_text())[0]) * 1000 < link.up + link.down


def test_no_cookie_and_no_token_come_with_the_shell(client: FlaskClient) -> None:
    for path in ("/app/es/", "/app/es/entrar", "/app/es/muestrario", "/app/es/archivo", "/app/sw.js", "/app/manifest.webmanifest"):
        answer = client.get(path)
        assert "Set-Cookie" not in answer.headers, path
        assert "csrf" not in answer.get_data(as_text=True), path


def test_a_phone_that_has_a_page_is_told_so(client: FlaskClient) -> None:
    first = client.get("/app/es/", headers={"Accept-Encoding": "br"})
    again = client.get("/app/es/", headers={"Accept-Encoding": "br", "If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert b"Mi Comedor" in brotli.decompress(first.data)


def test_a_new_version_never_interrupts_a_half_filled_form(leader: Leader) -> None:
    leader.enters()
    leader.goes_to("Padrón")
    leader.page.get_by_role("button", name="Registrar", exact=True).click()
    leader.fills("Juana")
    leader.page.evaluate("window.stillHere = true")
    leader.server.stop()
    leader.server.start(MI_COMEDOR_ASSETS="source")  # another shell, as after a release
    leader.page.evaluate("navigator.serviceWorker.getRegistration('/app/').then(known => known.update())")
    expect(leader.page.locator("#aviso-version")).not_to_have_attribute("hidden", "", timeout=30_000)
    assert leader.page.evaluate("window.stillHere") is True
    expect(leader.page.get_by_label("Nombres", exact=True)).to_have_value("Juana")
    leader.page.get_by_role("button", name="Cerrar").click()
    leader.page.get_by_role("button", name="Actualizar ahora").click()
    leader.page.wait_for_function("() => !window.stillHere")
    leader.goes_to("Padrón")
    leader.page.get_by_role("button", name="Registrar", exact=True).click()
    expect(leader.page.get_by_label("Nombres", exact=True)).to_have_value("Juana")
