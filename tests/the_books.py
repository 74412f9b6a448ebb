"""The books of a kitchen as the server's tables have them, and what their money comes to, in the shape of tests/shared/README.md."""

from collections import defaultdict
from dataclasses import asdict
from datetime import date
from typing import Any

from sqlalchemy import Connection, select

from app.books.cashbook.box import CashDay, box, cash_day
from app.books.cashbook.models import CashEntry
from app.books.notebook import keepers, months
from app.books.notebook.models import AcceptedMonth, HandedInRoll, Keeper, Notice, NoticeReading
from app.books.pantry.models import OwnFood, StockMove
from app.books.pantry.stock import Stock, stock
from app.books.rations.models import CountedRations, NamedRation, Service, SkippedService
from app.books.rations.tally import tally
from app.books.roll.apply import describe
from app.books.roll.operations import Registered
from app.rollups.models import KitchenMonth
from app.rollups.plate import plate
from app.seal import open_json
from app.sync import log


def read(connection: Connection, kitchen_id: int) -> dict[str, Any]:
    """All books of one kitchen."""
    return {
        "keepers": _keepers(connection, kitchen_id),
        "people": _people(connection, kitchen_id),
        "services": _services(connection, kitchen_id),
        "foods": _foods(connection, kitchen_id),
        "stock": _stock(connection, kitchen_id),
        "cash": _cash(connection, kitchen_id),
        "accepted": sorted(row.period for row in _rows(connection, AcceptedMonth, kitchen_id)),
        "months": {period: _month(act) for period, act in months.standing(connection, kitchen_id).items()},
        "roll_handed_in": max((str(row.on) for row in _rows(connection, HandedInRoll, kitchen_id) if row.undone_seq is None), default=None),
        "notices": _notices(connection, kitchen_id),
    }


def _month(act: Any) -> dict[str, Any]:
    return {"state": act.state, "on": str(act.on), "by": act.by} | ({"comment": act.comment} if act.comment else {})


def _rows(connection: Connection, model: Any, kitchen_id: int) -> list[Any]:
    return list(connection.execute(select(model.__table__).where(model.kitchen_id == kitchen_id)))


def _keepers(connection: Connection, kitchen_id: int) -> dict[str, Any]:
    rows = [row for row in _rows(connection, Keeper, kitchen_id) if row.undone_seq is None]
    opened = {row.id: row.sealed and open_json(row.sealed, f"keeper/{kitchen_id}/{row.id}") for row in rows}
    left = keepers.left(connection, kitchen_id)
    return {keeper: (known or {"erased": True}) | ({"left": True} if keeper in left else {}) for keeper, known in opened.items()}


def _people(connection: Connection, kitchen_id: int) -> dict[str, Any]:
    """From the log through the book's own fold: the table seals the same."""
    said: dict[str, list[Any]] = defaultdict(list)
    for operation in log.whole(connection, kitchen_id):
        if operation.kind.partition(".")[0] in ("beneficiary", "right", "person"):
            said[operation.data.get("person", operation.id)].append(operation)
    described = {person: describe(operations) for person, operations in said.items()}
    return {person: _person(known) for person, known in described.items() if known["joined_on"]}


def _person(known: dict[str, Any]) -> dict[str, Any]:
    hidden = Registered.personal() if known["erased"] else frozenset()
    known["conflicts"] = {name: both for name, both in known["conflicts"].items() if name not in hidden}
    values = {name: value for name, value in known.pop("values").items() if value is not None and name not in hidden}
    return values | known


def _services(connection: Connection, kitchen_id: int) -> dict[str, Any]:
    facts: dict[tuple[str, int], dict[Any, list[Any]]] = defaultdict(lambda: defaultdict(list))
    for model in (NamedRation, CountedRations, SkippedService):
        for row in _rows(connection, model, kitchen_id):
            facts[str(row.on), row.slot][model].append(row)
    described = {(str(row.on), row.slot): row for row in _rows(connection, Service, kitchen_id)}
    found = {}
    for on, slot in facts.keys() | described.keys():
        counted = tally(*(facts[on, slot][model] for model in (NamedRation, CountedRations, SkippedService)))
        if entry := _service(described.get((on, slot)), counted):
            found[f"{on}/{slot}"] = {"on": on, "slot": slot} | entry
    return found


def _service(row: Any, counted: Any) -> dict[str, Any]:
    names = ("label", "menu", "price_cents", "member_price_cents", "social_price_cents")
    fields = {name: getattr(row, name) for name in names if row is not None and getattr(row, name) is not None}
    if not fields and counted is None:
        return {}
    marks = sorted(counted.marks, key=lambda mark: mark.again) if counted else []
    present: dict[str, list[Any]] = defaultdict(list)
    for mark in marks:
        present[mark.person].append({"id": mark.id, "class": mark.ration_class, "again": mark.again})
    return fields | {
        "conflicts": row.conflicts if row is not None else 0,
        "skipped": counted.skipped if counted else None,
        "unnamed": dict(counted.unnamed) if counted else {},
        "named": dict(counted.named) if counted else {},
        "rations": dict(counted.rations) if counted else {},
        "disputed": counted.disputed if counted else [],
        "due_cents": counted.due_cents if counted else 0,
        "credit_cents": counted.credit_cents if counted else 0,
        "heads": counted.heads if counted else {},
        "present": dict(present),
    }


def _foods(connection: Connection, kitchen_id: int) -> dict[str, Any]:
    rows = _rows(connection, OwnFood, kitchen_id)
    return {row.id: {"name": row.name, "measure": row.measure, "hidden": row.undone_seq is not None} for row in rows}


def _stock(connection: Connection, kitchen_id: int) -> dict[str, Any]:
    shelves = stock(_rows(connection, StockMove, kitchen_id))
    return {
        f"{food}|{source}": {"food": food, "source": source} | asdict(shelf) | {"lots": _lots(shelf)}
        for (food, source), shelf in shelves.items()
    }


def _lots(shelf: Stock) -> list[dict[str, Any]]:
    lots = [{"lot": lot, "expires_on": str(day) if day else None, "received": qty} for (lot, day), qty in shelf.lots.items()]
    return [{name: value for name, value in lot.items() if value is not None} for lot in lots]


def money(connection: Connection, kitchen_id: int) -> dict[str, Any]:
    """What the box holds, and who paid for each month's plates."""
    due: dict[date, dict[int, int]] = defaultdict(dict)
    for service in _services(connection, kitchen_id).values():
        due[date.fromisoformat(service["on"])][service["slot"]] = service["due_cents"]
    held = box(_cash_days(connection, kitchen_id), due)
    counted = connection.execute(select(KitchenMonth.__table__).where(KitchenMonth.kitchen_id == kitchen_id)).mappings()
    plates = {row["period"]: asdict(plate(row)) for row in counted}
    parts = {period: {name: cents for name, cents in paid.items() if "unvalued" not in name} for period, paid in plates.items()}
    return {"box": held.funds | {"box": held.balance, "adjusted": held.adjusted}, "plates": parts}


def _cash(connection: Connection, kitchen_id: int) -> dict[str, Any]:
    return {str(on): _day(day) for on, day in _cash_days(connection, kitchen_id).items()}


def _cash_days(connection: Connection, kitchen_id: int) -> dict[date, CashDay]:
    days: dict[date, list[Any]] = defaultdict(list)
    for row in _rows(connection, CashEntry, kitchen_id):
        if row.undone_seq is None:
            days[row.on].append(row)
    return {on: cash_day(entries) for on, entries in days.items()}


def _day(day: CashDay) -> dict[str, Any]:
    funds = {name: {fund: cents for fund, cents in part.items() if cents} for name, part in (("in", day.taken), ("out", day.spent))}
    sums = {name: getattr(day, name) for name in ("dues_cents", "credit_paid_cents", "credit_forgiven_cents")}
    settled = {str(slot): cents for slot, cents in day.settled.items()}
    said = {name: value for name, value in (funds | sums | {"settled": settled}).items() if value}
    return said | ({} if day.counted_cents is None else {"counted_cents": day.counted_cents})


def _notices(connection: Connection, kitchen_id: int) -> dict[str, Any]:
    read = {row.notice for row in _rows(connection, NoticeReading, kitchen_id) if row.undone_seq is None}
    return {
        row.id: {"title": row.title, "text": row.text, "on": str(row.on), "read": row.id in read}
        | ({"until_on": str(row.until_on)} if row.until_on else {})
        for row in _rows(connection, Notice, kitchen_id)
    }
