"""Doing again what the journal remembers and the database may not: erasures, revocations, wiped phones, closed accounts (rule 11)."""

from collections.abc import Sequence
from typing import Any

import msgspec

from app.accounts import roster
from app.database import reading
from app.federation import devices
from app.sync import erasure
from app.sync.judge import judge
from app.sync.signals import written
from app.sync.write import write_batch


def replay(entries: Sequence[dict[str, Any]]) -> None:
    """Do again what these entries of the journal tell; what was done already stays as it is."""
    devices.close([entry for entry in entries if "revoked" in entry])
    devices.empty([entry["emptied"] for entry in entries if "emptied" in entry])
    accounts = {entry["account"]: entry["closed"] for entry in entries if "account" in entry}
    roster.close([username for username, closed in accounts.items() if closed])
    kitchens: dict[int, dict[str, dict[str, Any]]] = {}
    for entry in entries:
        if "erased" in entry:
            kitchens.setdefault(entry["kitchen"], {})[entry["erased"]] = entry["operation"]
    for kitchen_id, erased in kitchens.items():
        _erase(kitchen_id, erased)


def _erase(kitchen_id: int, erased: dict[str, dict[str, Any]]) -> None:
    """Write the erasures (by person) that the log lacks, each as it was the first time. The journal has them already."""
    with reading() as connection:
        known = erasure.of(connection, kitchen_id, erased)
    lacking = [judge(msgspec.json.encode(body), from_phone=False) for person, body in erased.items() if person not in known]
    if lacking:
        write_batch(kitchen_id, lacking, None)
        written.send(kitchen_id)
