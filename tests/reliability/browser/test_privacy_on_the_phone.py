"""A week's use, a clave, the phone locked and off: its disk names nobody and opens nothing. Closed and wiped, it holds nothing.

`make test` does it with few people; `make reliability` with PEOPLE=500.
"""

import base64
import os
import random
from datetime import timedelta
from pathlib import Path

from playwright.sync_api import expect
from sqlalchemy import update

from app.clock import now
from app.database import writing
from app.federation.models import Device
from tests.phone.at_the_lock import opens, sets_a_clave
from tests.phone.conftest import NOON
from tests.phone.test_carrying import keeps
from tests.reliability.browser import on_disk
from tests.reliability.browser.rosa import Rosa

PEOPLE = int(os.environ.get("PEOPLE", "40"))
TYPED = max(5, PEOPLE // 20)  # with her own thumbs; the others another phone wrote
#: Every key that the page is handed in the clear, in base64.
OVERHEAR = """const { importKey } = SubtleCrypto.prototype;
globalThis.keys = new Set();
SubtleCrypto.prototype.importKey = function (how, raw, what, ...rest) {
    const name = what.name ?? what;
    if (how === "raw" && name === "AES-GCM") keys.add(btoa(String.fromCharCode(...new Uint8Array(raw.buffer ?? raw))));
    return importKey.call(this, how, raw, what, ...rest);
};"""
#: The first bytes of every sealed body in every database, in base64.
BODIES = """async () => {
    const asked = (request) => new Promise((yes) => { request.onsuccess = () => yes(request.result); });
    const bodies = [];
    for (const { name } of await indexedDB.databases()) {
        const database = await asked(indexedDB.open(name));
        for (const store of database.objectStoreNames) {
            const records = await asked(database.transaction(store).objectStore(store).getAll());
            for (const record of records) if (record?.sealed) bodies.push(record.sealed);
        }
        database.close();
    }
    return bodies.map((sealed) => btoa(String.fromCharCode(...sealed.slice(1, 25))));
}"""


def people(dice: random.Random) -> list[tuple[str, str]]:
    """Names that nothing else on a disk is called, and documents."""
    syllables = ["qo", "ña", "wi", "lla", "tu", "pac", "yu", "chi", "mé", "hua", "su", "rí"]
    names = {"".join(dice.choices(syllables, k=5)).capitalize() for _ in range(2 * PEOPLE)}
    return [(name, str(dice.randrange(10**7, 10**8))) for name in sorted(names)[:PEOPLE]]


def lives_a_week(rosa: Rosa, roll: list[tuple[str, str]]) -> None:
    """Others' people come down, some she writes herself; she looks for them, opens them, gives them plates, and leaves one half-typed."""
    other = rosa.confederation.a_phone(name="Olga")
    for name, document in roll[TYPED:]:
        other.registers(name, doc_type="dni", doc_number=document)
    other.syncs()
    for day, (name, document) in enumerate(roll[: TYPED - 1]):
        rosa.page.clock.set_fixed_time(NOON + timedelta(days=day % 7))
        rosa.page.reload()
        rosa.goes_to("Padrón")
        rosa.page.get_by_role("button", name="Registrar", exact=True).click()
        rosa.fills(name, "Socia")
        rosa.chooses("DNI")
        rosa.page.get_by_label("Número de documento").fill(document)
        rosa.saves()
        rosa.page.get_by_label("Buscar por nombre o documento").fill(name)
        rosa.page.get_by_role("link", name=name).first.click()
        rosa.sees(document)
    rosa.sends()
    rosa.sees_pending(0)
    rosa.goes_to("Padrón")
    rosa.page.get_by_role("button", name="Registrar", exact=True).click()
    rosa.fills(roll[TYPED - 1][0])
    rosa.page.wait_for_timeout(1_000)  # its draft is kept


def keys_heard(rosa: Rosa) -> list[bytes]:
    """The raw keys that this page was handed since it opened."""
    return [base64.b64decode(key) for key in rosa.page.evaluate("[...keys]") if len(base64.b64decode(key)) == 32]


def the_phone_is_stolen(rosa: Rosa) -> None:
    """The federation closes it, and it will hear of that."""
    with rosa.server.app.app_context(), writing() as connection:
        connection.execute(update(Device).values(revoked_at=now()))
    rosa.link.mend()


def parcels(rosa: Rosa, folder: Path) -> list[Path]:
    """The files that she hands out, each also with its parts as the bytes that their letters stand for."""
    rosa.opens("#/enviar")
    files = [keeps(rosa, button, folder) for button in ("Enviar por otra persona", "Guardar copia")]
    for file in files:
        parts = [line for line in file.read_bytes().splitlines()[1:] if not line.startswith(b"#")]
        file.with_suffix(".bytes").write_bytes(b"".join(base64.urlsafe_b64decode(part + b"==") for part in parts))
    return [*files, *(file.with_suffix(".bytes") for file in files)]


def on_disk_of(rosa: Rosa, needles: dict[bytes, str]) -> set[str]:
    """What of it lies in the profile of the handset, which is switched off for it."""
    rosa.handset.switch_off()
    return on_disk.found(rosa.handset.files(), needles)


def test_a_locked_phone_names_nobody_and_opens_nothing_and_a_wiped_one_holds_nothing(rosa: Rosa, tmp_path: Path) -> None:
    roll = people(random.Random(random.randrange(10**6)))
    rosa.page.add_init_script(OVERHEAR)
    lives_a_week(rosa, roll)
    rosa.page.reload()
    rosa.sees("Padrón")
    before = keys_heard(rosa)
    sets_a_clave(rosa)
    opens(rosa)
    rosa.link.fails("refused")
    rosa.writes("Zoraida")
    after = keys_heard(rosa)
    bodies = [base64.b64decode(body) for body in rosa.page.evaluate(BODIES)]
    assert before and set(after) - set(before) and len(bodies) > TYPED
    secrets = on_disk.of_words([word for person in roll for word in person] + ["Zoraida"]) | on_disk.of_keys([*before, *after])
    assert on_disk.found(parcels(rosa, tmp_path), secrets) == set()
    assert on_disk_of(rosa, dict.fromkeys(bodies, "sealed body"))  # we see what we look for
    assert on_disk_of(rosa, secrets) == set()

    the_phone_is_stolen(rosa)
    rosa.starts_again()
    expect(rosa.page.get_by_text("Este teléfono ya no es del comedor")).to_be_visible(timeout=60_000)
    assert rosa.arrived()["held person Zoraida"] == 1  # what it had not sent is at the federation, for somebody to decide
    assert on_disk_of(rosa, secrets | dict.fromkeys(bodies, "sealed body")) == set()
