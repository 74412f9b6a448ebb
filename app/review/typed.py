"""A declaration's form in boxes: the wire's values as a person reads and types them, and what she typed as values of the wire. Pure.

Money is typed in soles, food in grams or millilitres as its box says, and what is said by class has a box for each class, named
`counts.paid`. Whether a value fits is asked of the field's own exact type and of nothing else.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import msgspec

from app.books.fields import DAY, Day, Flag, Lines, PerClass, Reference, References, Whole, WireField
from app.review.observation import lines

#: Soles as they are typed in Peru: `1250`, `1,250.50`, and `12,5` of who minds the comma less.
SOLES = re.compile(r"(\d{1,3}(?:,\d{3})+|\d{1,9})(?:[.,](\d{1,2}))?\Z")
#: No number of a form has more digits.
DIGITS = re.compile(r"-?\d{1,12}\Z")

Fields = Mapping[str, WireField]


def drawn(fields: Fields) -> dict[str, WireField]:
    """The fields that have boxes: nobody types the id of something else."""
    return {name: field for name, field in fields.items() if not isinstance(field, Reference | References)}


def money(name: str) -> bool:
    """Whether a field is in centimos."""
    return name.endswith("_cents") or name == "prices"


def shown(fields: Fields, data: Mapping[str, Any]) -> dict[str, str]:
    """The text of each box, by its name, whatever `data` holds there; what is absent or null is an empty box."""
    boxes: dict[str, str] = {}
    for name, field in drawn(fields).items():
        value = data.get(name)
        if isinstance(field, PerClass):
            per_class = value if isinstance(value, dict) else {}
            boxes |= {f"{name}.{code}": _text(name, per_class.get(code)) for code in field.classes}
        else:
            boxes[name] = _text(name, value)
    return boxes


def _text(name: str, value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"{value / 100:.2f}" if money(name) and isinstance(value, int) and abs(value) < 10**12 else str(value)[:1000]


def taken(fields: Fields, boxes: Mapping[str, str]) -> dict[str, Any]:
    """What was typed, as values of the wire; an empty box is None. What is no number stays text, which fits no field of numbers."""
    values: dict[str, Any] = {}
    for name, field in drawn(fields).items():
        if isinstance(field, PerClass):
            typed = {code: _value(name, field, boxes.get(f"{name}.{code}", "")) for code in field.classes}
            values[name] = {code: value for code, value in typed.items() if value is not None} or None
        else:
            values[name] = _value(name, field, boxes.get(name, ""))
    return values


def _value(name: str, field: WireField, text: str) -> Any:
    text = lines(text) if isinstance(field, Lines) else " ".join(lines(text).split())
    if not text:
        return None
    if isinstance(field, Flag):
        return {"true": True, "false": False}.get(text, text)
    if isinstance(field, Whole | PerClass):
        return _cents(text) if money(name) else whole(text)
    return text


def whole(text: str) -> int | str:
    """A whole number as it was typed; what is none stays text."""
    return int(text) if DIGITS.match(text) else text


def _cents(text: str) -> int | str:
    found = SOLES.match(text.removeprefix("S/").strip())
    return int(found[1].replace(",", "")) * 100 + int((found[2] or "").ljust(2, "0")) if found else text


def unfit(fields: Fields, data: Mapping[str, Any], needed: Iterable[str] | None = None) -> list[str]:
    """The names of the fields whose value is not as it must be, or lacks; `needed`: those that may not lack (none: as declared)."""
    must = {name for name, field in fields.items() if field.needed} if needed is None else set(needed)
    absent = [name for name in must if data.get(name) is None]
    return absent + [name for name, field in fields.items() if data.get(name) is not None and not fits(field, data[name])]


def fits(field: WireField, value: Any) -> bool:
    """Whether a value is exactly of the field's type; a date must exist too."""
    try:
        msgspec.json.decode(msgspec.json.encode(value), type=field.wire())
        return not isinstance(field, Day) or bool(date.fromisoformat(value))
    except (msgspec.MsgspecError, ValueError):
        return False


def is_day(text: str) -> bool:
    """Whether a text is a Lima date of the log, and exists."""
    try:
        return bool(re.match(DAY, text)) and bool(date.fromisoformat(text))
    except ValueError:
        return False
