"""A release weighs what it changed: the phone makes the new page and script of its older ones."""

import json
import struct

from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from app.phone import changes
from tests.link import Link
from tests.phone.leader import Leader

#: A text like ours: what it may be cut at, and letters of one, two and four bytes.
TEXT = st.lists(st.sampled_from(["<section>", "<h2>", "function A", "Ñandú 🌽", ",Ab=", ",async ", "<p>", "a"]), max_size=30).map("".join)

#: Puts the phone back to an older release, in which a word and a line of code were others.
AGES = """async () => {
    const [name] = await caches.keys();
    const older = await caches.open('shell-older');
    for (const { url } of await (await caches.open(name)).keys()) {
        const key = url.replace(/app\\.\\w+\\.js/, 'app.OLDER.js').replace(/\\?.*/, '?older');
        const text = await (await caches.match(url)).text();
        const changed = text.replace('Llegó comida', 'Vino comida').replace(',async ', ',older=0,async ');
        await older.put(key, new Response(key.includes('lder') ? changed : text));
    }
    await caches.delete(name);
    await (await navigator.serviceWorker.getRegistration('/app/')).unregister();
}"""

#: Installs the release, and says whether what is kept is what the server has.
INSTALLS = """async () => {
    await navigator.serviceWorker.register('/app/sw.js', {scope: '/app/'}).then(() => navigator.serviceWorker.ready);
    const [name] = (await caches.keys()).filter(name => name !== 'shell-older');
    const kept = await (await caches.open(name)).keys();
    return Promise.all(kept.map(async ({ url }) => [url, await (await caches.match(url)).text()]));
}"""


@given(TEXT, TEXT)
def test_the_new_text_is_made_of_the_older_one(older: str, newer: str) -> None:
    held = changes.parts(older)
    marks = b"".join(struct.pack("<I", changes.mark(part)) for part in held)
    told = json.loads(changes.since(newer.encode(), marks).content)["parts"]
    assert "".join(part if isinstance(part, str) else "".join(held[slice(*part)]) for part in told) == newer


def test_nothing_is_told_but_of_the_shell_and_to_phones(client: FlaskClient) -> None:
    for path in ("", "/app/es/muestrario", "/static/build/manifest.json", "/static/../wsgi.py"):
        assert client.post("/app/changes", query_string={"of": path}).status_code == 404, path
    assert client.post("/app/changes?of=/app/es/", data=b"1234" * 10_001).status_code == 413


def test_a_release_that_changes_a_screen_costs_what_it_changed(leader: Leader, link: Link) -> None:
    page = leader.page
    page.goto(f"{link.url}/app/es/entrar")
    page.evaluate(INSTALLS)
    page.evaluate(AGES)
    page.goto(f"{link.url}/salud")
    page.goto(f"{link.url}/app/es/entrar")
    link.forget_counts()
    kept = dict(page.evaluate(INSTALLS))
    assert link.down + link.up <= 10_000, (link.down, link.up)
    assert len(kept) >= 5
    client = leader.server.app.test_client()
    for url, text in kept.items():
        assert text == client.get(url.removeprefix(link.url)).get_data(as_text=True), url
