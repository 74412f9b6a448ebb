"""What is left when all is over: every operation once in the log or held, no gap, every phone the same, every figure right."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from flask import Flask
from sqlalchemy import select

from app.database import reading
from app.federation.models import Unit
from app.sync import log
from app.sync.models import Held, Notebook, OperationId
from tests.reliability.soak.life import RIDDLE, SoakPhone

#: What a phone's own operation does not say of itself.
TOLD = ("device", "received_at")
#: Kitchens whose figures are made again from the log and compared.
SAMPLE = 25


@dataclass
class Verdict:
    """Counts of what must not be."""

    operations: int = 0
    held: int = 0
    lost: int = 0
    duplicated: int = 0
    gaps: int = 0
    #: Good operations that are held all the same; operations whose text is not what the phone wrote; phones whose log is not the
    #: server's; figures that differ.
    wronged: int = 0
    changed: int = 0
    unequal: int = 0
    figures: list[str] = field(default_factory=list)

    @property
    def good(self) -> bool:
        """Whether every promise held."""
        return not (self.lost or self.duplicated or self.gaps or self.wronged or self.changed or self.unequal or self.figures)


def judge(app: Flask, phones: Iterable[SoakPhone]) -> Verdict:
    """Compare what phones wrote with what the server has; `app` looks at its database, while nobody writes."""
    kitchens: dict[int, list[SoakPhone]] = defaultdict(list)
    for phone in phones:
        kitchens[phone.kitchen].append(phone)
    verdict = Verdict()
    with app.app_context():
        for kitchen_id, members in kitchens.items():
            _kitchen(verdict, kitchen_id, members)
    verdict.figures = _figures(app, list(kitchens)[:SAMPLE])
    return verdict


def _kitchen(verdict: Verdict, kitchen_id: int, members: list[SoakPhone]) -> None:
    with reading() as connection:
        rows = [log.wire(row) for row in log.after(connection, kitchen_id, 0, 10**6)]
        known = select(OperationId.id, OperationId.seq).where(OperationId.kitchen_id == kitchen_id)
        places = {row.id: row.seq for row in connection.execute(known)}
        held = list(connection.scalars(select(Held.id).where(Held.kitchen_id == kitchen_id)))
        last = connection.scalar(select(Notebook.seq).where(Notebook.kitchen_id == kitchen_id)) or 0
    made = {id_: operation for member in members for id_, operation in member.phone.made.items()}
    found = Counter([row["id"] for row in rows] + held)
    verdict.operations += len(rows)
    verdict.held += len(held)
    verdict.lost += len(made.keys() - found.keys())
    verdict.duplicated += sum(times - 1 for times in found.values()) + len(found.keys() - made.keys())
    verdict.gaps += len(set(range(1, last + 1)) ^ {row["seq"] for row in rows}) + len(rows) - len({row["seq"] for row in rows})
    verdict.gaps += places != {row["id"]: row["seq"] for row in rows}
    verdict.wronged += sum(made[id_]["kind"] != RIDDLE for id_ in held if id_ in made)
    verdict.changed += sum(_said(row) != made.get(row["id"]) for row in rows)
    verdict.unequal += sum(not _holds(member, rows, set(held)) for member in members)


def _said(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in (*TOLD, "seq")}


def _holds(member: SoakPhone, rows: list[dict[str, Any]], held: set[str]) -> bool:
    """Whether a phone has the server's log, place by place, beside what of its own is held."""
    log = member.phone.log
    mine = {id_: {name: value for name, value in row.items() if name not in TOLD} for id_, row in log.items() if id_ not in held}
    return mine == {row["id"]: {name: value for name, value in row.items() if name not in TOLD} for row in rows} and not member.phone.outbox


def _figures(app: Flask, kitchens: list[int]) -> list[str]:
    """What `flask rollups rebuild --check` finds."""
    with app.app_context(), reading() as connection:
        codes = connection.scalars(select(Unit.code).where(Unit.id.in_(kitchens))).all()
    words = [word for code in codes for word in ("--kitchen", code)]
    answer = app.test_cli_runner().invoke(args=["rollups", "rebuild", "--check", *words])
    return [] if answer.exit_code == 0 else (answer.output or repr(answer.exception)).splitlines()
