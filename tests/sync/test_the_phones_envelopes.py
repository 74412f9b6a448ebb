"""What the phone's own code seals, the server opens."""

import json
import subprocess

from app.sync import envelope
from tests.a_phone import APhone
from tests.databases import HOME
from tests.stories import Confederation

SEAL = """
const {{ sealerFor }} = await import({module});
const seal = await sealerFor({public_key});
for (const value of {values}) console.log(Buffer.from(await seal(value)).toString("hex"));
"""


def _node(script: str) -> list[str]:
    told = subprocess.run(["node", "--input-type=module", "-e", script], cwd=HOME, capture_output=True, text=True, check=True, timeout=60)
    return told.stdout.split()


def test_the_phones_envelopes_open_here(confederation: Confederation) -> None:
    phone: APhone = confederation.a_phone()
    phone.registers("Ñusta 🥣")
    said = [{"for": "inbox", "operations": [operation]} for operation in phone.outbox]
    module = json.dumps(str(HOME / "static/phone/keeping/envelope.js"))
    sealed = _node(SEAL.format(module=module, public_key=json.dumps(phone.public_key), values=json.dumps(said)))
    with confederation.app.app_context():
        opened = [envelope.opened(bytes.fromhex(one), envelope.Inbox) for one in sealed]
    assert [json.loads(bytes(one.operations[0])) for one in opened] == phone.outbox
