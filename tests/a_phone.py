"""A phone in Python, with which server tests read as stories. It keeps what it writes, and speaks docs/sync.md over HTTP."""

import gzip
import json
import math
import secrets
import time
from itertools import groupby
from typing import Any

from flask.testing import FlaskClient

from tests.an_envelope import Sealing


class APhone(Sealing):
    """`registers`, `serves`, `counts`, `undoes`, `loses_signal`, `syncs`. Its clock may be wrong; its operations never change."""

    def __init__(self, client: FlaskClient, name: str = "Rosa", day: str = "2026-03-02"):
        self.client, self.day = client, day
        self._random, self._counter = secrets.token_hex(10), 0
        self.device = "{}-{}-8{}-8{}-{}".format(*_cut(secrets.token_hex(15), 8, 4, 3, 3, 12))
        self.secret, self.door = secrets.token_urlsafe(32), secrets.token_urlsafe(32)
        self.signal, self.epoch, self.cursor = True, None, None
        self.outbox: list[dict[str, Any]] = []
        self.made: dict[str, dict[str, Any]] = {}
        self.pages: list[dict[str, Any]] = []
        self.log: dict[str, dict[str, Any]] = {}
        self.answers: dict[str, dict[str, Any]] = {}
        self.keeper = self.new_id()
        self.write("keeper.joined", {"name": name}, operation_id=self.keeper)

    def new_id(self) -> str:
        """Random bits of this start of the app, then a counter."""
        self._counter += 1
        one, two, three, four = _cut(self._random[:18], 8, 4, 3, 3)
        return f"{one}-{two}-8{three}-{'89ab'[int(self._random[18], 16) & 3]}{four}-{self._counter:012x}"

    # What the woman does.

    def enrols(self, code: str) -> dict[str, Any]:
        """Spend an invitation; returns the server's answer."""
        body = {"code": code, "device": self.device, "secret": self.secret, "door": self.door}
        answer = self.client.post("/sync/enrol", json=body)
        assert answer.status_code == 200, answer.get_data(as_text=True)
        self.epoch, self.public_key = None, answer.get_json()["public_key"]
        return dict(answer.get_json())

    def write(self, kind: str, data: dict[str, Any], *, operation_id: str = "", on: str = "", base: Any = None) -> str:
        """Fill in a form; it waits in the outbox. Returns its id."""
        operation: dict[str, Any] = {"id": operation_id or self.new_id(), "kind": kind, "v": 1, "on": on or self.day}
        operation |= {"by": self.keeper, "at": int(time.time()), "data": data}
        if base is not None:
            operation["base"] = base
        self.outbox.append(operation)
        self.made[operation["id"]] = operation
        return str(operation["id"])

    def registers(self, names: str, kind: str = "member", **more: Any) -> str:
        """A person joins the padrón."""
        return self.write("beneficiary.registered", {"names": names, "type": kind, **more})

    def amends(self, person: str, base: dict[str, Any], **changes: Any) -> str:
        """Something of a person changes."""
        return self.write("beneficiary.amended", {"person": person, **changes}, base=base)

    def serves(self, person: str, ration: str = "member", price: int = 250, **more: Any) -> str:
        """A person of the padrón eats."""
        on = more.pop("on", "")
        data = {"slot": 1, "person": person, "class": ration, "price_cents": price, **more}
        return self.write("rations.served", data, on=on)

    def counts(self, replaces: list[str] | None = None, on: str = "", price: int = 350, **counts: int) -> str:
        """So many eat whose names are not taken."""
        data: dict[str, Any] = {"slot": 1, "counts": counts, "prices": {name: price for name in counts if name != "cook"}}
        return self.write("rations.counted", data | ({"replaces": replaces} if replaces else {}), on=on)

    def receives(self, food: str, qty: int, **more: Any) -> str:
        """Food of the PCA comes."""
        return self.write("food.received", {"food": food, "source": "pca", "received_qty": qty, **more})

    def uses(self, food: str, qty: int, on: str = "", **more: Any) -> str:
        """Food goes into the pot; the PCA's if nobody says another `source`."""
        return self.write("food.used", {"food": food, "source": "pca", "qty": qty, **more}, on=on)

    def receives_subsidy(self, amount: int, on: str = "", **more: Any) -> str:
        """The State's money comes; all amounts are centimos."""
        return self.write("subsidy.received", {"amount_cents": amount, **more}, on=on)

    def receives_income(self, amount: int, fund: str = "own", on: str = "", **more: Any) -> str:
        """Other money comes."""
        return self.write("income.received", {"amount_cents": amount, "fund": fund, **more}, on=on)

    def spends(self, amount: int, fund: str = "own", on: str = "", **more: Any) -> str:
        """Something is paid for."""
        return self.write("cash.spent", {"amount_cents": amount, "fund": fund, **more}, on=on)

    def buys(self, food: str, qty: int, amount: int, fund: str = "own", on: str = "") -> tuple[str, str]:
        """One screen and two facts: the ids of what was spent and of the food it brought."""
        spent = self.spends(amount, fund, on, category="food")
        data = {"food": food, "source": "purchase", "received_qty": qty, "value_cents": amount, "with": spent}
        return spent, self.write("food.received", data, on=on)

    def pays_dues(self, amount: int, on: str = "", **more: Any) -> str:
        """A socia pays her dues."""
        return self.write("dues.paid", {"amount_cents": amount, **more}, on=on)

    def pays_credit(self, amount: int, on: str = "", **more: Any) -> str:
        """Somebody pays plates that she had eaten on credit."""
        return self.write("credit.paid", {"amount_cents": amount, **more}, on=on)

    def forgives(self, amount: int, on: str = "", **more: Any) -> str:
        """The women forgive a debt."""
        return self.write("credit.forgiven", {"amount_cents": amount, **more}, on=on)

    def settles(self, amount: int, on: str = "", **more: Any) -> str:
        """So much was collected for the day's service."""
        return self.write("rations.settled", {"slot": 1, "amount_cents": amount, **more}, on=on)

    def counts_the_box(self, amount: int, on: str = "", **more: Any) -> str:
        """So much is in the box when the day ends."""
        return self.write("cash.counted", {"amount_cents": amount, **more}, on=on)

    def reads_notice(self, notice: str) -> str:
        """Somebody here read what the federation tells."""
        return self.write("notice.read", {"notice": notice})

    def asks_for(self, right: str, person: str) -> str:
        """A person of the padrón uses a right: `objection` or `erasure`."""
        return self.write("right.asked", {"person": person, "right": right})

    def hands_in(self, period: str) -> str:
        """For the kitchen the month is complete."""
        return self.write("month.handed_in", {"period": period})

    def undoes(self, target: str) -> str:
        """It was a mistake."""
        return self.write("operation.undone", {"target": target})

    def loses_signal(self) -> None:
        """Nothing leaves and nothing comes from here on."""
        self.signal = False

    def finds_signal(self) -> None:
        """The network is back."""
        self.signal = True

    def syncs(self) -> int:
        """Push what waits and pull what is new, until there is no more; returns the last status, 0 without signal."""
        if not self.signal:
            return 0
        while True:
            answer = self.push(self.outbox)
            if answer.status_code != 200:
                return int(answer.status_code)
            if self.epoch not in (None, answer.get_json()["epoch"]):
                self._offers_everything(answer.get_json())
            else:
                self._learn(answer.get_json())
            if not answer.get_json()["more"]:
                return 200

    # What the phone does.

    def push(self, operations: list[Any], **more: Any) -> Any:
        """One request with these operations, gzip'd; returns the raw answer and learns nothing from it."""
        body = {"epoch": self.epoch, "cursor": self.cursor, "app": "test", "operations": operations, **more}
        headers = {"Authorization": f"Bearer {self.secret}", "Content-Encoding": "gzip", "Content-Type": "application/json"}
        return self.client.post("/sync", data=gzip.compress(json.dumps(body).encode()), headers=headers)

    def _offers_everything(self, told: dict[str, Any]) -> None:
        """After a restore: its own operations, and the pages that it pulled, in the log's old order (rule 6)."""
        own = [(self.log.get(name, {}).get("seq") or math.inf, operation) for name, operation in self.made.items()]
        pages = [(page["rows"][0]["seq"], page) for page in self.pages]
        self._learn(told)
        for is_page, run in groupby(sorted(own + pages, key=lambda held: held[0]), key=lambda held: "rows" in held[1]):
            for batch in [[page] for _, page in run] if is_page else [[operation for _, operation in run]]:
                self.outbox = [] if is_page else batch
                self._learn(self.push(self.outbox, **({"page": batch[0]} if is_page else {})).get_json())

    def _learn(self, told: dict[str, Any]) -> None:
        sent = {operation["id"]: operation for operation in self.outbox}
        for answer in told["answers"]:
            self.answers[answer["id"]] = answer
            self.log[answer["id"]] = sent[answer["id"]] | {"seq": answer.get("seq")}
        self.log |= {operation["id"]: operation for operation in told["operations"]}
        if told["operations"]:
            self.pages.append({"mark": told["mark"], "rows": told["operations"]})
        self.outbox = [operation for operation in self.outbox if operation["id"] not in self.answers]
        self.epoch, self.cursor = told["epoch"], told["cursor"]


def _cut(text: str, *lengths: int) -> list[str]:
    pieces = []
    for length in lengths:
        pieces.append(text[:length])
        text = text[length:]
    return pieces
